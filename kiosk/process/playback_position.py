"""The sample being heard now, published by the voice worker in shared memory: the clock of mouth and captions."""

from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.context import SpawnContext
from typing import cast

SLOTS = 5
STALE_SECONDS = 0.5
"""A position that was not renewed for so long is no longer believed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was being heard at one moment."""

    turn: int
    part: int
    position: float
    """Seconds into the speech."""

    clock: float
    """When that was so, on the kiosk's clock."""

    def at(self, now: float) -> float | None:
        """The position at `now`, None when the worker has stopped telling."""
        return self.position + now - self.clock if now - self.clock < STALE_SECONDS else None


class Playback:
    """One writer, one reader. The first slot counts up around each write: odd while it lasts (a seqlock).

    A reader that finds the same even number before and after has read what belongs together, and neither side ever
    waits for the other: a lock that dies with its holder would take the picture with it.
    """

    def __init__(self, context: SpawnContext) -> None:
        self._slots = cast("list[float]", context.RawArray("d", SLOTS))

    def publish(self, turn: int, part: int, position: float, clock: float) -> None:
        """Called by the voice worker; a negative position means that nothing sounds."""
        slots = self._slots
        # Odd already: the writer before was killed in the middle. Its write is taken over, or every later one
        # would count from odd to odd and never be believed.
        begun = slots[0] if slots[0] % 2 else slots[0] + 1.0
        slots[0] = begun
        slots[1], slots[2], slots[3], slots[4] = float(turn), float(part), position, clock
        slots[0] = begun + 1.0

    def read(self) -> Heard | None:
        """Called by the main process; None while nothing sounds or the writer is busy."""
        for _ in range(3):
            before, values = self._slots[0], cast("Sequence[float]", self._slots[1:SLOTS])
            if before == self._slots[0] and before % 2 == 0:
                turn, part, position, clock = values
                return Heard(int(turn), int(part), position, clock) if before and position >= 0.0 else None
        return None
