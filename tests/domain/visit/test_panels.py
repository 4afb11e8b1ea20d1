"""Panels are read in peace, lead back into the visit, and leave nothing behind."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.content.rights import Work
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Panel, Phase
from kiosk.domain.visit.interaction import Brief
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import ANSWER, Story, in_three_languages
from tests.fakes.visits import brief


def shown(story: Story) -> Panel:
    panel = compose(story.now, story.at, None).panel
    assert panel is not None
    return panel


def names(story: Story) -> list[str]:
    return [one.control for one in compose(story.now, story.at, None).controls]


def test_the_information_can_be_opened_at_every_moment_of_a_visit() -> None:
    stories = (
        Story(),
        Story().take(events.VisitorArrived(1.0)),
        Story().listening(),
        Story().listening().take(events.Typed(5.0, "why?")),
        Story().answering(),
        Story().listening().tap(controls.KEYBOARD),
        Story().listening().wait(45.0),
        Story().listening().take(events.VisitorLeft(4.0)).wait(8.0),
    )
    for story in stories:
        assert controls.INFORMATION in names(story), story.now.phase
        story.tap(controls.INFORMATION)
        assert shown(story).blocks
        assert story.now.phase is Phase.READING


def test_while_it_is_read_nobody_is_heard_and_nothing_is_said() -> None:
    listening, answering = Story().listening(), Story().answering().wait(0.5)
    for story, ends in ((listening, do.CloseMicrophone()), (answering, do.Hush())):
        before = len(story.done)
        story.tap(controls.INFORMATION).wait(30.0)
        assert story.since(before) == [ends]


def test_closing_leads_back_to_a_listening_figure() -> None:
    story = Story().answering().tap(controls.INFORMATION, controls.CLOSE)
    assert story.now.phase is Phase.LISTENING
    assert story.done[-1] == do.OpenMicrophone(story.now.turn.number, "en")
    assert compose(story.now, story.at, None).panel is None


def test_whoever_has_only_read_is_greeted_and_told_what_this_is() -> None:
    story = Story().tap(controls.INFORMATION, controls.CLOSE)
    assert story.now.phase is Phase.GREETING
    assert any(isinstance(said, do.Say) and "artificial" in said.text for said in story.done)


def test_its_pages_turn_to_the_last_and_back_and_no_further() -> None:
    story = Story(_wordy()).listening().tap(controls.INFORMATION)
    first = shown(story)
    assert first.place.startswith("1 ")
    count = int(first.place.split()[-1])
    seen = [first.blocks]
    for _ in range(count + 2):
        story.tap(controls.NEXT)
        seen.append(shown(story).blocks)
    assert len(dict.fromkeys(map(tuple, seen))) == count > 1
    assert not next(one for one in compose(story.now, 0.0, None).controls if one.control == controls.NEXT).is_able
    story.tap(*[controls.BACK] * (count + 2))
    assert shown(story).blocks == first.blocks


def test_larger_letters_take_more_pages_and_the_page_stays_one_of_them() -> None:
    story = Story(_wordy()).listening().tap(controls.INFORMATION)
    small = int(shown(story).place.split()[-1])
    story.tap(*[controls.NEXT] * small, controls.TEXT_SIZE, controls.TEXT_SIZE)
    assert int(shown(story).place.split()[-1]) > small
    story.tap(*[controls.NEXT] * 40, controls.TEXT_SIZE)
    assert shown(story).blocks


def test_a_reader_is_asked_before_the_panel_closes_and_a_touch_keeps_it_open() -> None:
    story = Story().listening().tap(controls.INFORMATION).wait(59.0)
    assert compose(story.now, story.at, None).countdown is None
    story.wait(3.0)
    assert compose(story.now, story.at, None).countdown is not None
    story.tap(controls.STILL_HERE)
    assert compose(story.now, story.at, None).countdown is None
    assert shown(story).blocks
    story.wait(81.0)
    assert story.now.phase is Phase.ATTRACT
    assert do.Forget() in story.done


def test_a_reader_who_walks_away_is_forgotten_sooner() -> None:
    story = Story().listening().tap(controls.INFORMATION).take(events.VisitorLeft(10.0)).wait(16.0)
    assert story.now.phase is Phase.ATTRACT


def test_the_information_is_read_on_in_the_other_language() -> None:
    story = Story().listening().tap(controls.INFORMATION, controls.LANGUAGE + "ko")
    assert story.now.turn.panel is not None
    assert story.now.turn.panel.kind is PanelKind.INFORMATION
    assert shown(story).title == brief().phrases["ko"].about_title
    story.tap(controls.CLOSE)
    assert story.done[-1] == do.Say(story.now.turn.number, 1, story.now.turn.queue[1], "ko")


def test_a_typed_question_closes_the_panel() -> None:
    story = Story().listening().tap(controls.INFORMATION).take(events.Typed(6.0, "how bright?"))
    assert story.now.phase is Phase.THINKING
    assert compose(story.now, 6.0, None).panel is None


def test_an_answer_that_comes_while_one_reads_is_not_said() -> None:
    story = Story().listening().take(events.Typed(5.0, "why?"))
    turn, before = story.now.turn.number, len(story.done)
    story.tap(controls.INFORMATION)
    story.take(events.AnswerReady(6.0, turn, ANSWER))
    assert not [said for said in story.since(before) if isinstance(said, do.Say)]
    assert story.now.phase is Phase.READING


# Languages


def test_two_languages_need_no_panel() -> None:
    story = Story().listening()
    assert controls.LANGUAGE + "ko" in names(story)
    assert controls.LANGUAGES not in names(story)


def test_more_languages_are_chosen_from_a_panel_by_their_own_names() -> None:
    story = Story(in_three_languages()).listening()
    assert controls.LANGUAGES in names(story)
    story.tap(controls.LANGUAGES)
    assert [(one.text, one.is_on) for one in shown(story).choices] == [
        ("English", True),
        ("한국어", False),
        ("Deutsch", False),
    ]
    story.tap(controls.LANGUAGE + "ko")
    assert (story.now.phase, story.now.language) == (Phase.GREETING, "ko")


def test_the_language_that_is_spoken_already_only_closes_the_panel() -> None:
    story = Story(in_three_languages()).listening().tap(controls.LANGUAGES, controls.LANGUAGE + "en")
    assert story.now.phase is Phase.LISTENING


def test_another_language_leaves_nothing_of_the_first() -> None:
    story = Story().answering("how bite was the lamb").tap(controls.CORRECT, controls.LANGUAGE + "ko")
    scene = compose(story.now, story.at, None)
    assert (scene.language, scene.heard, scene.keyboard) == ("ko", "", None)
    assert not scene.caption.lines
    assert not any(chip.control == controls.CORRECT for chip in scene.chips)
    story.tap(controls.STOP, controls.KEYBOARD)
    keyboard = compose(story.now, story.at, None).keyboard
    assert keyboard is not None
    assert (keyboard.language, keyboard.typed) == ("ko", "")
    assert do.OpenMicrophone(story.now.turn.number, "ko") in story.done


@pytest.mark.parametrize("control", [controls.LANGUAGE + "ko", controls.TEXT_SIZE, controls.LOUDER])
def test_what_somebody_changed_who_never_began_a_visit_is_undone_when_nobody_is_there(control: str) -> None:
    story = Story().tap(control)
    assert story.now.phase is Phase.ATTRACT
    story.wait(59.0)
    assert (story.now.language, story.now.preferences.text_size, story.now.preferences.volume_percent) != ("en", 0, 70)
    story.wait(2.0)
    assert (story.now.language, story.now.preferences.text_size, story.now.preferences.volume_percent) == ("en", 0, 70)
    before = len(story.done)
    assert not story.wait(200.0).since(before)


# What was heard


def test_what_was_heard_stays_to_be_put_right_by_keyboard() -> None:
    story = Story().answering("how bite was the lamb")
    chip = compose(story.now, story.at, 0.1).chips[0]
    assert chip.control == controls.CORRECT
    assert "how bite was the lamb" in chip.text
    story.tap(controls.CORRECT)
    keyboard = compose(story.now, story.at, 0.1).keyboard
    assert keyboard is not None
    assert keyboard.typed == "how bite was the lamb"
    story.tap(controls.BACKSPACE, controls.KEY + "p", controls.SEND)
    assert do.Think(story.now.turn.number, "how bite was the lamp", "en") in story.done
    assert compose(story.now, story.at, None).chips[0].control != controls.CORRECT


def test_what_was_touched_or_typed_needs_no_putting_right() -> None:
    for event in (events.Tapped(9.0, controls.CHIP + "lamp"), events.Typed(9.0, "why?")):
        story = Story().answering().take(event)
        assert not any(chip.control == controls.CORRECT for chip in compose(story.now, 9.0, None).chips)


# Volume and text size


def test_the_volume_is_shown_in_steps_and_stops_at_its_bounds() -> None:
    story = Story().listening()
    for control, end in ((controls.LOUDER, 100), (controls.QUIETER, 10)):
        story.tap(*[control] * 12)
        found = {one.control: one for one in compose(story.now, story.at, None).controls}
        assert story.now.preferences.volume_percent == end
        assert not found[control].is_able
        assert (found[control].lit, found[control].steps) == (end // 10, 10)
        other = controls.QUIETER if control == controls.LOUDER else controls.LOUDER
        assert found[other].is_able


def test_the_bar_keeps_its_places_and_never_holds_more_than_two_rows_of_six() -> None:
    for of in (brief(), in_three_languages()):
        stories = (Story(of).listening(), Story(of).answering(), Story(of).answering().tap(controls.PAUSE))
        bars = [names(story) for story in stories]
        assert all(len(bar) <= 12 for bar in bars)
        assert len({tuple(bar[2:]) for bar in bars}) == 1
        story = Story(of).listening().tap(controls.INFORMATION)
        assert len(names(story)) <= 6


def _wordy() -> Brief:
    """A pack with many sources."""
    pack = brief().pack
    work = pack.rights.works
    titles = [f"Engraving number {number} " * (4 + number % 5) for number in range(30)]
    works = tuple(Work(f"media/{number}.png", title, "A. Nonymous") for number, title in enumerate(titles))
    return replace(brief(), pack=replace(pack, rights=replace(pack.rights, works=(*work, *works))))
