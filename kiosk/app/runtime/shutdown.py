"""Ends in good order when the system or a key press asks for it."""

import logging
import os
import signal
import sys
from types import FrameType
from typing import NoReturn


class Shutdown:
    """Remembers that SIGTERM, SIGINT or SIGHUP came; the main loop looks."""

    def __init__(self) -> None:
        self.is_asked = False
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True


def leave_at_once(status: int) -> NoReturn:
    """Ends the program without waiting for children: one that a driver holds in the system cannot be waited for."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
