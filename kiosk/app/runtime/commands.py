"""The commands port: what staff and programs beside the visit ask of a running kiosk, from any thread."""

import threading
from dataclasses import dataclass

from kiosk.domain import commands as do


@dataclass(frozen=True, slots=True)
class GiveAddress:
    """Begin a speech to the audience; without a name the one that is next."""

    address: str = ""
    language: str = ""
    """Empty: the first of the pack."""


@dataclass(frozen=True, slots=True)
class Silence:
    """End what is being said."""


Asked = do.UsePack | do.ShowFigure | GiveAddress | Silence | do.EndKiosk
SLOTS: dict[type, str] = {
    do.UsePack: "who is shown",
    do.ShowFigure: "who is shown",
    GiveAddress: "address",
    Silence: "silence",
    do.EndKiosk: "end",
}
"""What takes the place of what, so that no more than one of each waits."""


class Commands:
    """Anybody gives, in any thread and without waiting; the main loop takes all of it once a frame.

    Bounded: what was asked for before and not taken yet gives way to the newer wish of the same slot.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Asked] = {}

    def give(self, asked: Asked) -> None:
        slot = SLOTS[type(asked)]
        with self._lock:
            self._waiting.pop(slot, None)
            self._waiting[slot] = asked

    def taken(self) -> tuple[Asked, ...]:
        """What was given since the last call, the oldest first."""
        with self._lock:
            found = tuple(self._waiting.values())
            self._waiting.clear()
        return found
