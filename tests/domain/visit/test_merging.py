"""A question taken for finished too early."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Patience
from tests.domain.story import ANSWER, Story

EARLY = Patience().taken_back_seconds


def asked(heard: str = "how bright was") -> Story:
    story = Story().listening()
    return story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, heard, 0.7))


def went_on(story: Story, after: float = 0.1) -> list[do.Command]:
    before = len(story.done)
    story.take(events.SpeechResumed(story.at + after, story.now.turn.number))
    return story.since(before)


def test_a_visitor_who_goes_on_before_the_answer_is_heard_on_in_a_new_turn() -> None:
    story = asked()
    turn = story.now.turn.number
    assert went_on(story) == [do.Hush(), do.TakeBack(), do.OpenMicrophone(turn + 1, "en", goes_on=True)]
    assert story.now.phase is Phase.LISTENING
    assert story.now.visit.heard == "how bright was"


def test_the_answer_to_the_first_part_is_not_spoken_when_it_comes() -> None:
    story = asked()
    turn = story.now.turn.number
    went_on(story)
    before = len(story.done)
    story.take(events.AnswerReady(story.at + 0.1, turn, ANSWER))
    assert story.since(before) == []


def test_the_first_half_second_of_an_answer_is_taken_back_and_a_later_moment_is_not() -> None:
    assert do.Hush() in went_on(Story().answering(), EARLY - 0.1)
    assert went_on(Story().answering(), EARLY + 0.1) == []


def test_the_ear_is_closed_once_the_answer_has_been_sounding() -> None:
    story = Story().answering()
    before = len(story.done)
    story.wait(EARLY + 0.1, 0.2)
    assert story.since(before) == [do.CloseMicrophone()]
    assert not story.now.turn.ear.goes_on


def test_a_disclosure_that_was_taken_back_is_told_again() -> None:
    story = Story().listening()
    story.now = replace(story.now, visit=replace(story.now.visit, is_disclosed=False))
    story.take(events.UtteranceEnded(story.at + 1.0, story.now.turn.number, "how bright", 0.7))
    story.take(events.AnswerReady(story.at + 0.1, story.now.turn.number, ANSWER)).hear()
    assert story.now.visit.is_disclosed
    went_on(story)
    assert not story.now.visit.is_disclosed


@given(st.lists(st.sampled_from(["answer", "sound", "on", "stop", "wait", "ended"]), max_size=30))
def test_whenever_the_figure_has_spoken_for_a_while_nobody_is_heard_on(acts: list[str]) -> None:
    story = asked()
    for act in acts:
        turn = story.now.turn.number
        match act:
            case "answer":
                story.take(events.AnswerReady(story.at, turn, ANSWER))
            case "sound":
                story.hear()
            case "on":
                story.take(events.SpeechResumed(story.at, turn))
            case "stop":
                story.tap(controls.STOP)
            case "wait":
                story.wait(0.3, 0.3)
            case "ended":
                story.take(events.UtteranceEnded(story.at, turn, "how bright was the lamp", 0.9))
        now = story.now
        if now.turn.ear.goes_on:
            assert now.phase in (Phase.THINKING, Phase.ANSWERING)
            assert not now.turn.speaking or story.at - now.turn.speaking.began < EARLY + 0.3


def test_words_that_were_hidden_stay_hidden_when_the_visitor_goes_on() -> None:
    story = asked("you fool")
    story.now = replace(story.now, turn=replace(story.now.turn, is_veiled=True))
    went_on(story)
    assert story.now.turn.is_veiled
