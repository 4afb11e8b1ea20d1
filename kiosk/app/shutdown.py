"""Ends in good order when the system or a key press asks for it."""

import signal
from types import FrameType


class Shutdown:
    """Remembers that SIGTERM, SIGINT or SIGHUP came; the main loop looks."""

    def __init__(self) -> None:
        self.is_asked = False
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True
