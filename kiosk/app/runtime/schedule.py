"""The schedule: addresses whose time comes while the kiosk runs, each begun once, to the frame."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from kiosk.domain.content.address import Address

LATEST_SECONDS = 60.0
"""A kiosk that was not ready at the time begins so much later at most; then the moment has passed."""


class Schedule:
    """Owned by the main thread, which asks it every frame. Times without a zone are the machine's own."""

    def __init__(self, addresses: Mapping[str, Sequence[Address]], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting = [
            (address.begins.astimezone(), language, address.id)
            for language, spoken in addresses.items()
            for address in spoken
            if address.begins is not None
        ]

    def due(self) -> tuple[str, str] | None:
        """The id and the language of an address that is to begin now; None as a rule."""
        if not self._waiting:
            return None
        now = self._clock().astimezone()
        for entry in self._waiting:
            begins, language, address = entry
            if begins <= now:
                self._waiting.remove(entry)
                return (address, language) if (now - begins).total_seconds() <= LATEST_SECONDS else None
        return None
