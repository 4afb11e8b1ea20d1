"""Preparation: what takes long is done on a thread of its own, while frame after frame is drawn."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.domain.problem import KioskError, Problem

log = logging.getLogger(__name__)

LONGEST_SECONDS = 300.0
"""A preparation that takes longer hangs: it is left behind, and the next one begins."""

FAILED = Problem("KA0030", "preparation", "failed: see the log", "what is shown stays")
HANGS = Problem("KA0031", "preparation", "took too long", "what is shown stays; look at the disk, and try again")

IsWanted = Callable[[], bool]
"""Whether nothing newer was wished for meanwhile."""

Wish = TypeVar("Wish")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Wish, Found]):
    """What came of a wish: what was found, or why it is refused; neither where nothing is to be done."""

    wish: Wish
    found: Found | None = None
    refusal: Problem | None = None


class Preparation(Generic[Wish, Found]):
    """Owned by the main thread, which asks, goes on drawing, and takes what is ready.

    One thing is prepared at a time and one wish waits: the newest. What nobody wants any more is brought to its end
    and discarded. The threads are daemons: one that hangs keeps no kiosk from ending.
    """

    def __init__(self, clock: Callable[[], float], discard: Callable[[Found], None]) -> None:
        """`discard`: closes what was found too late; called in any thread."""
        self._clock, self._discard = clock, discard
        self._running: _Job[Wish, Found] | None = None
        self._began = 0.0
        self._next: _Job[Wish, Found] | None = None

    @property
    def is_idle(self) -> bool:
        return self._running is None and self._next is None

    def ask(self, wish: Wish, work: Callable[[IsWanted], Found | None]) -> Wish | None:
        """Prepares this next; returns the wish that gives way to it."""
        gives_way = self._next
        if gives_way is None and self._running is not None and not self._running.is_dropped:
            gives_way = self._running
            self._running.drop()
        self._next = _Job(wish, work, self._discard)
        self._go_on()
        return gives_way.wish if gives_way is not None else None

    def taken(self) -> Outcome[Wish, Found] | None:
        """What has become of the newest wish, once; never waits."""
        job, outcome = self._running, None
        if job is not None and (job.is_done or self._clock() - self._began >= LONGEST_SECONDS):
            self._running = None
            outcome = job.outcome() if job.is_done else job.given_up()
        self._go_on()
        return outcome

    def close(self) -> None:
        """Nobody takes anything any more."""
        if self._running is not None:
            self._running.drop()
        self._next = None

    def _go_on(self) -> None:
        if self._running is None and self._next is not None:
            self._running, self._next, self._began = self._next, None, self._clock()
            self._running.start()


class _Job(Generic[Wish, Found]):
    """One wish on its thread."""

    def __init__(self, wish: Wish, work: Callable[[IsWanted], Found | None], discard: Callable[[Found], None]) -> None:
        self.wish = wish
        self.is_dropped = False
        self._work, self._discard = work, discard
        self._lock = threading.Lock()
        """Over who has what was found: this thread, the one that takes it, or nobody."""

        self._outcome: Outcome[Wish, Found] | None = None

    @property
    def is_done(self) -> bool:
        return self._outcome is not None

    def start(self) -> None:
        threading.Thread(target=self._run, name="preparation", daemon=True).start()

    def drop(self) -> None:
        """What it finds, or has found, is wanted by nobody."""
        with self._lock:
            has_been, self.is_dropped = self.is_dropped, True
            found = self._outcome.found if self._outcome is not None else None
        if found is not None and not has_been:
            self._discard(found)

    def outcome(self) -> Outcome[Wish, Found] | None:
        return None if self.is_dropped else self._outcome

    def given_up(self) -> Outcome[Wish, Found] | None:
        log.error("a preparation hangs and is left behind")
        was_dropped = self.is_dropped
        self.drop()
        return None if was_dropped else Outcome(self.wish, refusal=HANGS)

    def _run(self) -> None:
        outcome = self._prepared()
        with self._lock:
            self._outcome = outcome
            is_late = self.is_dropped
        if is_late and outcome.found is not None:
            self._discard(outcome.found)

    def _prepared(self) -> Outcome[Wish, Found]:
        try:
            return Outcome(self.wish, self._work(lambda: not self.is_dropped))
        except KioskError as error:
            log.warning("not prepared: %s", error)
            return Outcome(self.wish, refusal=error.problems[0])
        except Exception:
            log.exception("a preparation failed")
            return Outcome(self.wish, refusal=FAILED)
