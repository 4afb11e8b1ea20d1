"""The lock of a library, kept by filelock: one process at a time unpacks, copies and switches."""

from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError

LOCK = ".lock"
PATIENCE_SECONDS = 60.0
"""So long an install waits for another one: the largest pack is copied from a slow stick in less."""


class LibraryLock:
    """A context, which may be entered again by the thread that is in it; other threads wait like other processes.

    The system takes it from a process that dies, so that nothing has to be tidied up after a power cut. Entering
    raises PackError where it cannot be had in time, and OSError where the folder cannot be written.
    """

    def __init__(self, folder: Path, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._folder, self._patience = folder, patience_seconds
        self._lock = FileLock(folder / LOCK, timeout=patience_seconds)

    def __enter__(self) -> None:
        try:
            self._lock.acquire()
        except Timeout as error:
            what = f"the packs were being changed by another program for {self._patience:.0f} seconds"
            hint = "let it end its install, or end the program, and try again; nothing was changed"
            raise PackError(Problem(Code.BUSY.value, str(self._folder), what, hint)) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
