"""A new day is noticed once, between visits where that can be waited for."""

from datetime import date

from kiosk.app.midnight import LONGEST_WAIT_SECONDS, Midnight
from tests.fakes.clock import Clock

FIRST, SECOND, THIRD = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


class Calendar:
    def __init__(self) -> None:
        self.day = FIRST
        self.clock = Clock()
        self.midnight = Midnight(lambda: self.day, self.clock)


def test_a_day_turns_once() -> None:
    calendar = Calendar()
    assert calendar.midnight.turned(is_at_rest=True) is None
    calendar.day = SECOND
    assert [calendar.midnight.turned(is_at_rest=True) for _ in range(3)] == [SECOND, None, None]
    calendar.day = FIRST
    assert calendar.midnight.turned(is_at_rest=True) == FIRST


def test_a_visit_is_not_broken_off_unless_it_lasts_too_long() -> None:
    calendar = Calendar()
    calendar.day = SECOND
    assert calendar.midnight.turned(is_at_rest=False) is None
    calendar.clock.now += LONGEST_WAIT_SECONDS - 1
    assert calendar.midnight.turned(is_at_rest=False) is None
    calendar.clock.now += 2
    assert calendar.midnight.turned(is_at_rest=False) == SECOND
    calendar.day = THIRD
    assert calendar.midnight.turned(is_at_rest=False) is None
