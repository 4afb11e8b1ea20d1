"""Sticks: the system writes into the data folder where it has mounted one, and the running kiosk notices."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from kiosk.domain.events import StickFound, StickGone

NOTICE = "stick.toml"
"""`folder = "/run/kiosk-stick/sdb1"`: written by deploy/stick/kiosk-stick, removed when the stick is pulled out."""

LOOK_SECONDS = 1.0
LONGEST_NOTICE = 4096


def stick_folder(data: Path) -> Path | None:
    """Where the stick is mounted; None where there is none."""
    try:
        with (data / NOTICE).open("rb") as opened:
            folder = tomllib.loads(opened.read(LONGEST_NOTICE).decode("utf-8"))["folder"]
        found = Path(folder)
        return found if found.is_absolute() and found.is_dir() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


class SlotWatch:
    """Owned by the main thread, which asks it every frame: tells once that a stick came or went."""

    def __init__(self, data: Path, clock: Callable[[], float]) -> None:
        self._data, self._clock = data, clock
        self._looked_at = float("-inf")
        self._stick: tuple[Path, int] | None = None

    @property
    def holds_stick(self) -> bool:
        return self._stick is not None

    def event(self) -> StickFound | StickGone | None:
        now = self._clock()
        if now - self._looked_at < LOOK_SECONDS:
            return None
        self._looked_at = now
        before, self._stick = self._stick, self._state()
        if self._stick == before:
            return None
        return StickGone(now) if self._stick is None else StickFound(now)

    def _state(self) -> tuple[Path, int] | None:
        """The same stick plugged in again is another one."""
        folder = stick_folder(self._data)
        try:
            return (folder, (self._data / NOTICE).stat().st_mtime_ns) if folder is not None else None
        except OSError:
            return None
