"""A visitor speaks over the figure."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.audio import WordTime
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Patience
from tests.domain.story import TRACK, Story
from tests.fakes.visits import brief

TOLD = "The lamp burned oil. It was seen from twenty miles. Ships were glad of it."
WORDS = tuple(WordTime(index * 0.5, TOLD.index(word), TOLD.index(word) + 4) for index, word in enumerate(TOLD.split()))
TWENTY = 8 * 0.5 + 0.1
"""When the second sentence is being said."""

REST = "It was seen from twenty miles. Ships were glad of it."


def speaking_over(after: float = TWENTY, is_allowed: bool = True) -> Story:
    """The figure has been speaking for so long, and the ear was open."""
    story = Story(replace(brief(), barge_in=is_allowed)).listening()
    story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, "what did the lamp burn", 0.7))
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, Answer(Route.SCRIPT, TOLD, "", "oil", 0.9)))
    story.take(events.SpeechStarted(story.at, story.now.turn.number, 0, TOLD, TRACK, WORDS))
    story.done.clear()
    return story.wait(after, 0.1)


def interrupted() -> Story:
    story = speaking_over()
    return story.take(events.SpeechHeard(story.at, story.now.turn.number))


def test_the_figure_falls_silent_and_hears_the_visitor_from_the_first_syllable() -> None:
    story = interrupted()
    assert story.done[-2:] == [do.Hush(), do.OpenMicrophone(story.now.turn.number, "en", goes_on=True)]
    assert story.now.phase is Phase.LISTENING


def test_the_ear_is_opened_once_for_an_answer_and_not_before_its_first_moments_are_over() -> None:
    story = speaking_over()
    assert story.done == [do.CloseMicrophone(), do.OpenMicrophone(story.now.turn.number, "en")]
    assert speaking_over(Patience().taken_back_seconds - 0.2).done == []


def test_where_it_is_not_allowed_nobody_speaks_over_the_figure() -> None:
    story = speaking_over(is_allowed=False)
    assert do.OpenMicrophone(story.now.turn.number, "en") not in story.done
    before = story.now
    assert story.take(events.SpeechHeard(story.at, story.now.turn.number)).now == before


def test_a_noise_that_was_no_word_lets_the_figure_go_on_with_its_sentence() -> None:
    story = interrupted()
    story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, " ", None))
    assert story.now.phase is Phase.ANSWERING
    assert story.now.turn.queue == (REST,)


@pytest.mark.parametrize("is_kept", [True, False])
def test_go_on_says_the_rest_unless_something_else_was_answered_since(is_kept: bool) -> None:
    story = interrupted()
    if not is_kept:
        story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, "were you lonely", 0.7))
        story.take(
            events.AnswerReady(story.at + 0.1, story.now.turn.number, Answer(Route.SCRIPT, "No.", "", "lonely", 0.9))
        )
        story.hear().take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, 0))
    story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, "go on", 0.7))
    more = Answer(Route.SCRIPT, "There is more.", "", "storm", 0.9, request="go_on")
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, more))
    assert story.now.turn.queue == ((REST,) if is_kept else ("There is more.",))


def test_a_touch_while_the_ear_is_open_closes_it() -> None:
    story = speaking_over()
    before = len(story.done)
    story.tap(controls.CHIP + "lamp")
    assert do.CloseMicrophone() in story.since(before)


def test_a_disclosure_that_was_spoken_over_is_told_again() -> None:
    story = Story(replace(brief(), barge_in=True)).take(events.VisitorArrived(1.0)).hear().wait(0.2, 0.1)
    assert story.now.visit.is_disclosed
    story.take(events.SpeechHeard(story.at, story.now.turn.number))
    assert not story.now.visit.is_disclosed
