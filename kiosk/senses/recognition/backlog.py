"""What waits for the recognizer: sound, whose oldest is dropped, and requests, of which only the newest waits."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class Job:
    """Something for the recognizer to do."""

    work: Callable[[], None]
    utterance: int
    seconds: float = 0.0
    """Of the sound that is heard by it."""

    request: int = 0
    """The number of the request that it answers."""


class Backlog:
    """Filled by one thread and emptied by another; never longer than so much sound and one request."""

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._jobs: list[Job] = []
        self._ready = Condition()
        self.is_closed = False

    @property
    def is_empty(self) -> bool:
        # Without the lock: a hint whether a partial is worth its time, which may be old the next moment.
        return not self._jobs

    def begin(self, job: Job) -> None:
        """The first job of an utterance: whatever waits belongs to another, and nobody wants it any more."""
        with self._ready:
            self._jobs = [job]
            self._ready.notify()

    def put(self, job: Job) -> float:
        """Adds a job; the seconds of sound that were dropped for it."""
        with self._ready:
            if job.request:
                self._jobs = [one for one in self._jobs if not one.request]
            self._jobs.append(job)
            dropped = self._drop()
            self._ready.notify()
        return dropped

    def take(self) -> Job | None:
        """The next job, as soon as there is one; None once the backlog is closed."""
        with self._ready:
            self._ready.wait_for(lambda: self._jobs or self.is_closed)
            return None if self.is_closed else self._jobs.pop(0)

    def close(self) -> None:
        """Nothing that waits is done any more."""
        with self._ready:
            self.is_closed = True
            self._ready.notify()

    def _drop(self) -> float:
        dropped, waiting = 0.0, sum(job.seconds for job in self._jobs)
        while waiting - dropped > self._most_seconds:
            dropped += self._jobs.pop(self._oldest()).seconds
        return dropped

    def _oldest(self) -> int:
        """The sound that goes first: not what somebody waits for the words of, while there is sound after it."""
        sounds = [index for index, job in enumerate(self._jobs) if job.seconds]
        request = next((index for index, job in enumerate(self._jobs) if job.request), -1)
        return next((index for index in sounds if index > request), sounds[0])
