"""Priority: how far a process steps back behind all others."""

import contextlib
import os
from pathlib import Path

TASKS = Path("/proc/self/task")


def step_back(niceness: int) -> None:
    """Lets all threads of this process step back to at least this nice value, those of libraries too.

    On Linux a nice value belongs to a thread (setpriority(2), under "C library/kernel differences"): `os.nice` moves
    the calling one, and whatever it starts later. Elsewhere, and where it is refused, what cannot be moved stays.
    """
    for thread in _threads():
        with contextlib.suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, thread) < niceness:
                os.setpriority(os.PRIO_PROCESS, thread, niceness)


def _threads() -> list[int]:
    """Their numbers; 0, the calling one, where the system does not tell them."""
    try:
        return [int(entry.name) for entry in TASKS.iterdir()]
    except OSError:
        return [0]
