"""Ends in good order when the system or a key press asks for it."""

import logging
import os
import signal
import sys
from types import FrameType
from typing import NoReturn


class Shutdown:
    """Remembers that SIGTERM, SIGINT or SIGHUP came; the main loop looks.

    To be made before a window or its dummy is opened: SDL takes over what nobody has taken (SDL_QuitInit), and whoever
    reads none of its events could then not be ended.
    """

    def __init__(self) -> None:
        self.is_asked = False
        named = (getattr(signal, name, None) for name in ("SIGTERM", "SIGINT", "SIGHUP"))
        self._before = {one: signal.signal(one, self._ask) for one in named if one is not None}

    def give_back(self) -> None:
        """From now on the signals do what they did before."""
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True


def leave_at_once(status: int) -> NoReturn:
    """Ends the program without waiting for children: one that a driver holds in the system cannot be waited for."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
