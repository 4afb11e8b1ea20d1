"""A speech begins at its time, once, and not long after it."""

from datetime import UTC, datetime, timedelta, timezone

from kiosk.app.runtime.schedule import LATEST_SECONDS, Schedule
from kiosk.domain.content.address import Address, Part

TIME = datetime(2026, 12, 5, 19, 30, 0)


class Evening:
    def __init__(self, *begins: datetime | None) -> None:
        parts = (Part("Good evening."),)
        spoken = [Address(f"speech-{at}", "Speech", parts, moment) for at, moment in enumerate(begins)]
        self.now = TIME - timedelta(seconds=1)
        self.schedule = Schedule({"en": spoken}, lambda: self.now)

    def after(self, seconds: float) -> tuple[str, str] | None:
        self.now = TIME + timedelta(seconds=seconds)
        return self.schedule.due()


def test_it_begins_in_the_first_frame_of_its_second_and_once() -> None:
    evening = Evening(TIME)
    assert [evening.after(at) for at in (-0.02, 0.0, 0.02, 5.0)] == [None, ("speech-0", "en"), None, None]


def test_a_kiosk_that_starts_late_begins_within_a_minute_or_not_at_all() -> None:
    assert Evening(TIME).after(LATEST_SECONDS - 1) == ("speech-0", "en")
    late = Evening(TIME)
    assert late.after(LATEST_SECONDS + 1) is None
    assert late.after(LATEST_SECONDS + 2) is None


def test_two_speeches_of_one_moment_follow_each_other_and_one_on_cue_never_comes_by_itself() -> None:
    evening = Evening(TIME, None, TIME)
    assert [evening.after(0.0) for _ in range(3)] == [("speech-0", "en"), ("speech-2", "en"), None]


def test_a_time_with_a_zone_is_that_moment_everywhere() -> None:
    seoul = TIME.astimezone(UTC).astimezone(timezone(timedelta(hours=9)))
    assert Evening(seoul).after(0.0) == ("speech-0", "en")
