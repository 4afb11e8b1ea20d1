"""A thread's heartbeat: what it has begun, and by when that must be done."""

from collections.abc import Callable


class Heartbeat:
    """Written by the thread itself, read by another, which may thus notice that it hangs."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        # One value, so that the other thread never reads half of it.
        self._due: float | None = None

    def begin(self, limit_seconds: float) -> None:
        """Something begins that takes no longer than this, or hangs."""
        self._due = self._clock() + limit_seconds

    def rest(self) -> None:
        """It is done; waiting for the next thing may take for ever."""
        self._due = None

    @property
    def is_overdue(self) -> bool:
        due = self._due
        return due is not None and self._clock() > due
