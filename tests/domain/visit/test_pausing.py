"""A pause holds words and lips, and gives them back."""

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.viseme import REST
from kiosk.domain.visit.interaction import VOICE
from tests.domain.story import ANSWER, TEXT, Story


def test_a_pause_holds_this_turn_and_goes_on_with_it() -> None:
    story = Story().answering().wait(0.5)
    turn, before = story.now.turn.number, len(story.done)
    story.tap(controls.PAUSE).wait(20.0).tap(controls.RESUME)
    assert story.since(before) == [do.Pause(turn), do.Resume()]
    story.take(events.SpeechEnded(story.at + 1.0, turn, 0))
    assert story.now.phase is Phase.LISTENING


def test_in_a_pause_the_mouth_is_closed_and_the_captions_stay() -> None:
    story = Story().answering()
    speaking = compose(story.now, story.at, 0.5)
    story.tap(controls.PAUSE)
    paused = compose(story.now, story.at + 3.0, 0.5)
    assert speaking.mouth != REST
    assert (paused.mouth, paused.caption) == (REST, speaking.caption)
    assert paused.state == story.now.phrases.paused


@pytest.mark.parametrize("heard", [True, False])
def test_words_that_are_only_read_get_the_time_of_the_pause_back(heard: bool) -> None:
    story = Story(lost=frozenset({VOICE})).take(events.Typed(1.0, "why?"))
    story.take(events.AnswerReady(1.2, story.now.turn.number, ANSWER))
    while story.now.turn.speaking and story.now.turn.speaking.text != TEXT:
        story.wait(0.1, 0.1)
    story.wait(0.6, 0.1)
    before = compose(story.now, story.at, None).caption
    story.tap(controls.PAUSE)
    story.wait(30.0, 0.1)
    assert compose(story.now, story.at, None).caption == before
    if heard:
        story.take(events.WorkerReady(story.at, VOICE))
    story.tap(controls.RESUME)
    assert compose(story.now, story.at, None).caption == before
    assert story.now.turn.speaking is not None
    story.wait(8.0, 0.1)
    assert story.now.phase is Phase.LISTENING


def test_there_is_nothing_to_pause_before_something_is_said() -> None:
    for story in (Story(), Story().listening(), Story().listening().take(events.Typed(5.0, "why?"))):
        bar = {one.control: one for one in compose(story.now, story.at, None).controls}
        assert controls.PAUSE not in bar or not bar[controls.PAUSE].is_able
        before = len(story.done)
        if story.now.phase is not Phase.ATTRACT:
            story.tap(controls.PAUSE, controls.RESUME)
        assert not [one for one in story.since(before) if isinstance(one, do.Pause | do.Resume)]


@pytest.mark.parametrize("control", [controls.STOP, controls.INFORMATION, controls.CHIP + "lamp"])
def test_whatever_comes_next_ends_the_pause(control: str) -> None:
    story = Story().answering().tap(controls.PAUSE, control)
    assert story.now.turn.paused_at is None
    assert do.Hush() in story.done


def test_a_visitor_who_walks_off_in_a_pause_is_forgotten() -> None:
    story = Story().answering().tap(controls.PAUSE).take(events.VisitorLeft(9.0)).wait(16.0)
    assert story.now.phase is Phase.ATTRACT


def test_without_a_camera_a_pause_is_asked_about_and_ends_in_farewell() -> None:
    story = Story().answering().tap(controls.PAUSE).wait(41.0)
    assert compose(story.now, story.at, 0.5).countdown is not None
    story.wait(20.0)
    assert story.now.phase is Phase.FAREWELL
    assert do.Hush() in story.done


def test_a_sentence_that_ends_just_as_it_is_paused_waits_with_the_next() -> None:
    story = Story().listening().take(events.Typed(5.0, "why?"))
    turn = story.now.turn.number
    story.take(events.AnswerReady(5.1, turn, ANSWER, is_last=False), events.AnswerReady(5.2, turn, ANSWER)).hear()
    story.tap(controls.PAUSE).take(events.SpeechEnded(7.0, turn, 0)).wait(30.0)
    assert (story.now.phase, story.now.turn.ended) == (Phase.ANSWERING, 1)
    story.tap(controls.RESUME)
    story.hear(1).take(events.SpeechEnded(40.0, turn, 1))
    assert story.now.phase is Phase.LISTENING
