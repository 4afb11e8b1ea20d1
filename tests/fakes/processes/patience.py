"""Waiting for another thread, with a limit that only a hang exceeds."""

import threading
from collections.abc import Callable

LONGEST_SECONDS, STEP_SECONDS = 60.0, 0.005


def until(claim: Callable[[], bool]) -> None:
    """Comes back as soon as the claim is true."""
    for _ in range(round(LONGEST_SECONDS / STEP_SECONDS)):
        if claim():
            return
        threading.Event().wait(STEP_SECONDS)
    raise AssertionError("the other thread does not come to it")


class Gate:
    """What somebody who calls it waits at until it is opened."""

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        self._opened.wait(LONGEST_SECONDS)

    def is_reached(self) -> bool:
        """Waits until somebody stands before it."""
        return self._reached.wait(LONGEST_SECONDS)

    def open(self) -> None:
        self._opened.set()
