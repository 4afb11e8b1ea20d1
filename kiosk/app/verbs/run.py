"""`kiosk run`: the kiosk itself."""

import argparse
import os
from dataclasses import replace

from kiosk.app.clock import now
from kiosk.app.frames import Pace
from kiosk.app.kiosk import Kiosk
from kiosk.app.kit import open_kit
from kiosk.app.output import Output
from kiosk.app.scenery import open_stage
from kiosk.app.shutdown import Shutdown
from kiosk.app.worker import Note, Post
from kiosk.domain.events import Tapped, WorkerLost, WorkerReady
from kiosk.domain.interaction import Interaction
from kiosk.stage.window import Window


def run(options: argparse.Namespace) -> int:
    """Shows the figure until the window is closed, the time is over, or the system asks for the end."""
    kit = open_kit(options)
    out = Output(options.json)
    settings = replace(kit.stage, fullscreen=kit.stage.fullscreen and not options.windowed)
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")
    window = Window(settings, kit.pack.figure.name)
    stage = open_stage(kit, window.screen)
    pace = Pace(settings.fps)
    ends = now() + options.seconds if options.seconds else float("inf")
    shutdown = Shutdown()
    try:
        with Kiosk(kit) as kiosk:
            kiosk.director.observe(lambda event, before, after: _tell(out, event, before, after))
            while not (window.is_closing or shutdown.is_asked or now() >= ends):
                pace.begin()
                scene = kiosk.scene()
                stage.draw(window.canvas, scene)
                pace.wait()
                window.show()
                pace.shown()
                for event in window.poll(scene, now()):
                    kiosk.inbox.put(event)
    finally:
        window.close()
    out.row({"event": "ended", "frames": pace.summary()}, None)
    return 0


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
