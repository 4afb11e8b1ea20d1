"""`kiosk run`: the kiosk itself."""

import argparse
import logging
import os
from contextlib import closing
from dataclasses import replace
from datetime import date

from kiosk.app.clock import now
from kiosk.app.frames import Pace
from kiosk.app.kiosk import Kiosk
from kiosk.app.kit import Kit, another_kit, open_kit, standing_kit
from kiosk.app.midnight import Midnight
from kiosk.app.output import Output
from kiosk.app.scenery import open_stage
from kiosk.app.shutdown import Shutdown
from kiosk.app.worker import Note, Post
from kiosk.domain.events import PackRefused, Tapped, WorkerLost, WorkerReady
from kiosk.domain.interaction import Interaction
from kiosk.domain.problem import KioskError
from kiosk.domain.rights import granted
from kiosk.domain.scene import Phase
from kiosk.stage.stage import Stage
from kiosk.stage.window import Window

log = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> int:
    """Shows the figure until the window is closed, the time is over, or the system or staff ask for the end."""
    first = open_kit(options) if options.pack else standing_kit(options.config, None, date.today())
    settings = replace(first.stage, fullscreen=first.stage.fullscreen and not options.windowed)
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")
    window = Window(settings, first.pack.figure.name)
    show = Show(options, window, Pace(settings.fps))
    try:
        kit: Kit | None = first
        while kit is not None:
            kit = show.until_another_pack(kit)
    finally:
        window.close()
    return 0


class Show:
    """One window, and one pack after another in it."""

    def __init__(self, options: argparse.Namespace, window: Window, pace: Pace) -> None:
        self._options, self._window, self._pace = options, window, pace
        self._out = Output(options.json)
        self._ends = now() + options.seconds if options.seconds else float("inf")
        self._shutdown = Shutdown()
        self._midnight = Midnight(date.today, now)

    def until_another_pack(self, kit: Kit) -> Kit | None:
        """Shows this one; what staff want to see next, or None where the kiosk shall end."""
        stage = open_stage(kit, self._window.screen)
        following: Kit | None = None
        with closing(stage), Kiosk(kit) as kiosk:
            kiosk.director.observe(lambda event, before, after: _tell(self._out, event, before, after))
            while following is None and not (self._is_over() or kiosk.desk.is_ending):
                self._frame(kiosk, stage)
                following = self._wished(kiosk) or self._renewed(kiosk)
        if following is None:
            self._out.row({"event": "ended", "frames": self._pace.summary()}, None)
        return following

    def _is_over(self) -> bool:
        return self._window.is_closing or self._shutdown.is_asked or now() >= self._ends

    def _frame(self, kiosk: Kiosk, stage: Stage) -> None:
        self._pace.begin()
        scene = kiosk.scene()
        stage.draw(self._window.canvas, scene)
        self._pace.wait()
        self._window.show()
        self._pace.shown()
        for event in self._window.poll(scene, now()):
            kiosk.inbox.put(event)

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
        self._out.row({"event": "pack", "at": round(now(), 3), "pack": wished}, None)
        return kit

    def _renewed(self, kiosk: Kiosk) -> Kit | None:
        """On a new day: another kit, where rights have begun or ended or the pack is refused."""
        today = self._midnight.turned(kiosk.director.now.phase in (Phase.ATTRACT, Phase.CLOSED))
        if today is None:
            return None
        shown, consents = kiosk.kit.pack, kiosk.kit.pack.rights.consents
        began = kiosk.director.now.brief.day or today
        try:
            kit = standing_kit(self._options.config, self._options.pack or (shown.id or None), today)
        except KioskError as error:
            log.warning("no pack can be read: %s", error)
            return None
        if kit.pack == shown and granted(consents, began) == granted(consents, today):
            return None
        self._out.row(
            {"event": "pack", "at": round(now(), 3), "pack": kit.pack.id, "on_view": not kit.pack.is_withdrawn}
        )
        return kit


def _tell(out: Output, event: Post, before: Interaction, after: Interaction) -> None:
    """Phases, routes and workers; never what anybody said."""
    if isinstance(event, Note):
        return
    match event:
        case Tapped(at=at, control=control) if not control.startswith("key:"):
            out.row({"event": "tapped", "at": round(at, 3), "control": control})
        case WorkerReady(worker=worker, note=note):
            out.row({"event": "worker_ready", "at": round(event.at, 3), "worker": worker, "note": note})
        case WorkerLost(worker=worker, reason=reason):
            out.row({"event": "worker_lost", "at": round(event.at, 3), "worker": worker, "reason": reason})
    if before.phase is not after.phase:
        route = after.answer.route.value if after.answer else None
        out.row({"event": "phase", "at": round(event.at, 3), "phase": after.phase.value, "route": route})
