"""Midnight: on a new day, or when packs or revocations changed, what is shown is looked at again, between visits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.pack.store.library import CURRENT, IN_USE, REVOCATIONS

PACKS = "packs"
LONGEST_WAIT_SECONDS = 300.0
"""A visit that lasts longer is ended: what may not be shown is not shown."""

LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Footing:
    """What is shown stands on the day, on what was revoked, and on which packs count."""

    day: date
    files: tuple[tuple[str, int, int], ...] = ()
    """Name, length and time of change of every file that says so."""


class Midnight:
    """Owned by the main thread, which asks it every frame."""

    def __init__(self, footing: Callable[[], Footing], clock: Callable[[], float]) -> None:
        self._look, self._clock = footing, clock
        self._footing = footing()
        self._turned_at: float | None = None

    def turned(self, is_at_rest: bool) -> date | None:
        """Once for every change: the day; the clock of a machine may go back as well as forward."""
        footing = self._look()
        if footing == self._footing:
            self._turned_at = None
            return None
        if self._turned_at is None:
            self._turned_at = self._clock()
        if not is_at_rest and self._clock() - self._turned_at < LONGEST_WAIT_SECONDS:
            return None
        self._footing, self._turned_at = footing, None
        return footing.day


class Ground:
    """Looks at the day in every frame, and at the files every few seconds: others may install packs meanwhile."""

    def __init__(self, data: Path, today: Callable[[], date], clock: Callable[[], float]) -> None:
        self._data, self._today, self._clock = data, today, clock
        self._looked_at = float("-inf")
        self._files: tuple[tuple[str, int, int], ...] = ()

    def __call__(self) -> Footing:
        if self._clock() - self._looked_at >= LOOK_SECONDS:
            self._looked_at, self._files = self._clock(), self._state()
        return Footing(self._today(), self._files)

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        packs = self._data / PACKS
        files = [*self._data.glob(f"{REVOCATIONS}/*"), packs / IN_USE, *packs.glob(f"*/{CURRENT}")]
        return tuple(sorted(found for file in files if (found := _told(file)) is not None))


def _told(file: Path) -> tuple[str, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return str(file), status.st_size, status.st_mtime_ns
