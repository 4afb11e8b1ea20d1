"""What `kiosk bench latency` measured, added up by route.

The time runs from the true end of speech (the last 10 ms frame of the clean clip within 35 dB of its loudest) to the
first audible sample of the answer; never from what our own detector took for the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.word_error import lost_at_start, written_words
from kiosk.stage.frame_pace import percentile

FIXED_SILENCES = (0.5, 0.7, 1.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one question; times in seconds on the kiosk's clock."""

    route: str
    true_end: float
    closings: Sequence[float]
    """When the utterance was taken for finished; more than once where that was taken back."""

    heard_end: float | None
    """Where our own detector saw the end of speech."""

    ready: float | None
    """When the mind's answer had come."""

    sounded: float | None
    """When the answer's first sample was heard; None when no answer came."""

    resumed: int = 0
    said: str = ""
    heard: str = ""
    is_right: bool = True
    """Its own line answered."""

    @property
    def latency(self) -> float | None:
        return None if self.sounded is None else self.sounded - self.true_end

    @property
    def is_cut_off(self) -> bool:
        """The visitor notices: the figure speaks before the question is over."""
        return self.sounded is not None and self.sounded < self.true_end

    @property
    def lost_its_rest(self) -> bool:
        """What the visitor still said was never heard: taken for finished too early, and not taken back."""
        return self.sounded is not None and bool(self.closings) and self.closings[-1] < self.true_end

    @property
    def ended_early(self) -> bool:
        """Taken for finished too early, whether anybody noticed or not."""
        return any(at < self.true_end for at in self.closings)

    @property
    def steps(self) -> dict[str, float] | None:
        """Where the time goes, in seconds: until the end was decided, until the answer, until its sound."""
        if self.sounded is None or self.ready is None or not self.closings:
            return None
        closed = self.closings[-1]
        return {"end": closed - self.true_end, "mind": self.ready - closed, "voice": self.sounded - self.ready}


def rows(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row per route, and one over all."""
    routes = sorted({one.route for one in measured})
    return [_row(route, [one for one in measured if one.route == route]) for route in routes] + [_row("all", measured)]


def _row(route: str, measured: Sequence[Measured]) -> dict[str, Any]:
    whole = [one for one in measured if not one.is_cut_off]
    latencies = [one.latency for one in whole if one.latency is not None]
    steps = [one.steps for one in whole if one.steps is not None]
    return {
        "route": route,
        "n": len(measured),
        "p50": round(percentile(latencies, 50), 3),
        "p95": round(percentile(latencies, 95), 3),
        "cut_off": _share(one.is_cut_off for one in measured),
        "lost_rest": _share(one.lost_its_rest for one in measured),
        "ended_early": _share(one.ended_early for one in measured),
        "taken_back": sum(one.resumed for one in measured),
        "right": _share(one.is_right for one in measured),
        "lost_at_start": sum(lost_at_start(written_words(one.said), written_words(one.heard)) for one in measured),
        "steps_p50": {
            name: round(percentile([step[name] for step in steps], 50), 3) for name in ("end", "mind", "voice")
        },
        "baseline_p50": {
            str(silence): round(percentile(_fixed(measured, silence), 50), 3) for silence in FIXED_SILENCES
        },
    }


def _share(are_so: Iterable[bool]) -> float:
    found = list(are_so)
    return round(sum(found) / max(1, len(found)), 3)


def _fixed(measured: Sequence[Measured], silence: float) -> list[float]:
    """What a fixed silence would have cost: our own end of speech, the silence, then the same work."""
    return [
        one.heard_end + silence + (one.sounded - one.closings[-1]) - one.true_end
        for one in measured
        if one.sounded is not None and one.heard_end is not None and one.closings and not one.is_cut_off
    ]
