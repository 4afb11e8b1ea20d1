"""The kiosk's own clock: seconds that only go forward and mean the same in every process of one machine."""

import time


def now() -> float:
    """Seconds since some moment before the machine's start (CLOCK_MONOTONIC, shared by all processes on Linux)."""
    return time.monotonic()
