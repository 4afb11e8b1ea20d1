"""The director: reads the one inbox, lets the visit decide, and hands its commands to the workers."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.events import Ticked
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Scene
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import CAMERA, MICROPHONE, MIND, VOICE, Brief, Interaction, begin
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.visiting import wiped
from kiosk.process.inbox import Inbox
from kiosk.process.link import Note, Post
from kiosk.process.playback_position import Heard, Playback
from kiosk.process.supervisor import Worker

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
    do.Prepare: VOICE,
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
        inbox: Inbox,
        clock: Callable[[], float],
        errands: Callable[[do.Errand], None],
    ) -> None:
        self.inbox = inbox
        self.workers = workers
        self._clock = clock
        self._errands = errands
        self._ticked = 0.0
        self._observers: list[Observer] = []
        unready = frozenset({CAMERA, MICROPHONE, MIND, VOICE})
        self.now = begin(brief, clock(), lost=unready, waking=frozenset({MIND}))

    def observe(self, observer: Observer) -> None:
        """Calls `observer(event, before, after)` for every event; it must be quick. If it fails, the visit goes on."""
        self._observers.append(observer)

    def step(self) -> None:
        """Takes everything that has happened since the last frame."""
        at = self._clock()
        if at - self._ticked >= TICK_SECONDS:
            self._ticked = at
            for name, worker in self.workers.items():
                self._guarded(f"watching {name}", worker.watch)
            self._take(Ticked(at))
        for post in self.inbox.take():
            self._take(post)

    def scene(self, playback: Playback, ahead: float = 0.0) -> Scene:
        """The frame to be drawn now; lips and captions as they will be `ahead` seconds later, when it is seen."""
        at = self._clock()
        return compose(self.now, at, self._position(playback.read(), at + ahead))

    def recover(self, what: str) -> None:
        """Call it in an `except` clause: whatever went wrong, the visit ends and the next one finds the kiosk whole."""
        log.exception("%s failed; the visit starts anew", what)
        before = self.now
        self.now, commands = _recovered(before, self._clock())
        self._obey(commands)

    def _position(self, heard: Heard | None, at: float) -> float | None:
        speaking = self.now.turn.speaking
        if heard is None or speaking is None or (heard.turn, heard.part) != (self.now.turn.number, speaking.part):
            return None
        return heard.at(at)

    def _take(self, event: Post) -> None:
        before = self.now
        if not isinstance(event, Note):
            try:
                self.now, commands = advance(before, event)
            except Exception:
                self.recover(f"the visit at {type(event).__name__}")
            else:
                self._obey(commands)
        for observer in self._observers:
            self._guarded("an observer", observer, event, before, self.now)

    def _obey(self, commands: Sequence[do.Command]) -> None:
        for command in commands:
            self._guarded(f"command {type(command).__name__}", self._send, command)

    def _send(self, command: do.Command) -> None:
        if isinstance(command, do.Errand):
            self._errands(command)
            return
        worker = self.workers.get(ADDRESSEES[type(command)])
        if worker is not None:
            worker.send(command)

    def _guarded(self, what: str, work: Callable[..., None], *args: object) -> None:
        """A part that fails is told of in the log; the visit it belongs to goes on without it."""
        try:
            work(*args)
        except Exception:
            log.exception("%s failed", what)


def _recovered(before: Interaction, at: float) -> Step:
    """As at the end of a visit, so that what outlives visits is kept: the number of the turn, PIN lock, stick, notes.

    Where even that fails the state itself is broken, and only what workers and staff hold on to is saved from it.
    """
    try:
        return wiped(before, at)
    except Exception:
        log.exception("the visit cannot even be ended")
        fresh = begin(before.brief, at, before.visit.number)
        turn = replace(fresh.turn, number=before.turn.number + 1)
        fresh = replace(fresh, turn=turn, staff=before.staff, machine=before.machine)
        return fresh, (do.CloseMicrophone(), do.Hush(), do.Forget(), do.SetVolume(fresh.preferences.volume_percent))
