"""A stick opens nothing by itself: it asks for the PIN, tells what it brings, and gives it to staff who ask for it."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Staff, StickItem
from kiosk.domain.visit.interaction import Brief
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import Story
from tests.fakes.visits import brief

ITEMS = (
    StickItem("museum.pub", "Key of Harbour Museum", ("Fingerprint 0a1b",)),
    StickItem("keeper.kpack", "The Keeper · lighthouse 1.1.0", ("Signed by nobody",)),
    StickItem("broken.kpack", "broken.kpack", ("KP0070 it is damaged",), is_able=False),
)
PLUGGED = events.StickFound(1.0)


def with_pin() -> Brief:
    return replace(brief(), staff=Staff("4711"))


def digits(story: Story, pin: str = "4711") -> Story:
    return story.tap(*(controls.KEY + digit for digit in pin), controls.SEND)


def shown(story: Story) -> str:
    panel = compose(story.now, story.at, None).panel
    assert panel is not None
    return " ".join(
        (panel.title, panel.notice, *(text for one in panel.blocks for text in (one.heading, *one.paragraphs)))
    )


def test_between_visits_a_stick_asks_for_the_pin_and_tells_nothing_of_itself() -> None:
    story = Story(with_pin()).take(PLUGGED)
    assert story.now.turn.panel is not None
    assert story.now.turn.panel.kind is PanelKind.PIN
    assert shown(story) == "Staff A USB stick is plugged in: enter the PIN"
    story.take(events.StickRead(2.0, ITEMS))
    assert "Harbour" not in shown(story)
    assert not [one for one in story.done if isinstance(one, (do.ReadStick, do.TakeFromStick))]


def test_after_the_pin_staff_read_page_by_page_what_it_brings_and_take_what_they_want() -> None:
    story = digits(Story(with_pin()).take(PLUGGED))
    assert do.ReadStick() in story.done
    story.take(events.StickRead(2.0, ITEMS))
    assert "Key of Harbour Museum Fingerprint 0a1b" in shown(story)
    story.tap(controls.NEXT, controls.TAKE)
    assert story.done[-1:] == [do.TakeFromStick("keeper.kpack")]
    assert "is being taken over" in shown(story)
    story.take(events.StickTaken(3.0, "The Keeper 1.1.0", is_done=True))
    assert story.done[-1:] == [do.ReadStick()]
    story.take(events.StickRead(4.0, ITEMS))
    assert "The Keeper 1.1.0: done" in shown(story)


def test_what_is_not_fit_cannot_be_taken_and_a_refusal_is_told() -> None:
    story = digits(Story(with_pin()).take(PLUGGED)).take(events.StickRead(2.0, ITEMS))
    story.tap(controls.NEXT, controls.NEXT)
    before = len(story.done)
    story.tap(controls.TAKE)
    assert story.since(before) == []
    story.tap(controls.BACK).take(events.StickTaken(3.0, "KP0072 the disk is full", is_done=False))
    assert "Refused: KP0072 the disk is full" in shown(story)


@pytest.mark.parametrize("pin", ["4712", "", "0000"])
def test_without_the_right_pin_nothing_is_read_or_taken(pin: str) -> None:
    story = digits(Story(with_pin()).take(PLUGGED), pin)
    story.tap(controls.TAKE, controls.STICK).take(events.StickRead(2.0, ITEMS)).tap(controls.TAKE)
    assert not [one for one in story.done if isinstance(one, (do.ReadStick, do.TakeFromStick))]


def test_a_wrong_pin_may_be_followed_by_the_right_one() -> None:
    assert do.ReadStick() in digits(digits(Story(with_pin()).take(PLUGGED), "1111")).done


def test_a_kiosk_without_a_pin_knows_no_sticks() -> None:
    story = Story().take(PLUGGED)
    assert (story.now.phase, story.now.staff.has_stick, story.done) == (Phase.ATTRACT, False, [])
    story.tap(controls.STICK, controls.TAKE)
    assert not [one for one in story.done if isinstance(one, (do.ReadStick, do.TakeFromStick))]


def test_a_visit_is_not_disturbed_and_staff_find_the_stick_in_their_corner() -> None:
    story = Story(with_pin()).listening().take(events.StickFound(9.0))
    assert story.now.phase is Phase.LISTENING
    assert story.wait(120.0, 1.0).now.staff.has_stick, "it is still there when the visitor is gone"
    story.take(events.Pressed(story.at, controls.CORNER)).wait(4.0)
    digits(story)
    assert controls.STICK in {one.control for one in compose(story.now, story.at, None).controls}
    assert story.tap(controls.STICK).done[-1] == do.ReadStick()


def test_a_stick_that_was_there_before_the_figure_asks_for_nothing() -> None:
    story = Story(with_pin()).take(events.StickFound(1.0, is_new=False))
    assert (story.now.phase, story.now.staff.has_stick) == (Phase.ATTRACT, True)


def test_a_stick_that_is_pulled_out_is_gone() -> None:
    story = digits(Story(with_pin()).take(PLUGGED)).take(events.StickRead(2.0, ITEMS), events.StickGone(3.0))
    assert story.now.turn.panel is not None
    assert (story.now.turn.panel.kind, story.now.staff.has_stick) == (PanelKind.STAFF, False)
    story.tap(controls.TAKE)
    assert not [one for one in story.done if isinstance(one, do.TakeFromStick)]


def test_staff_who_forget_the_panel_leave_it_closed() -> None:
    story = digits(Story(with_pin()).take(PLUGGED)).take(events.StickRead(2.0, ITEMS))
    assert story.wait(120.0, 1.0).now.phase is Phase.ATTRACT
