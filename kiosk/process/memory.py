"""How much memory the kiosk's processes take, shared pages counted once (proportional set size)."""

import contextlib
import ctypes
import gc
import os
from pathlib import Path

KIB_PER_MIB = 1024


def pss_mib(pid: int | None = None) -> float | None:
    """The proportional set size of a process in MiB; None where the system does not tell (not Linux, gone)."""
    try:
        text = Path(f"/proc/{pid or os.getpid()}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    return next((int(row.split()[1]) / KIB_PER_MIB for row in text.splitlines() if row.startswith("Pss:")), None)


def installed_mib() -> int:
    """The machine's memory in MiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (KIB_PER_MIB * KIB_PER_MIB)


def give_back() -> None:
    """Returns to the system what is no longer used: glibc keeps what a portrait was painted with, 100 MiB and more."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
