"""The mind on a thread of its own, so that its worker hears what is asked while it still thinks."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.domain.commands import Anticipate, Forget, Recall, TakeBack, Think
from kiosk.domain.events import AnswerReady, Anticipated, Event, Foreseen
from kiosk.mind.engines.stop import Stop
from kiosk.mind.mind import Mind
from kiosk.process.clock import now

log = logging.getLogger(__name__)

GRACE_SECONDS = 4.0
"""By so much the deadline of composing may be exceeded before the thread is taken for stuck."""

QUIET_SECONDS = 60.0
"""Nobody has asked for so long: time for work that no visitor waits for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Measure a model again that was too slow."""


@dataclass(frozen=True, slots=True)
class Foresee:
    """Look for the answer to words that seem to be a question, while nothing else is to be done."""

    asked: Anticipate


@dataclass(frozen=True, slots=True)
class Job:
    """One command with what ends it early."""

    command: object
    stop: Stop = field(default_factory=Stop)


class Thinker:
    """Does one command after another, in order. Its thread alone uses the mind; everything else is for the worker's
    loop. What a visitor no longer waits for is cut short: the conversation remembers the question, nobody hears the
    answer."""

    def __init__(
        self, mind: Mind, post: Callable[[Event], None], compose_seconds: float, clock: Callable[[], float] = now
    ) -> None:
        self._mind, self._post, self._clock = mind, post, clock
        self._compose_seconds = compose_seconds
        self._changed = threading.Condition()
        self._waiting: list[Job] = []
        self._at_work: Job | None = None
        self._missed: Job | None = None
        self._signed_at = self._asked_at = clock()
        self._failure: Exception | None = None
        self._is_closed = False

    def __enter__(self) -> "Thinker":
        threading.Thread(target=self._work, daemon=True, name="mind").start()
        return self

    def __exit__(self, *_: object) -> None:
        """Does not wait: a thread that is stuck would never come."""
        with self._changed:
            self._is_closed = True
            self._cut_short(None)
            self._changed.notify_all()

    @property
    def is_stuck(self) -> bool:
        """Whether the thread has given no sign of life for far longer than anything it does may take."""
        with self._changed:
            if self._at_work is None:
                return False
            # A measurement asks the model twice.
            times = 2 if isinstance(self._at_work.command, Measure) else 1
            return self._clock() - self._signed_at > times * self._compose_seconds + GRACE_SECONDS

    def accept(self, commands: Sequence[object]) -> None:
        """Takes over what has arrived. Raises what the thread has failed with."""
        with self._changed:
            if self._failure is not None:
                raise self._failure
            for command in commands:
                self._cut_short(command)
                self._waiting.append(Job(command))
            if commands:
                self._asked_at = self._clock()
            elif self.is_idle and self._clock() - self._asked_at >= QUIET_SECONDS and self._mind.is_due:
                self._waiting.append(Job(Measure()))
            self._waiting = newest(self._waiting)
            self._changed.notify_all()

    def wait_for_life(self, timeout: float) -> None:
        """Until a job is done, or so long; says once what the thread was lost with."""
        with self._changed:
            if self._at_work is not None and self._at_work is not self._missed:
                self._missed = self._at_work
                log.error("thinking gives no sign of life: %s", type(self._missed.command).__name__)
            self._changed.wait(timeout)

    @property
    def is_idle(self) -> bool:
        return self._at_work is None and not self._waiting

    def _cut_short(self, later: object) -> None:
        """The jobs that are worth nothing once this command has come."""
        for job in (*([self._at_work] if self._at_work else []), *self._waiting):
            if is_stale(job.command, later):
                job.stop.call()

    # The thread

    def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._do(job)
        except Exception as error:  # raised again in the worker's loop, which ends with it
            with self._changed:
                self._failure = error
                self._at_work = None
                self._changed.notify_all()

    def _next(self) -> Job | None:
        with self._changed:
            self._at_work = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            self._at_work = self._waiting.pop(0)
            self._signed_at = self._clock()
            return self._at_work

    def _do(self, job: Job) -> None:
        self._mind.heed(job.stop)
        match job.command:
            case Anticipate():
                self._anticipate(job.command)
            case Foresee(asked=asked):
                self._foresee(asked)
            case Think():
                self._think(job.command, job.stop)
            case Recall(line=line, language=language):
                self._mind.recall(line, language)
            case TakeBack():
                self._mind.take_back()
            case Forget():
                self._mind.forget()
            case Measure():
                self._mind.measure()

    def _anticipate(self, asked: Anticipate) -> None:
        """The answer is looked for ahead to a whole question, or to words that have their line already."""
        guess = self._mind.anticipate(asked.text, asked.language)
        self._post(Anticipated(now(), asked.turn, asked.text, guess))
        with self._changed:
            if not self._waiting and (guess.is_complete or guess.line is not None):
                self._waiting.append(Job(Foresee(asked)))

    def _foresee(self, asked: Anticipate) -> None:
        answer = self._mind.foresee(asked.text, asked.language)
        if answer is not None:
            self._post(Foreseen(now(), asked.turn, asked.text, answer))

    def _think(self, asked: Think, stop: Stop) -> None:
        for answer, is_last in self._mind.think(asked.text, asked.language, asked.spoken):
            self._signed_at = self._clock()
            if not stop.is_called:
                self._post(AnswerReady(now(), asked.turn, answer, is_last))


def is_stale(command: object, later: object) -> bool:
    """Whether nobody waits for what this command gives once the later one has come."""
    match command, later:
        case Measure(), _:
            return True
        case Foresee(), Think():
            return False  # it takes as long as the thinking that it spares
        case Foresee(), _:
            return True
        case Think(turn=turn), Anticipate(turn=other):
            return turn != other
        case Think(), _:
            return True
        case _:
            return False


def newest(jobs: Sequence[Job]) -> list[Job]:
    """A guess is only worth making about the latest words, and not at all once the question is whole."""
    return [job for index, job in enumerate(jobs) if not _is_outdone(job, jobs[index + 1 :])]


def _is_outdone(job: Job, later: Sequence[Job]) -> bool:
    match job.command:
        case Foresee():
            return bool(later)
        case Anticipate():
            return any(isinstance(one.command, Anticipate | Think) for one in later)
        case _:
            return False
