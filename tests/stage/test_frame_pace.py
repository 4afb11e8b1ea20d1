"""The pace of frames is kept, and told honestly."""

import pytest

from kiosk.stage.frame_pace import Pace, percentile


class Clock:
    """A clock that only pauses move."""

    def __init__(self) -> None:
        self.at = 100.0

    def now(self) -> float:
        return self.at

    def pause(self, seconds: float) -> None:
        self.at += seconds


def test_frames_come_at_their_rate_whatever_drawing_takes() -> None:
    clock = Clock()
    pace = Pace(60, clock.now, clock.pause)
    for _ in range(120):
        pace.begin()
        clock.at += 0.008
        pace.wait()
        pace.shown()
    summary = pace.summary()
    assert summary["fps"] == pytest.approx(60.0, abs=0.5)
    assert summary["p50_ms"] == pytest.approx(8.0)


def test_a_frame_knows_when_it_will_be_shown() -> None:
    clock = Clock()
    pace = Pace(50, clock.now, clock.pause)
    pace.begin()
    assert pace.ahead == 0.0
    pace.wait()
    pace.begin()
    assert pace.ahead == pytest.approx(0.02)
    clock.at += 0.03
    pace.wait()
    clock.at += 0.05
    pace.begin()
    assert pace.ahead == 0.0


def test_dear_and_cheap_frames_come_at_even_intervals() -> None:
    clock = Clock()
    pace = Pace(60, clock.now, clock.pause)
    for took in (0.002, 0.015, 0.001, 0.016, 0.002) * 10:
        pace.begin()
        clock.at += took
        pace.wait()
        pace.shown()
    assert pace.intervals == pytest.approx([1 / 60] * 49, abs=1e-6)


def test_a_late_frame_is_not_made_up_for_by_a_burst() -> None:
    clock = Clock()
    pace = Pace(60, clock.now, clock.pause)
    for took in (0.001, 0.5, 0.001, 0.001):
        pace.begin()
        clock.at += took
        pace.wait()
        pace.shown()
    assert pace.intervals[-1] == pytest.approx(1 / 60, abs=0.001)


def test_no_frames_are_no_figures() -> None:
    assert Pace(60).summary() == {"fps": 0.0, "p50_ms": 0.0, "p99_ms": 0.0}


@pytest.mark.parametrize(("percent", "value"), [(0, 1.0), (50, 5.0), (95, 10.0), (99, 10.0), (100, 10.0)])
def test_percentiles_are_values_that_occurred(percent: float, value: float) -> None:
    assert percentile([float(number) for number in range(10, 0, -1)], percent) == value
