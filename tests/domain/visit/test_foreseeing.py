"""The reply is made ready while the visitor still speaks: what the voice prepares is what it will be asked to say."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import VOICE
from tests.domain.story import ANSWER, Story

WORDS = "how bright was the lamp"
RECORDED = replace(ANSWER, media="voice/lamp.wav")
REPEAT = Answer(Route.HOUSE, "Gladly.", request="repeat")
GOODBYE = Answer(Route.HOUSE, "Goodbye.", request="goodbye")


def _hearing(story: Story | None = None) -> Story:
    """The visitor has said these words, and may say more."""
    story = (story or Story()).listening()
    return story.take(events.PartialTranscript(story.at + 1.0, story.now.turn.number, WORDS))


def _foreseen(story: Story, answer: Answer = ANSWER) -> list[do.Command]:
    count = len(story.done)
    story.take(events.Foreseen(story.at + 0.1, story.now.turn.number, WORDS, answer))
    return story.since(count)


def _asked(story: Story, answer: Answer) -> list[do.Command]:
    count = len(story.done)
    story.take(events.UtteranceEnded(story.at + 0.3, story.now.turn.number, WORDS, 0.9))
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, answer))
    return [one for one in story.since(count) if isinstance(one, do.Say)]


@pytest.mark.parametrize("answer", [ANSWER, RECORDED, REPEAT, GOODBYE])
@pytest.mark.parametrize("is_disclosed", [True, False])
def test_what_is_prepared_is_what_is_said_first(answer: Answer, is_disclosed: bool) -> None:
    story = _hearing()
    story.now = replace(story.now, visit=replace(story.now.visit, is_disclosed=is_disclosed))
    before = story.now
    (prepared,) = _foreseen(story, answer)
    assert story.now == before
    assert isinstance(prepared, do.Prepare)
    assert prepared.turn == before.turn.number
    said = _asked(story, answer)[0]
    assert isinstance(said, do.Say)
    assert (prepared.text, prepared.language, prepared.media) == (said.text, said.language, said.media)


def test_where_nothing_would_be_said_nothing_is_prepared() -> None:
    assert not _foreseen(_hearing(), Answer(Route.HOUSE, "I am silent.", request="stop"))
    assert not _foreseen(_hearing(Story(lost=frozenset({VOICE}))))


def test_an_answer_to_words_that_are_no_longer_the_newest_is_not_prepared() -> None:
    story = _hearing()
    story.take(events.PartialTranscript(story.at, story.now.turn.number, f"{WORDS} at night"))
    assert not _foreseen(story)


@pytest.mark.parametrize("stale", [-1, 1])
def test_an_answer_of_another_turn_is_not_prepared(stale: int) -> None:
    story = _hearing()
    count = len(story.done)
    story.take(events.Foreseen(story.at, story.now.turn.number + stale, WORDS, ANSWER))
    assert not story.since(count)


def test_an_answer_that_is_foreseen_too_late_is_not_prepared() -> None:
    story = _hearing()
    _asked(story, ANSWER)
    assert story.now.phase is Phase.ANSWERING
    assert not _foreseen(story)
