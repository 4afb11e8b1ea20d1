"""The store's lock: one pull at a time, released by the system however the program ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError

if sys.platform == "win32":
    import msvcrt

    def _seize(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Fails at once where another program is already changing the store."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("a+b") as file:
        try:
            _seize(file)
        except OSError as error:
            hint = "wait until the other 'kiosk models pull' has ended"
            raise ModelError(Problem("KM0042", str(root), "is being changed by another program", hint)) from error
        yield
