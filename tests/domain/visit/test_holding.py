"""Hold to talk, as a setting and as an offer."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Control, Phase, Scene
from kiosk.domain.visit.holding import LEAST_SPOKEN_SECONDS
from kiosk.domain.visit.interaction import MICROPHONE, active
from tests.domain.story import ANSWER, Story
from tests.fakes.visits import brief

NOT_UNDERSTOOD = Answer(Route.UNHEARD, "I did not quite hear you.")


def only_by_button() -> Story:
    return Story(replace(brief(), hold_to_talk=True))


def scene(story: Story) -> Scene:
    return compose(story.now, story.at, None)


def shown(story: Story) -> Control | None:
    return scene(story).hold


def is_in(story: Story, phase: Phase) -> bool:
    return story.now.phase is phase


def last(story: Story) -> do.Command:
    return story.done[-1]


def press(story: Story) -> Story:
    return story.take(events.Pressed(story.at + 0.1, controls.TALK))


def let_go(story: Story, text: str = "how bright was the lamp") -> Story:
    story.take(events.Released(story.at + 2.0, controls.TALK))
    return story.take(events.UtteranceEnded(story.at + 0.2, story.now.turn.number, text, 0.9))


def misunderstood(story: Story) -> Story:
    """Something was said that nobody could understand, and the figure has said so."""
    story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, "lamb", 0.3))
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, NOT_UNDERSTOOD)).hear()
    return story.take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 0))


def test_where_it_is_set_nothing_is_heard_before_the_button_is_held_and_this_is_shown() -> None:
    story = only_by_button().listening()
    assert not [one for one in story.done if isinstance(one, do.OpenMicrophone)]
    assert shown(story) == Control(controls.TALK, "Hold to talk")
    assert scene(story).is_deaf
    press(story)
    assert last(story) == do.OpenMicrophone(story.now.turn.number, "en", is_held=True)
    assert shown(story) == Control(controls.TALK, "Speak now, then let go", is_on=True)
    assert not scene(story).is_deaf


def test_letting_go_ends_the_question_and_it_is_answered() -> None:
    story = press(only_by_button().listening())
    story.take(events.Released(story.at + 2.0, controls.TALK))
    assert last(story) == do.EndUtterance(story.now.turn.number)
    story.take(events.UtteranceEnded(story.at + 0.1, story.now.turn.number, "how bright was the lamp", 0.9))
    assert isinstance(last(story), do.Think)
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, ANSWER)).hear()
    story.take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 0))
    assert is_in(story, Phase.LISTENING)
    assert len([one for one in story.done if isinstance(one, do.OpenMicrophone)]) == 1


def test_the_button_interrupts_an_answer_which_goes_on_where_nothing_was_said() -> None:
    story = let_go(press(only_by_button().listening()))
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, ANSWER)).hear()
    press(story)
    assert do.Hush() in story.done[-3:]
    assert is_in(story, Phase.LISTENING)
    let_go(story, "")
    assert is_in(story, Phase.ANSWERING)
    assert story.now.visit.answer is not None
    assert story.now.visit.answer.text == ANSWER.text


def test_who_speaks_before_hearing_that_this_is_ai_is_told_it_with_the_answer() -> None:
    story = press(only_by_button().take(events.VisitorArrived(1.0)).hear())
    before = len(story.done)
    let_go(story).take(events.AnswerReady(story.at + 0.1, story.now.turn.number, ANSWER))
    said = [one.text for one in story.since(before) if isinstance(one, do.Say)]
    assert "artificial" in said[0]
    assert said[1] == ANSWER.text


@pytest.mark.parametrize("phase", [Phase.ATTRACT, Phase.FAREWELL])
def test_the_key_of_the_button_wakes_the_figure_too(phase: Phase) -> None:
    story = only_by_button()
    if phase is Phase.FAREWELL:
        story.listening().take(events.VisitorLeft(story.at + 0.1)).wait(6.0)
    assert is_in(story, phase)
    assert is_in(press(story), Phase.GREETING if phase is Phase.ATTRACT else Phase.LISTENING)


def test_after_nothing_usable_was_heard_twice_the_button_is_offered_in_words_and_on_the_screen() -> None:
    story = misunderstood(Story().listening())
    assert shown(story) is None
    misunderstood(story)
    assert brief().phrases["en"].loud in [one.text for one in story.done if isinstance(one, do.Say)]
    assert shown(story) is not None
    assert controls.KEYBOARD in [one.control for one in scene(story).controls]


def test_an_offer_takes_nothing_away_until_it_is_taken() -> None:
    story = misunderstood(misunderstood(Story().listening()))
    assert last(story) == do.OpenMicrophone(story.now.turn.number, "en")
    assert not scene(story).is_deaf
    let_go(press(story)).take(events.AnswerReady(story.at + 0.1, story.now.turn.number, ANSWER)).hear()
    story.take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 0))
    assert last(story) == do.CloseMicrophone()
    assert scene(story).is_deaf


def test_the_next_visitor_is_heard_as_the_site_has_it() -> None:
    story = press(misunderstood(misunderstood(Story().listening())))
    story.take(events.Released(story.at, controls.TALK), events.VisitorLeft(story.at)).wait(90.0)
    assert is_in(story, Phase.ATTRACT)
    assert shown(story) is None
    assert last(story.listening()) == do.OpenMicrophone(story.now.turn.number, "en")


@pytest.mark.parametrize(
    ("partial", "seconds", "counts"),
    [
        ("", LEAST_SPOKEN_SECONDS + 0.1, True),
        ("", LEAST_SPOKEN_SECONDS - 0.1, False),
        ("huh", LEAST_SPOKEN_SECONDS - 0.1, True),
    ],
)
def test_a_cough_is_not_counted_as_a_question_that_was_not_heard(partial: str, seconds: float, counts: bool) -> None:
    story = Story().listening()
    for _ in range(2):
        began = story.at + 1.0
        story.take(events.SpeechHeard(began, story.now.turn.number))
        if partial:
            story.take(events.PartialTranscript(began, story.now.turn.number, partial))
        story.take(events.UtteranceEnded(began + 2.0, story.now.turn.number, "", None, began + seconds))
    assert (shown(story) is not None) is counts


def test_a_typed_question_that_is_not_understood_says_nothing_of_the_hall() -> None:
    story = Story().listening()
    for _ in range(2):
        story.take(events.Typed(story.at, "?"))
        story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, NOT_UNDERSTOOD))
    assert shown(story) is None


def test_without_a_microphone_no_button_is_offered_and_pressing_its_key_does_nothing() -> None:
    story = only_by_button().listening().take(events.WorkerLost(20.0, MICROPHONE))
    assert shown(story) is None
    before = active(story.now, 0.0)
    assert active(press(story).now, 0.0) == before


def test_a_microphone_that_comes_back_is_not_opened_by_itself() -> None:
    story = only_by_button().listening().take(events.WorkerLost(20.0, MICROPHONE))
    story.take(events.WorkerReady(21.0, MICROPHONE))
    assert not [one for one in story.done if isinstance(one, do.OpenMicrophone)]


def test_letting_go_twice_or_after_another_touch_ends_nothing() -> None:
    story = press(only_by_button().listening())
    story.take(events.Tapped(story.at + 0.5, controls.CHIP + "lamp"))
    before = len(story.done)
    story.take(events.Released(story.at + 1.0, controls.TALK))
    assert story.since(before) == []


def test_while_a_question_is_typed_the_key_of_the_button_is_a_key() -> None:
    story = only_by_button().listening().tap(controls.KEYBOARD)
    before = story.now.turn.number
    assert press(story).now.turn.number == before
