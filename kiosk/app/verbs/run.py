"""`kiosk run`: the kiosk itself."""

import argparse
import logging
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.app.clock import now
from kiosk.app.config import load
from kiosk.app.frames import Pace
from kiosk.app.gallery import Gallery, figure_kit, open_gallery
from kiosk.app.kiosk import Kiosk
from kiosk.app.kit import Kit, another_kit, open_kit, standing_kit
from kiosk.app.memory import give_back
from kiosk.app.midnight import Ground, Midnight
from kiosk.app.output import Output
from kiosk.app.painter import Painter
from kiosk.app.process.link import Note, Post
from kiosk.app.runtime.last_frame import FrameWriter, frame_name
from kiosk.app.scenery import open_stage
from kiosk.app.shutdown import Shutdown, leave_at_once
from kiosk.app.sticks import SlotWatch
from kiosk.domain import controls
from kiosk.domain.events import (
    LanguagesUnheard,
    PackRefused,
    StickFound,
    StickRead,
    StickTaken,
    Tapped,
    WorkerLost,
    WorkerReady,
)
from kiosk.domain.interaction import Interaction
from kiosk.domain.problem import KioskError
from kiosk.domain.scene import Phase
from kiosk.stage.window import Canvas, Window

log = logging.getLogger(__name__)

MOST_UNSHOWN = 10
"""After so many failures in a row there is no screen any more: the program ends, and the system starts it anew."""


def run(options: argparse.Namespace) -> int:
    """Shows the figure until the window is closed, the time is over, or the system or staff ask for the end."""
    first = first_kit(options)
    settings = replace(first.stage, fullscreen=first.stage.fullscreen and not options.windowed)
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")
    window = Window(settings, first.pack.figure.name)
    show = Show(options, window, Pace(settings.fps), first.data)
    try:
        kit: Kit | None = first
        while kit is not None:
            kit = show.until_another_pack(kit)
    finally:
        show.close()
        window.close()
    if show.is_stuck:
        leave_at_once(0)
    return 0


def first_kit(options: argparse.Namespace) -> Kit:
    """The figure that is named, else the first that visitors may choose, else the pack in use."""
    config, today = load(options.config), date.today()
    gallery = open_gallery(config, options.pack, today)
    if gallery.is_open:
        return figure_kit(options.config, gallery.figures[0].ref, gallery)
    return open_kit(options) if options.pack else standing_kit(options.config, None, today)


class Show:
    """One window, and one pack after another in it."""

    def __init__(self, options: argparse.Namespace, window: Window, pace: Pace, data: Path) -> None:
        self._options, self._window, self._pace = options, window, pace
        self._out = Output(options.json)
        self._ends = now() + options.seconds if options.seconds else float("inf")
        self._shutdown = Shutdown()
        self._named: str | None = options.pack
        """The pack that was asked for on the command line or by staff; None: as configured, or in use."""

        self.visitor: Callable[[Kiosk], None] | None = None
        """Is shown the kiosk in every frame, and may touch it: where visitors are played."""

        self._chosen = False
        """A visitor has chosen the figure that is to be shown next: it greets at once."""

        self.is_stuck = False
        """A worker of one of the packs does not end."""

        self._frames = FrameWriter(frame_name(data), window.canvas.get_size(), now)
        self._unshown = 0
        """Frames in a row that did not reach the window."""

        self._slot = SlotWatch(data, now)
        self._midnight = Midnight(Ground(data, date.today, now), now)

    def until_another_pack(self, kit: Kit) -> Kit | None:
        """Shows this one; what staff want to see next, or None where the kiosk shall end."""
        following: Kit | None = None
        with Kiosk(kit) as kiosk:
            if self._chosen:
                kiosk.inbox.put(Tapped(now(), controls.FIGURE + kit.figure))
                self._chosen = False
            kiosk.director.observe(lambda event, before, after: _tell(self._out, event, before, after))
            if self._slot.holds_stick:
                kiosk.inbox.put(StickFound(now(), is_new=False))
            kiosk.director.step()  # the workers start while the portrait is painted
            open_again = partial(open_stage, kit, self._window.screen)
            with closing(Painter(kiosk.scene, open_again, kiosk.director.recover, now)) as painter:
                give_back()
                while following is None and not (self._is_over() or kiosk.desk.is_ending):
                    if (plugged := self._slot.event()) is not None:
                        kiosk.inbox.put(plugged)
                    self._frame(kiosk, painter)
                    following = self._met(kiosk) or self._wished(kiosk) or self._renewed(kiosk)
        self.is_stuck = self.is_stuck or kiosk.is_stuck
        give_back()
        if following is None:
            self._out.row({"event": "ended", "frames": self._pace.summary()}, None)
        return following

    def close(self) -> None:
        """Nobody sees any more what stands on the screen."""
        self._frames.close()

    def _is_over(self) -> bool:
        return self._window.is_closing or self._shutdown.is_asked or now() >= self._ends

    def _frame(self, kiosk: Kiosk, painter: Painter[Canvas]) -> None:
        self._pace.begin()
        painter.draw(self._window.canvas, self._pace.ahead)
        self._pace.wait()
        try:
            self._window.show()
            self._pace.shown()
            if self._frames.is_wanted:
                self._frames.write(self._window.pixels())
            for event in self._window.poll(painter.scene, now()):
                kiosk.inbox.put(event)
        except Exception:
            self._unshown += 1
            if self._unshown >= MOST_UNSHOWN:
                raise
            kiosk.director.recover("the window")
        else:
            self._unshown = 0
        if self.visitor is not None:
            self.visitor(kiosk)

    def _met(self, kiosk: Kiosk) -> Kit | None:
        """The kit of the figure whom a visitor would like to meet."""
        wished, kiosk.desk.wished_figure = kiosk.desk.wished_figure, None
        if wished is None:
            return None
        gallery = Gallery(kiosk.kit.figures, kiosk.kit.questions)
        try:
            kit = figure_kit(self._options.config, wished, gallery)
        except KioskError as error:
            log.warning("figure %s is not shown: %s", wished, error)
            kiosk.inbox.put(PackRefused(now(), wished, str(error.problems[0])))
            return None
        self._chosen = True
        self._out.row({"event": "figure", "at": round(now(), 3), "figure": wished}, None)
        return kit

    def _wished(self, kiosk: Kiosk) -> Kit | None:
        """The kit of a pack that staff chose; one that is not fit leaves everything as it is."""
        wished, kiosk.desk.wished_pack = kiosk.desk.wished_pack, None
        if wished is None:
            return None
        try:
            kit = another_kit(self._options.config, wished)
        except KioskError as error:
            log.warning("pack %s is not shown: %s", wished, error)
            kiosk.inbox.put(PackRefused(now(), wished, str(error.problems[0])))
            return None
        self._named = wished
        self._out.row({"event": "pack", "at": round(now(), 3), "pack": wished}, None)
        return kit

    def _renewed(self, kiosk: Kiosk) -> Kit | None:
        """On a new day: another kit, where rights have begun or ended or the pack is refused."""
        today = self._midnight.turned(kiosk.director.now.phase in (Phase.ATTRACT, Phase.CHOOSING, Phase.CLOSED))
        if today is None:
            return None
        shown = kiosk.kit.pack
        began = kiosk.director.now.brief.day or today
        try:
            kit = self._standing(kiosk.kit, today)
        except KioskError as error:
            log.warning("no pack can be read: %s", error)
            return None
        is_same = kit.pack == shown and shown.permission(began).scopes == shown.permission(today).scopes
        if is_same and kit.figures == kiosk.kit.figures:
            return None
        self._out.row(
            {"event": "pack", "at": round(now(), 3), "pack": kit.pack.id, "on_view": not kit.pack.is_withdrawn}
        )
        return kit

    def _standing(self, kit: Kit, today: date) -> Kit:
        """What may be shown today: the figure itself, else another one that may be chosen, else a version before."""
        gallery = open_gallery(load(self._options.config), self._named, today)
        refs = [one.ref for one in gallery.figures]
        if refs and kit.figure not in refs:
            return figure_kit(self._options.config, refs[0], gallery)
        ref = kit.figure or self._named
        return gallery.hung(standing_kit(self._options.config, ref, today), ref or "")


def _tell(out: Output, event: Post, before: Interaction, after: Interaction) -> None:
    """Phases, routes and workers; never what anybody said."""
    if isinstance(event, Note):
        return
    match event:
        case Tapped(at=at, control=control) if not control.startswith("key:"):
            out.row({"event": "tapped", "at": round(at, 3), "control": control})
        case StickRead(items=items):
            out.row({"event": "stick", "at": round(event.at, 3), "items": len(items)})
        case StickTaken(what=what, is_done=is_done):
            out.row({"event": "taken", "at": round(event.at, 3), "what": what, "is_done": is_done})
        case WorkerReady(worker=worker, note=note):
            out.row({"event": "worker_ready", "at": round(event.at, 3), "worker": worker, "note": note})
        case WorkerLost(worker=worker, reason=reason):
            out.row({"event": "worker_lost", "at": round(event.at, 3), "worker": worker, "reason": reason})
        case LanguagesUnheard(languages=languages) if languages != before.machine.deaf_to:
            out.row({"event": "languages_unheard", "at": round(event.at, 3), "languages": dict(languages)})
    if before.phase is not after.phase:
        route = after.visit.answer.route.value if after.visit.answer else None
        out.row({"event": "phase", "at": round(event.at, 3), "phase": after.phase.value, "route": route})
