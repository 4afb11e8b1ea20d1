"""Quiet hours, and the volume that suits a room."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.loudness import Loudness, most_percent, span, suggested
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Staff
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import Story
from tests.fakes.visits import brief

NIGHT = (22 * 60, 7 * 60)
LATE, EARLY, NOON = 23 * 60, 6 * 60, 12 * 60
RULES = Loudness((NIGHT,), 40)


def site(follows_room: bool = False) -> Story:
    return Story(replace(brief(), loudness=replace(RULES, follows_room=follows_room), staff=Staff("1")))


@pytest.mark.parametrize(
    ("minute", "most"),
    [(22 * 60 - 1, 100), (22 * 60, 40), (LATE, 40), (0, 40), (EARLY, 40), (7 * 60, 100), (NOON, 100)],
)
def test_quiet_hours_go_over_midnight(minute: int, most: int) -> None:
    assert most_percent(RULES, minute) == most


@pytest.mark.parametrize("text", ["22-7", "24:00-07:00", "22:00 - 07:00", "22:60-23:00", ""])
def test_hours_that_are_none_are_not_guessed(text: str) -> None:
    assert span(text) is None
    assert span("22:00-07:00") == NIGHT


def test_in_quiet_hours_no_visit_begins_louder_and_nobody_can_turn_it_up_further() -> None:
    story = site().take(events.MinuteTurned(0.5, LATE)).listening()
    assert story.now.preferences.volume_percent == 40
    story.tap(controls.LOUDER, controls.LOUDER)
    assert story.now.preferences.volume_percent == 40
    bar = compose(story.now, story.at, None).controls
    assert not next(one for one in bar if one.control == controls.LOUDER).is_able


def test_the_bound_of_the_night_holds_below_the_least_step_as_well() -> None:
    night = Loudness((NIGHT,), 5)
    story = Story(replace(brief(), loudness=night)).take(events.MinuteTurned(0.5, LATE)).listening()
    story.tap(controls.QUIETER, controls.LOUDER)
    assert story.now.preferences.volume_percent == 5


def test_a_visit_that_goes_on_into_quiet_hours_grows_quiet_and_is_loud_again_for_the_next() -> None:
    story = site().listening().take(events.MinuteTurned(20.0, 22 * 60))
    assert do.SetVolume(40) in story.done
    story.take(events.VisitorLeft(21.0)).wait(90.0)
    assert story.now.phase is Phase.ATTRACT
    assert story.now.preferences.volume_percent == 40
    assert story.take(events.MinuteTurned(story.at, NOON)).now.preferences.volume_percent == 70


@pytest.mark.parametrize(("room_db", "percent"), [(-50.0, 70), (-40.0, 80), (-20.0, 90), (-90.0, 50)])
def test_a_louder_room_asks_for_more_within_bounds(room_db: float, percent: int) -> None:
    assert suggested(70, room_db, 10) == percent


def test_the_room_is_followed_only_where_the_site_says_so_and_never_beyond_the_hour() -> None:
    loud = events.RoomMeasured(1.0, -35.0)
    assert site().take(loud).now.preferences.volume_percent == 70
    followed = site(follows_room=True).take(loud)
    assert followed.now.preferences.volume_percent == 90
    assert followed.take(events.MinuteTurned(2.0, LATE)).now.preferences.volume_percent == 40


def test_a_visitor_is_no_part_of_the_room() -> None:
    story = site(follows_room=True).listening()
    assert story.take(events.RoomMeasured(story.at, -20.0)).now.machine.room_db is None


def test_staff_are_told_what_would_suit_the_room() -> None:
    story = site().take(events.RoomMeasured(0.5, -40.0), events.Pressed(1.0, controls.CORNER), events.Ticked(4.5))
    story.tap(controls.KEY + "1", controls.SEND)
    assert story.now.turn.panel is not None
    assert story.now.turn.panel.kind is PanelKind.STAFF
    panel = compose(story.now, story.at, None).panel
    assert panel is not None
    told = " ".join(text for block in panel.blocks for text in block.paragraphs)
    assert "70 % at the beginning of a visit; 80 % would suit the room" in told
