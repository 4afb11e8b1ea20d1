"""Words worked out in a thread that may fail, hang, lag or end."""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.domain.audio import AudioChunk
from kiosk.senses.errors import refuse
from kiosk.senses.recognition.transcription import (
    JOB_SECONDS,
    LAG_SECONDS,
    MOST_FAILURES,
    NOTHING,
    OPEN_SECONDS,
    Opened,
    Transcription,
    Words,
)
from tests.fakes.clock import Clock
from tests.fakes.processes.patience import Gate, until
from tests.fakes.recognizer import CountingRecognizer

LOUD = b"\x10\x00" * 1600
"""A tenth of a second: one word."""


class Beside:
    """A transcription with a thread of its own, whose recognizers a test makes trouble with."""

    def __init__(self, settles: bool = False) -> None:
        self.clock, self.gate = Clock(), Gate()
        self.opened: list[CountingRecognizer] = []
        self.trouble: Callable[[], None] = lambda: None
        self.opening: Callable[[], None] = lambda: None
        self._settles, self._at = settles, 0.0
        self.transcription = Transcription(self._open, clock=self.clock)

    def _open(self, _language: str) -> CountingRecognizer:
        self.opening()
        self.opened.append(CountingRecognizer(settles=self._settles))
        self.opened[-1].trouble = self._troubled
        return self.opened[-1]

    def _troubled(self) -> None:
        self.trouble()

    def speak(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.transcription.hear(AudioChunk(self._at, LOUD, 16000))
            self._at += 0.1

    def finished(self) -> Words:
        """All the words of the utterance."""
        request, found = self.transcription.finish(), list[Words]()

        def is_told() -> bool:
            found.extend(self.transcription.news())
            return any(one.request == request for one in found)

        until(is_told)
        return found[-1]

    def utter(self, seconds: float = 0.3) -> Words:
        self.transcription.begin("en")
        self.speak(seconds)
        return self.finished()


@pytest.fixture
def beside() -> Iterator[Callable[..., Beside]]:
    made: list[Beside] = []

    def make(settles: bool = False) -> Beside:
        made.append(Beside(settles))
        return made[-1]

    yield make
    for one in made:
        one.gate.open()
        one.transcription.close()


def fail() -> None:
    raise RuntimeError("the decoder is out of memory")


def end_the_thread() -> None:
    raise SystemExit


def test_words_are_worked_out_beside_the_hearing(beside: Callable[..., Beside]) -> None:
    one = beside()
    assert one.utter().transcript.text == "0 1 2"
    assert one.transcription.fault is None


def test_an_utterance_in_which_the_recognizer_fails_has_no_words_and_the_next_one_has_a_new_recognizer(
    beside: Callable[..., Beside],
) -> None:
    one = beside()
    one.trouble = fail
    assert one.utter().transcript == NOTHING
    one.trouble = lambda: None
    assert one.utter().transcript.text == "0 1 2"
    assert len(one.opened) == 2
    assert one.transcription.fault is None


def test_who_waits_for_words_has_none_when_the_recognizer_fails_over_that_very_request(
    beside: Callable[..., Beside],
) -> None:
    one = beside()
    one.transcription.begin("en")
    one.speak(0.3)
    until(lambda: bool(one.opened) and len(one.opened[0].accepted) == 3)
    one.trouble = fail
    assert one.finished().transcript == NOTHING


def test_a_recognizer_that_fails_again_and_again_is_a_fault_and_a_word_in_between_forgives(
    beside: Callable[..., Beside],
) -> None:
    one = beside()
    for trouble in [*[fail] * (MOST_FAILURES - 1), lambda: None, *[fail] * (MOST_FAILURES - 1)]:
        one.trouble = trouble
        one.utter()
        assert one.transcription.fault is None
    one.utter()
    fault = one.transcription.fault
    assert fault is not None
    assert (fault.code, fault.what) == ("KS0013", f"has failed {MOST_FAILURES} times in a row")


def test_a_recognizer_that_hangs_is_a_fault_although_every_other_thread_lives(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.trouble = one.gate
    one.transcription.begin("en")
    one.speak(0.1)
    assert one.gate.is_reached()
    one.clock.pause(JOB_SECONDS - 1.0)
    assert one.transcription.fault is None
    one.clock.pause(2.0)
    assert one.transcription.fault is not None


def test_a_recognizer_that_has_nothing_to_do_does_not_hang(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.utter()
    one.clock.pause(3600.0)
    assert one.utter().transcript.text == "0 1 2"
    assert one.transcription.fault is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_has_ended_is_a_fault(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.trouble = end_the_thread
    one.transcription.begin("en")
    one.speak(0.1)
    until(lambda: one.transcription.fault is not None)


def test_loading_a_model_holds_up_nobody_takes_longer_than_other_things_and_loses_no_word(
    beside: Callable[..., Beside],
) -> None:
    one = beside()
    one.opening = one.gate
    one.transcription.begin("en")
    one.speak(0.5)
    assert one.gate.is_reached()
    one.clock.pause(OPEN_SECONDS - 1.0)
    assert one.transcription.fault is None
    one.gate.open()
    assert one.finished().transcript.text == "0 1 2 3 4"


def test_a_model_that_takes_for_ever_to_load_is_a_fault(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.opening = one.gate
    one.transcription.prepare("en")
    assert one.gate.is_reached()
    one.clock.pause(OPEN_SECONDS + 1.0)
    assert one.transcription.fault is not None


def test_what_came_of_opening_a_language_is_told_and_one_that_cannot_be_opened_is_no_failure_of_the_others(
    beside: Callable[..., Beside],
) -> None:
    def missing() -> None:
        raise refuse("KS0008", "model", "cannot be loaded")

    one, told = beside(), list[Opened]()

    def is_told() -> bool:
        told.extend(one.transcription.opened())
        return bool(told)

    one.opening = missing
    one.transcription.prepare("ko")
    until(is_told)
    assert told == [Opened("ko", reason="KS0008")]
    assert one.utter().transcript == NOTHING
    one.opening = lambda: None
    assert one.utter().transcript.text == "0 1 2"
    assert one.transcription.opened()[-1] == Opened("en", "counting")


def test_of_sound_that_waits_too_long_the_oldest_is_dropped_and_no_request(
    beside: Callable[..., Beside], caplog: pytest.LogCaptureFixture
) -> None:
    one = beside()
    one.opening = one.gate
    one.transcription.begin("en")
    assert one.gate.is_reached()
    with caplog.at_level(logging.WARNING):
        one.speak(LAG_SECONDS + 5.0)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    one.gate.open()
    one.finished()
    heard = one.opened[0].accepted
    assert heard[0] == pytest.approx(5.0)
    assert heard[-1] == pytest.approx(LAG_SECONDS + 4.9)


def test_a_question_that_has_ended_is_heard_whole_whatever_is_heard_after_it(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.opening = one.gate
    one.transcription.begin("en")
    assert one.gate.is_reached()
    one.speak(5.0)
    request, found = one.transcription.finish(), list[Words]()
    one.speak(LAG_SECONDS + 5.0)

    def is_told() -> bool:
        found.extend(one.transcription.news())
        return any(words.request == request for words in found)

    one.gate.open()
    until(is_told)
    answer = next(words for words in found if words.request == request)
    assert answer.transcript.text.split()[0::49] == ["0", "49"]


def test_a_new_utterance_throws_away_what_still_waits_of_the_one_before(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.opening = one.gate
    one.transcription.begin("en")
    one.speak(LAG_SECONDS)
    one.transcription.begin("en")
    one.gate.open()
    assert one.finished().transcript.text == ""


def test_what_was_not_settled_in_a_pause_is_not_taken_for_settled(beside: Callable[..., Beside]) -> None:
    one = beside(settles=True)
    one.utter()
    one.transcription.begin("en")
    one.trouble = one.gate
    one.speak(0.2)
    one.transcription.settle()
    one.transcription.drop()
    one.transcription.rest()
    one.gate.open()
    one.finished()
    assert (one.opened[0].settled, one.opened[0].rested) == (0, 0)
    one.transcription.settle()
    until(lambda: bool(one.transcription.news()))
    one.transcription.rest()
    one.finished()
    assert one.opened[0].rested == 1


def test_closing_comes_back_although_the_recognizer_does_not(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.trouble = one.gate
    one.transcription.begin("en")
    one.speak(0.1)
    assert one.gate.is_reached()
    one.transcription.close()
    assert one.transcription.fault is None


def test_closing_ends_the_thread(beside: Callable[..., Beside]) -> None:
    one = beside()
    one.utter()
    before = [thread for thread in threading.enumerate() if thread.name == "transcription"]
    one.transcription.close()
    after = [thread for thread in threading.enumerate() if thread.name == "transcription"]
    assert len(after) == len(before) - 1
