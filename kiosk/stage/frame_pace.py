"""The pace of frames, and how well it was kept."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FULL = 100_000
"""Frames remembered at most: half an hour at 60 Hz."""


@dataclass(slots=True)
class Pace:
    """Begin, draw, wait, show: remembers the intervals between frames and drawing times, in seconds."""

    rate_hz: float
    clock: Callable[[], float] = time.perf_counter
    pause: Callable[[float], None] = time.sleep
    intervals: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    _began: float = 0.0
    _due: float = 0.0
    _shown: float | None = None

    def begin(self) -> None:
        """The drawing of a frame begins."""
        self._began = self.clock()

    @property
    def ahead(self) -> float:
        """So many seconds after the beginning of its drawing this frame will be shown, if drawing is in time."""
        return max(0.0, self._due - self._began)

    def wait(self) -> None:
        """The frame is drawn; waits until it is due, so that frames of any cost come evenly. Lost time stays lost."""
        now = self.clock()
        if len(self.drawing) < FULL:
            self.drawing.append(now - self._began)
        if now < self._due:
            self.pause(self._due - now)
        self._due = max(self._due, now) + 1.0 / self.rate_hz

    def shown(self) -> None:
        """The frame is on the screen."""
        now = self.clock()
        if self._shown is not None and len(self.intervals) < FULL:
            self.intervals.append(now - self._shown)
        self._shown = now

    def summary(self) -> dict[str, float]:
        """Frames a second, and median and 99th percentile of drawing a frame in milliseconds."""
        if not self.intervals:
            return {"fps": 0.0, "p50_ms": 0.0, "p99_ms": 0.0}
        return {
            "fps": round(len(self.intervals) / sum(self.intervals), 1),
            "p50_ms": round(percentile(self.drawing, 50) * 1000, 2),
            "p99_ms": round(percentile(self.drawing, 99) * 1000, 2),
        }


def percentile(values: list[float], percent: float) -> float:
    """The value below which `percent` of all lie (nearest rank); 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]
