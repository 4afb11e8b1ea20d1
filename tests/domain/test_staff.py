"""The staff corner opens for the PIN alone, shuts itself, and changes nothing for visitors."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Panel, Phase
from kiosk.domain.staff import Fact, PackOffer, Report, Staff
from kiosk.domain.visit.interaction import MICROPHONE, VOICE, Brief
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import Story
from tests.fakes.visits import brief

PIN = "0420"
PACKS = tuple(
    PackOffer(f"pack-{number}", f"Figure {number}", "1.0", is_shown=number == 0, is_fit=number != 3)
    for number in range(8)
)
REPORT = Report((Fact("disk", "9 MiB free", is_well=False),), PACKS)


def kept() -> Brief:
    return replace(brief(), staff=Staff(PIN))


def held(story: Story, seconds: float = 3.1) -> Story:
    return story.take(events.Pressed(story.at, controls.CORNER)).wait(seconds, 0.1)


def entered(story: Story, pin: str) -> Story:
    return story.tap(*(controls.KEY + digit for digit in pin), controls.SEND)


def panel(story: Story) -> Panel:
    found = compose(story.now, story.at, None).panel
    assert found is not None
    return found


def kind(story: Story) -> PanelKind | None:
    return story.now.turn.panel.kind if story.now.turn.panel else None


def inside() -> Story:
    return entered(held(Story(kept())), PIN)


@pytest.mark.parametrize("begun", [Story, lambda of: Story(of).listening(), lambda of: Story(of).answering()])
def test_a_corner_held_for_three_seconds_asks_for_the_pin(begun: type[Story]) -> None:
    story = held(begun(kept()), 2.8)
    assert kind(story) is None
    assert kind(story.wait(0.4, 0.1)) is PanelKind.PIN


def test_without_a_pin_there_is_no_staff_corner() -> None:
    assert kind(held(Story(), 30.0)) is None


def test_a_short_touch_of_the_corner_wakes_the_figure_like_any_other() -> None:
    for of in (brief(), kept()):
        story = held(Story(of), 0.3).take(events.Released(0.4, controls.CORNER))
        assert story.now.phase is Phase.GREETING
        assert kind(story.wait(5.0)) is None


def test_a_finger_that_was_taken_off_does_not_count_on() -> None:
    story = held(Story(kept()).listening(), 2.0).take(events.Released(9.0, controls.CORNER))
    assert kind(story.wait(10.0)) is None
    assert story.now.phase is Phase.LISTENING


def test_the_right_pin_opens_the_summary_and_the_machine_is_looked_at() -> None:
    story = inside()
    assert kind(story) is PanelKind.STAFF
    assert story.done[-1] == do.Examine()
    assert panel(story).notice
    story.take(
        events.Examined(story.at, REPORT),
        events.WorkerReady(story.at, MICROPHONE, "moonshine"),
        events.WorkerLost(story.at, VOICE, "ended with -9"),
        events.LanguagesUnheard(story.at, {"ko": "KS0009"}),
    )
    said = "\n".join(line for block in panel(story).blocks for line in block.paragraphs)
    assert "– disk: 9 MiB free" in said
    assert "+ microphone: moonshine" in said
    assert "– hearing ko: KS0009" in said
    assert "– voice: ended with -9" in said
    assert not panel(story).notice


@pytest.mark.parametrize("pin", ["0421", "042", "04200", "", "42"])
def test_another_pin_opens_nothing(pin: str) -> None:
    story = entered(held(Story(kept())), pin)
    assert kind(story) is PanelKind.PIN
    assert do.Examine() not in story.done


def test_the_digits_are_not_shown_and_can_be_taken_back() -> None:
    story = held(Story(kept())).tap(controls.KEY + "0", controls.KEY + "9", controls.BACKSPACE)
    assert panel(story).field == "•"
    assert kind(entered(story, PIN[1:])) is PanelKind.STAFF


def test_letters_are_no_digits() -> None:
    story = held(Story(kept())).tap(controls.KEY + "a", controls.KEY, controls.KEY + "٤", controls.KEY + "12")
    assert panel(story).field == ""


def test_the_fifth_wrong_pin_locks_it_for_a_minute_also_for_the_next_visitor() -> None:
    story = held(Story(kept()))
    for _ in range(5):
        entered(story, "1111")
    assert "60" in panel(story).notice or "59" in panel(story).notice
    assert not any(choice.is_able for choice in panel(story).choices)
    assert kind(entered(story, PIN)) is PanelKind.PIN
    story.tap(controls.CLOSE)
    assert story.now.phase is Phase.ATTRACT
    held(story)
    assert kind(entered(story, PIN)) is PanelKind.PIN
    story.wait(58.0)
    held(story)
    assert kind(entered(story, PIN)) is PanelKind.STAFF


def test_wrong_pins_count_on_over_visits_and_a_right_one_begins_anew() -> None:
    story = Story(kept())
    for _ in range(4):
        entered(held(story), "1111").tap(controls.CLOSE)
    assert not story.now.staff.lock.is_closed(story.at)
    assert kind(entered(held(story), PIN)) is PanelKind.STAFF
    story.tap(controls.CLOSE)
    entered(held(story), "1111")
    assert not story.now.staff.lock.is_closed(story.at)


def test_nobody_is_heard_or_spoken_to_in_the_staff_corner() -> None:
    story = held(Story(kept()).answering())
    before = len(story.done)
    entered(story, PIN).take(events.VisitorArrived(story.at)).wait(30.0)
    assert story.since(before) == [do.Examine()]


def test_it_shuts_itself_and_leaves_nothing() -> None:
    for story in (held(Story(kept())), inside(), inside().tap(controls.PACKS)):
        story.wait(61.0)
        assert story.now.phase is Phase.ATTRACT
        assert story.now.turn.panel is None


def test_a_visitor_who_held_the_corner_by_chance_goes_on_with_the_visit() -> None:
    story = held(Story(kept()).answering()).tap(controls.CLOSE)
    assert story.now.phase is Phase.LISTENING


def test_closing_the_summary_ends_whatever_visit_there_was() -> None:
    story = entered(held(Story(kept()).answering()), PIN).tap(controls.CLOSE)
    assert story.now.phase is Phase.ATTRACT
    assert do.Forget() in story.done


def test_a_pack_is_chosen_from_pages_of_those_that_are_fit() -> None:
    story = inside().take(events.Examined(4.0, REPORT)).tap(controls.PACKS)
    assert panel(story).choices[0].text == "Figure 0 · 1.0"
    assert len(panel(story).choices) == 6
    before = len(story.done)
    story.tap(controls.PACK + "pack-0", controls.PACK + "pack-3", controls.PACK + "unknown")
    assert not story.since(before)
    story.tap(controls.NEXT)
    assert len(panel(story).choices) == 2
    story.tap(controls.PACK + "pack-7")
    assert story.done[-1] == do.UsePack("pack-7")
    assert "Figure 7" in panel(story).notice
    story.take(events.PackRefused(story.at, "pack-7", "KP0042 expired"))
    assert "KP0042" in panel(story).notice


def test_staff_can_end_the_kiosk_and_visitors_cannot() -> None:
    assert inside().tap(controls.EXIT).done[-1] == do.EndKiosk()
    for story in (Story(kept()), Story(kept()).listening(), held(Story(kept())), Story(kept()).tap("information")):
        story.tap(controls.EXIT, controls.PACK + "pack-1", controls.STAFF, controls.PACKS)
        assert not [one for one in story.done if isinstance(one, do.Errand)]
        assert kind(story) in (None, PanelKind.PIN, PanelKind.INFORMATION)


def test_the_pin_is_in_no_text_of_the_visit() -> None:
    assert PIN not in repr(kept())
