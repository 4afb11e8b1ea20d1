"""The record adds up what visits tell, and tells others no words that are not kept."""

import queue

from kiosk.app.runtime.record import Record
from kiosk.domain import events
from kiosk.domain.health import FrameHealth, KioskState, Vitals, worker_health
from kiosk.domain.visit.answered import QuestionAnswered
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import Interaction
from kiosk.process.link import Note
from tests.domain.story import ANSWER, TEXT, TRACK, WORDS, Story


def asked(record: Record) -> Interaction:
    """A visit with one question, spoken at 10 and answered at 10.5."""
    story = Story().listening()
    turn = story.now.turn.number
    for event in (
        events.UtteranceEnded(10.1, turn, "how bright", 0.8, speech_end=10.0),
        events.AnswerReady(10.2, turn, ANSWER),
        events.SpeechStarted(10.5, turn, 0, TEXT, TRACK, WORDS),
    ):
        before = story.now
        story.now, _ = advance(before, event)
        record.follow(event, before, story.now)
    return story.now


def test_an_answer_is_told_to_subscribers_and_added_up_for_health() -> None:
    record = Record()
    told: queue.SimpleQueue[QuestionAnswered] = queue.SimpleQueue()
    record.answered.subscribe("journal", told.put)
    now = asked(record)
    answered = told.get(timeout=60.0)
    assert (answered.line, answered.seconds, answered.question) == ("lamp", 0.5, "")
    workers = {"voice": worker_health(False, "heard", 0, Vitals())}
    health = record.health(now, workers, frames=FrameHealth(60.0, 17.0))
    assert (health.state, health.answers.p50, health.pack) == (KioskState.OPEN, 0.5, "lighthouse")
    assert health.needs_nobody


def test_a_note_changes_nothing() -> None:
    record = Record()
    now = Story().now
    record.follow(Note("heard"), now, now)
    assert record.health(now, {}).answers.p50 is None


def test_a_kiosk_that_draws_nothing_is_at_fault_and_one_whose_workers_start_is_starting() -> None:
    record, now = Record(), Story().now
    workers = {"mind": worker_health(True, "", 0, Vitals())}
    assert record.health(now, workers).state is KioskState.FAULT
    assert record.health(now, workers, frames=FrameHealth()).state is KioskState.STARTING
