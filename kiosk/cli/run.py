"""`kiosk run`: the kiosk itself."""

import argparse
import os
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.app.config.config import load
from kiosk.app.runtime.cache_tidying import tidied
from kiosk.app.runtime.commands import Commands
from kiosk.app.runtime.figure_choice import figure_setup, open_gallery
from kiosk.app.runtime.figure_loading import Workshop
from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.runtime.painter import Painter
from kiosk.app.runtime.rights_watch import Ground, Midnight
from kiosk.app.runtime.shutdown import Shutdown, leave_at_once
from kiosk.app.runtime.stick_watch import SlotWatch
from kiosk.app.runtime.succession import Chosen, NewDay, Ready, Shown, Succession
from kiosk.app.wiring.setup import Setup, open_setup, standing_setup
from kiosk.cli.output import Output
from kiosk.domain import commands as do
from kiosk.domain.events import (
    LanguagesUnheard,
    StickFound,
    StickRead,
    StickTaken,
    Tapped,
    WorkerLost,
    WorkerReady,
)
from kiosk.domain.screen import controls
from kiosk.domain.visit.interaction import Interaction
from kiosk.process.clock import now
from kiosk.process.last_frame import FrameWriter, frame_name
from kiosk.process.link import Note, Post
from kiosk.process.memory import give_back
from kiosk.stage.frame_pace import Pace
from kiosk.stage.screen.window import Canvas, Window

MOST_UNSHOWN = 10
"""After so many failures in a row there is no screen any more: the program ends, and the system starts it anew."""


def run(options: argparse.Namespace) -> int:
    """Shows the figure until the window is closed, the time is over, or the system or staff ask for the end."""
    first = first_setup(options)
    settings = replace(first.stage.settings, fullscreen=first.stage.settings.fullscreen and not options.windowed)
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")
    window = Window(settings, first.pack.figure.name)
    threading.Thread(target=tidied, args=(load(options.config),), name="tidying", daemon=True).start()
    show = Show(options, window, Pace(settings.fps), first.data)
    try:
        ready = show.until_another_pack(first)
        while ready is not None:
            ready = show.until_another_pack(ready.setup, ready)
    finally:
        show.close()
        window.close()
    if show.is_stuck:
        leave_at_once(0)
    return 0


def first_setup(options: argparse.Namespace) -> Setup:
    """The figure that is named, else the first that visitors may choose, else the pack in use."""
    config, today = load(options.config), date.today()
    gallery = open_gallery(config, options.pack, today)
    if gallery.is_open:
        return figure_setup(options.config, gallery.figures[0].ref, gallery)
    return open_setup(options) if options.pack else standing_setup(options.config, None, today)


class Show:
    """One window, and one pack after another in it."""

    def __init__(self, options: argparse.Namespace, window: Window, pace: Pace, data: Path) -> None:
        self._window, self._pace = window, pace
        self._out = Output(options.json)
        self._ends = now() + options.seconds if options.seconds else float("inf")
        self._shutdown = Shutdown()
        self.visitor: Callable[[Kiosk], None] | None = None
        """Is shown the kiosk in every frame, and may touch it: where visitors are played."""

        self.is_stuck = False
        """A worker of one of the packs does not end."""

        self._frames = FrameWriter(frame_name(data), window.canvas.get_size(), now)
        self._unshown = 0
        """Frames in a row that did not reach the window."""

        self._slot = SlotWatch(data, now)
        self.commands = Commands()
        """What is asked of the kiosk while it runs; anybody may give, in any thread."""

        self._workshop = Workshop(options.config, window.screen)
        midnight = Midnight(Ground(data, date.today, now), now)
        self._succession = Succession(self.commands, midnight, self._workshop, now, options.pack)

    def close(self) -> None:
        """Nobody follows, and nobody sees any more what stands on the screen."""
        self._succession.close()
        self._frames.close()

    def until_another_pack(self, setup: Setup, ready: Ready | None = None) -> Ready | None:
        """Shows this one, whose stage is ready unless it is the first; what comes next, or None for the end."""
        following: Ready | None = None
        with Kiosk(setup, self.commands) as kiosk:
            if ready is not None and isinstance(ready.wish, Chosen):
                kiosk.inbox.put(Tapped(now(), controls.FIGURE + setup.visit.figure))
            kiosk.director.observe(lambda event, before, after: _tell(self._out, event, before, after))
            if self._slot.holds_stick:
                kiosk.inbox.put(StickFound(now(), is_new=False))
            kiosk.director.step()  # the workers start while the first portrait is painted
            again, first = partial(self._workshop.stage, setup), ready.stage if ready is not None else None
            with closing(Painter(kiosk.scene, again, kiosk.director.recover, now, first)) as painter:
                while following is None and not self._is_over():
                    if (plugged := self._slot.event()) is not None:
                        kiosk.inbox.put(plugged)
                    self._frame(kiosk, painter)
                    following = self._succession.step(Shown(kiosk.setup, kiosk.director.now), kiosk.inbox.put)
        self.is_stuck = self.is_stuck or kiosk.is_stuck
        give_back()
        if following is None:
            self._out.row({"event": "ended", "frames": self._pace.summary()}, None)
        else:
            self._say(following)
        return following

    def _is_over(self) -> bool:
        is_asked = self._shutdown.is_asked or self._succession.is_ending
        return self._window.is_closing or is_asked or now() >= self._ends

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

    def _say(self, ready: Ready) -> None:
        """Who is shown from now on."""
        row = {"event": "pack", "at": round(now(), 3)}
        match ready.wish:
            case do.UsePack(pack=pack):
                self._out.row({**row, "pack": pack}, None)
            case do.ShowFigure(figure=figure) | Chosen(figure=figure):
                self._out.row({**row, "event": "figure", "figure": figure}, None)
            case NewDay():
                shown = ready.setup.pack
                self._out.row({**row, "pack": shown.id, "on_view": not shown.is_withdrawn})


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
