"""Midnight: when a new day has begun, rights are looked at again, between visits if that can be waited for."""

from collections.abc import Callable
from datetime import date

LONGEST_WAIT_SECONDS = 300.0
"""A visit that lasts longer is ended: what may not be shown is not shown."""


class Midnight:
    """Owned by the main thread, which asks it every frame."""

    def __init__(self, today: Callable[[], date], clock: Callable[[], float]) -> None:
        self._today, self._clock = today, clock
        self._day = today()
        self._turned_at: float | None = None

    def turned(self, is_at_rest: bool) -> date | None:
        """Once for every new day: the day; the clock of a machine may go back as well as forward."""
        today = self._today()
        if today == self._day:
            self._turned_at = None
            return None
        if self._turned_at is None:
            self._turned_at = self._clock()
        if not is_at_rest and self._clock() - self._turned_at < LONGEST_WAIT_SECONDS:
            return None
        self._day, self._turned_at = today, None
        return today
