"""The running kiosk: four workers, one inbox, one director, one frame after another."""

import logging
from datetime import date, datetime

from kiosk.app.runtime.commands import Commands
from kiosk.app.runtime.director import Director
from kiosk.app.runtime.record import Record
from kiosk.app.runtime.schedule import Schedule
from kiosk.app.runtime.staff_errands import StaffErrands
from kiosk.app.wiring.setup import Setup
from kiosk.app.workers import camera, microphone, mind, voice
from kiosk.domain.events import Cued, MinuteTurned
from kiosk.domain.health import FrameHealth, Health, worker_health
from kiosk.domain.screen.scene import Scene
from kiosk.domain.visit.answered import QuestionAnswered
from kiosk.domain.visit.interaction import CAMERA, MICROPHONE, MIND, VOICE
from kiosk.process.child import CONTEXT, Plan
from kiosk.process.clock import now
from kiosk.process.inbox import Inbox
from kiosk.process.memory import pss_mib
from kiosk.process.playback_position import Playback
from kiosk.process.publisher import Publisher
from kiosk.process.spawner import Spawner
from kiosk.process.supervisor import Worker
from kiosk.sound.echo_reference import EchoReference

log = logging.getLogger(__name__)

LEAVING_SECONDS, RECORDING_SECONDS = 1.0, 6.0
"""So long all workers together may take to end, and where one of them still writes what was said to a file."""

MIND_START_SECONDS = 900.0
"""A pack that was never read before is worked through once, beside everything else: only a hang takes longer."""

MIND_NICENESS = 10
"""Until it is ready; then it steps back farther (see its worker)."""


class Kiosk:
    """Everything but the window. Use it as a context: leaving ends all workers."""

    def __init__(self, setup: Setup, commands: Commands | None = None) -> None:
        self.setup = setup
        self.inbox = Inbox()
        self.playback = Playback(CONTEXT)
        echo = EchoReference(CONTEXT)
        self._spawner = Spawner()
        planned = plans(setup, self.playback, echo)
        self.workers = {plan.name: Worker(plan, self.inbox, now, self._spawner) for plan in planned}
        brief = setup.visit.brief(setup.pack, setup.phrases, date.today())
        self.schedule = Schedule(setup.pack.addresses, datetime.now)
        self.staff_errands = StaffErrands(setup, self.inbox, commands or Commands())
        self._minute = -1
        self.director = Director(brief, self.workers, self.inbox, now, self.staff_errands.obey)
        self._record = Record()
        self.director.observe(self._record.follow)

    @property
    def answered(self) -> Publisher[QuestionAnswered]:
        """Who wants to know of every question that is answered subscribes here."""
        return self._record.answered

    def health(self, frames: FrameHealth | None = None) -> Health:
        """How everything is; `frames` None where none can be drawn."""
        workers = {
            name: worker_health(
                name in self.director.now.machine.lost,
                self.director.now.machine.notes.get(name, ""),
                worker.restarts,
                worker.vitals,
            )
            for name, worker in self.workers.items()
        }
        stuck = [name for name, worker in self.workers.items() if worker.is_stuck]
        return self._record.health(self.director.now, workers, stuck, frames)

    def __enter__(self) -> "Kiosk":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers.values():
            worker.ask_to_stop()
        ends = now() + (RECORDING_SECONDS if self.setup.is_rehearsal else LEAVING_SECONDS)
        for worker in self.workers.values():
            worker.stop(max(0.0, ends - now()))
        self._spawner.close()
        self._record.close()

    @property
    def is_stuck(self) -> bool:
        """After leaving: a worker does not end even when it is killed; whoever waits for it waits for ever."""
        return any(worker.is_stuck for worker in self.workers.values())

    def scene(self, ahead: float = 0.0) -> Scene:
        """Takes what has happened and gives the frame to be drawn now and shown `ahead` seconds later."""
        if (due := self.schedule.due()) is not None:
            self.inbox.put(Cued(now(), *due))
        minute = wall_minute()
        if minute != self._minute:
            self._minute = minute
            self.inbox.put(MinuteTurned(now(), minute))
        self.director.step()
        return self.director.scene(self.playback, ahead)

    def memory(self) -> dict[str, float | None]:
        """PSS of every process in MiB."""
        found = {name: pss_mib(worker.pid) if worker.pid else None for name, worker in self.workers.items()}
        return {"main": pss_mib(), **found}


def wall_minute() -> int:
    """Minutes since midnight, by the clock on the wall."""
    wall = datetime.now()
    return wall.hour * 60 + wall.minute


def plans(setup: Setup, playback: Playback, echo: EchoReference) -> tuple[Plan, ...]:
    """Picture and sound come first, the mind last. Each is sent its own part of the setup alone."""
    return (
        Plan(VOICE, voice.run, (setup.voice,), (playback, echo), niceness=0),
        Plan(MICROPHONE, microphone.run, (setup.microphone,), (echo,), niceness=15),
        Plan(CAMERA, camera.run, (setup.camera,), niceness=17),
        Plan(
            MIND, mind.run, (setup.mind,), niceness=MIND_NICENESS, silent_seconds=30.0, start_seconds=MIND_START_SECONDS
        ),
    )
