"""The director: reads the one inbox, lets the visit decide, and hands its commands to the workers."""

import logging
import queue
from collections.abc import Callable, Mapping

from kiosk.app.playback import Heard, Playback
from kiosk.app.worker import Note, Post, Worker
from kiosk.domain import commands as do
from kiosk.domain.composition import compose
from kiosk.domain.decision import advance
from kiosk.domain.events import Ticked
from kiosk.domain.interaction import CAMERA, MICROPHONE, MIND, VOICE, Brief, Interaction, begin
from kiosk.domain.scene import Scene

log = logging.getLogger(__name__)

ADDRESSEES: dict[type, str] = {
    do.OpenMicrophone: MICROPHONE,
    do.EndUtterance: MICROPHONE,
    do.CloseMicrophone: MICROPHONE,
    do.ExpectEnd: MICROPHONE,
    do.Anticipate: MIND,
    do.Think: MIND,
    do.Recall: MIND,
    do.TakeBack: MIND,
    do.Forget: MIND,
    do.Say: VOICE,
    do.Hush: VOICE,
    do.Pause: VOICE,
    do.Resume: VOICE,
    do.SetVolume: VOICE,
}
TICK_SECONDS = 0.1
Observer = Callable[[Post, Interaction, Interaction], None]


class Director:
    """Owns the visit. Its methods are called by the main thread alone."""

    def __init__(
        self,
        brief: Brief,
        workers: Mapping[str, Worker],
        inbox: "queue.SimpleQueue[Post]",
        clock: Callable[[], float],
        desk: Callable[[do.Errand], None],
    ) -> None:
        self.inbox = inbox
        self.workers = workers
        self._clock = clock
        self._desk = desk
        self._ticked = 0.0
        self._observers: list[Observer] = []
        self.now = begin(brief, clock(), lost=frozenset({CAMERA, MICROPHONE, MIND, VOICE}))

    def observe(self, observer: Observer) -> None:
        """Calls `observer(event, before, after)` for every event; it must be quick and change nothing."""
        self._observers.append(observer)

    def step(self) -> None:
        """Takes everything that has happened since the last frame."""
        at = self._clock()
        if at - self._ticked >= TICK_SECONDS:
            self._ticked = at
            for worker in self.workers.values():
                worker.watch()
            self._take(Ticked(at))
        for _ in range(self.inbox.qsize()):
            self._take(self.inbox.get())

    def scene(self, playback: Playback, ahead: float = 0.0) -> Scene:
        """The frame to be drawn now; lips and captions as they will be `ahead` seconds later, when it is seen."""
        at = self._clock()
        return compose(self.now, at, self._position(playback.read(), at + ahead))

    def _position(self, heard: Heard | None, at: float) -> float | None:
        speaking = self.now.speaking
        if heard is None or speaking is None or (heard.turn, heard.part) != (self.now.turn, speaking.part):
            return None
        return heard.at(at)

    def _take(self, event: Post) -> None:
        before = self.now
        if isinstance(event, Note):
            for observer in self._observers:
                observer(event, before, before)
            return
        try:
            self.now, commands = advance(before, event)
        except Exception:
            log.exception("the visit failed on %s and starts anew", type(event).__name__)
            self.now = begin(before.brief, event.at, before.visit, before.lost)
            commands = (do.CloseMicrophone(), do.Hush(), do.Forget())
        for command in commands:
            self._send(command)
        for observer in self._observers:
            observer(event, before, self.now)

    def _send(self, command: do.Command) -> None:
        if isinstance(command, do.Errand):
            self._desk(command)
            return
        worker = self.workers.get(ADDRESSEES[type(command)])
        if worker is not None:
            worker.send(command)
