"""What the kiosk remembers lies together by how long it lasts, so that nothing is forgotten to be reset."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Staff
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import Interaction, Visitor, begin
from kiosk.domain.visit.speaking import fresh_turn
from kiosk.domain.visit.turn import Turn
from kiosk.domain.visit.visiting import wiped
from tests.domain.story import Story
from tests.fakes.visits import brief

MOST_ATTRIBUTES = 14


def parts(value: object) -> Iterator[object]:
    """The value and every value inside it, but for what a visit plays with."""
    yield value
    for one in fields(value) if is_dataclass(value) else ():
        if one.name != "brief":
            yield from parts(getattr(value, one.name))


def far_along() -> Interaction:
    """A visitor who has changed, asked and typed, on a kiosk that has seen something already."""
    story = Story(replace(brief(), staff=Staff("1")))
    story.take(events.StickFound(0.1, is_new=False), events.MinuteTurned(0.2, 600), events.RoomMeasured(0.3, -40.0))
    story.take(events.WorkerLost(0.4, "camera", "unplugged"), events.GazeMoved(0.5, 0.2, 0.1)).answering()
    story.take(events.Pressed(story.at, controls.CORNER), events.LevelMeasured(story.at, 0.4))
    return story.tap(controls.LOUDER, controls.TEXT_SIZE, controls.CONTRAST, controls.KEYBOARD, "key:a").now


def test_no_value_of_a_visit_has_more_attributes_than_one_can_keep_in_mind() -> None:
    told = [one for one in parts(far_along()) if is_dataclass(one)]
    assert {Interaction, Turn, Visitor} < {type(one) for one in told}
    for one in told:
        assert len(fields(one)) <= MOST_ATTRIBUTES, type(one).__name__


def test_a_new_turn_knows_nothing_of_the_one_before() -> None:
    now = far_along()
    assert now.turn != Turn(now.turn.number)
    assert fresh_turn(now) == replace(now, turn=Turn(now.turn.number + 1))


def test_a_wiped_visit_keeps_what_is_the_house_s_and_nothing_else() -> None:
    now = far_along()
    fresh, _ = wiped(now, 90.0)
    assert fresh.turn == Turn(now.turn.number + 1)
    assert (fresh.staff, fresh.machine) == (now.staff, now.machine)
    assert fresh.visitor == Visitor(now.visitor.is_present, gaze=now.visitor.gaze)
    begun = begin(now.brief, 90.0, now.visit.number)
    assert (fresh.phase, fresh.visit, fresh.preferences) == (Phase.ATTRACT, begun.visit, begun.preferences)


def test_a_result_of_the_turn_before_a_wipe_changes_nothing_after_it() -> None:
    now = far_along()
    fresh, _ = wiped(now, 90.0)
    stale = events.SpeechEnded(91.0, now.turn.number, 0)
    assert advance(fresh, stale) == (fresh, ())
