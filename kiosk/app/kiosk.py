"""The running kiosk: four workers, one inbox, one director, one frame after another."""

import logging
import queue
from datetime import date

from kiosk.app.clock import now
from kiosk.app.crew import camera, microphone, mind, voice
from kiosk.app.desk import Desk
from kiosk.app.director import Director
from kiosk.app.kit import Kit
from kiosk.app.memory import pss_mib
from kiosk.app.playback import Playback
from kiosk.app.worker import CONTEXT, Plan, Post, Worker
from kiosk.domain.interaction import CAMERA, MICROPHONE, MIND, VOICE, Brief
from kiosk.domain.scene import Scene

log = logging.getLogger(__name__)

MIND_START_SECONDS = 300.0
"""A pack that was never read before is worked through once, beside everything else."""


class Kiosk:
    """Everything but the window. Use it as a context: leaving ends all workers."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.inbox: queue.SimpleQueue[Post] = queue.SimpleQueue()
        self.playback = Playback(CONTEXT)
        self.workers = {plan.name: Worker(plan, self.inbox, now) for plan in plans(kit, self.playback)}
        brief = Brief(kit.pack, kit.phrases, kit.patience, kit.staff, date.today())
        self.desk = Desk(kit, self.inbox)
        self.director = Director(brief, self.workers, self.inbox, now, self.desk.obey)

    def __enter__(self) -> "Kiosk":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers.values():
            worker.ask_to_stop()
        for worker in self.workers.values():
            worker.stop()

    def scene(self) -> Scene:
        """Takes what has happened and gives the frame to be drawn now."""
        self.director.step()
        return self.director.scene(self.playback)

    def memory(self) -> dict[str, float | None]:
        """PSS of every process in MiB."""
        found = {name: pss_mib(worker.pid) if worker.pid else None for name, worker in self.workers.items()}
        return {"main": pss_mib(), **found}


def plans(kit: Kit, playback: Playback) -> tuple[Plan, ...]:
    """Picture and sound come first, the mind last."""
    return (
        Plan(VOICE, voice.run, (kit, playback), niceness=0),
        Plan(MICROPHONE, microphone.run, (kit,), niceness=15),
        Plan(CAMERA, camera.run, (kit,), niceness=17),
        Plan(MIND, mind.run, (kit,), niceness=19, silent_seconds=30.0, start_seconds=MIND_START_SECONDS),
    )
