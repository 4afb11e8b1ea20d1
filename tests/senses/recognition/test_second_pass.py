"""What was said in noise is heard once more, and noise makes no words."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript
from kiosk.senses.recognition.second_pass import MOST_SLOW, REST_SECONDS, SLOW_SECONDS, TwicePassed, chosen
from tests.fakes.clock import Clock

RATE = 16000
LONG = "when is a lobster not a lobster"


@dataclass
class Heard:
    text: str
    log_probability: float = -0.2
    no_speech: float = 0.1
    is_doubtful: bool = False
    others: tuple[str, ...] = ()


@dataclass
class First:
    """Says what it is told to say; streams if told to."""

    text: str = LONG
    is_streaming: bool = False
    name: str = "first"
    rate_hz: int = RATE
    calls: list[str] = field(default_factory=list)

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        return Transcript(self.text) if self.is_streaming else None

    def partial(self) -> Transcript | None:
        return Transcript("when is")

    def settle(self) -> Transcript:
        self.calls.append("settle")
        return Transcript(self.text, is_final=True)

    def finish(self) -> Transcript:
        self.calls.append("finish")
        return Transcript(self.text, is_final=True)

    def rest(self) -> None:
        self.calls.append("rest")

    def reset(self) -> None:
        self.calls.append("reset")


@dataclass
class Second:
    found: Heard | None
    name: str = "second"
    hearing: Callable[[], None] = lambda: None
    sounds: list[int] = field(default_factory=list)

    def heard(self, sound: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Heard | None:
        self.sounds.append(len(sound))
        self.hearing()
        return self.found


def chunk(level: float, at: float = 0.0) -> AudioChunk:
    dice = np.random.default_rng(int(at * 1000))
    samples = dice.normal(0, level * 32768, RATE // 10).clip(-32768, 32767).astype(np.int16)
    return AudioChunk(samples=samples.tobytes(), rate_hz=RATE, at=at)


def said(recognizer: TwicePassed, is_loud: bool, seconds: float = 2.0) -> Transcript:
    """Words and pauses by turns; in a loud hall the pauses are hardly fainter."""
    for at in range(int(seconds * 10)):
        recognizer.accept(chunk(0.1 if at % 10 < 7 else (0.02 if is_loud else 0.0005), at / 10))
    return recognizer.settle()


def test_in_noise_the_second_hearing_is_taken() -> None:
    recognizer = TwicePassed(First("win is a mob star"), Second(Heard(LONG)))
    found = said(recognizer, is_loud=True)
    assert (found.text, found.is_final, found.recognizer) == (LONG, True, "first+second")


def test_in_quiet_a_question_is_not_heard_twice() -> None:
    second = Second(Heard("something else altogether here"))
    assert said(TwicePassed(First(), second), is_loud=False).text == LONG
    assert second.sounds == []


def test_a_word_or_two_are_heard_twice_also_in_quiet() -> None:
    """A sneeze makes "Make sure" of itself."""
    assert said(TwicePassed(First("Make sure"), Second(None)), is_loud=False).is_doubted
    assert said(TwicePassed(First("Who was Babbage"), Second(Heard("Who was cabbage?"))), is_loud=False).text == (
        "Who was Babbage"
    )


@pytest.mark.parametrize(("log_probability", "text"), [(-0.2, LONG), (-0.9, "win is a mob star now")])
def test_a_streaming_first_yields_to_a_sure_second_also_in_quiet(log_probability: float, text: str) -> None:
    first = First("win is a mob star now", is_streaming=True)
    found = said(TwicePassed(first, Second(Heard(LONG, log_probability))), is_loud=False)
    assert (found.text, found.is_doubted) == (text, False)


def test_the_whole_utterance_is_heard_again() -> None:
    second = Second(Heard(LONG))
    said(TwicePassed(First(), second), is_loud=True, seconds=3.0)
    assert second.sounds == [3 * RATE]


def test_partial_words_are_the_firsts() -> None:
    streaming = TwicePassed(First("when is a", is_streaming=True), Second(None))
    assert streaming.partial() is None
    streaming.accept(chunk(0.1))
    told = streaming.partial()
    assert told is not None
    assert told.text == "when is a"
    assert streaming.partial() is None
    assert TwicePassed(First(), Second(None)).partial() == Transcript("when is")


def test_a_streaming_first_is_asked_for_all_its_words_in_a_pause() -> None:
    first = First(LONG, is_streaming=True)
    said(TwicePassed(first, Second(Heard(LONG))), is_loud=True)
    assert first.calls == ["finish"]


def test_what_was_heard_is_forgotten_with_the_utterance() -> None:
    second = Second(Heard(LONG))
    recognizer = TwicePassed(First(), second)
    said(recognizer, is_loud=True)
    recognizer.reset()
    said(recognizer, is_loud=True, seconds=1.0)
    assert second.sounds == [2 * RATE, RATE]


def test_a_machine_that_is_too_slow_hears_once_and_tries_again_later() -> None:
    second, now = Second(Heard(LONG)), Clock()
    recognizer = TwicePassed(First("win is a mob"), second, clock=now)
    second.hearing = lambda: now.pause(SLOW_SECONDS + 1)
    texts = [said(recognizer, is_loud=True).text for _ in range(MOST_SLOW + 1)]
    assert texts == [LONG] * MOST_SLOW + ["win is a mob"]
    now.pause(REST_SECONDS)
    assert said(recognizer, is_loud=True).text == LONG


def test_what_else_may_have_been_said_goes_with_the_words() -> None:
    second = Heard(
        "Did you have a crutch?", -0.3, others=("Did you have a crush?", "Did you have a crutch", "did you?")
    )
    found = chosen(Transcript("did he have a crutch", is_final=True), second, 10.0)
    assert found.others == ("Did you have a crush?", "did you?", "did he have a crutch")
    assert chosen(Transcript("Did you have a crush?"), second, None).others == ("Did you have a crutch?", "did you?")


@pytest.mark.parametrize(
    ("first", "second", "rise_db", "text", "is_doubted"),
    [
        ("thank you", None, 10.0, "thank you", True),
        ("thank you", Heard("Thank you.", is_doubtful=True), 10.0, "Thank you.", True),
        ("", Heard("I'm going to be able to see", -1.2, 0.5), 6.0, "I'm going to be able to see", True),
        ("", Heard("East", -2.7, 0.85), 12.0, "East", True),
        ("turn on the lamp", Heard("Turn on the lamp.", -1.2, 0.3), 7.0, "Turn on the lamp.", False),
        ("", Heard("Who was your father?", -1.2), 10.0, "Who was your father?", False),
        ("thank you", Heard("Thank you!", -0.9, 0.16), None, "thank you", True),
        ("", Heard("Thank you very much.", -0.9, 0.2), 8.0, "Thank you very much.", True),
        ("thank you", Heard("Thank you.", -0.3, 0.06), None, "thank you", False),
        ("", Heard("What?", -1.9, 0.55), 12.0, "What?", True),
        ("", Heard("Who was your father?", -0.3), None, "Who was your father?", False),
        ("", Heard("Who was your father?", -0.9), None, "Who was your father?", True),
        ("who was your father", Heard("Who was your farmer?", -0.3), None, "who was your father", False),
        ("그 는 이리저리 피 하면서", Heard("그는 이리저리 피하면서", -1.6, 0.3), 8.0, "그는 이리저리 피하면서", False),
    ],
)
def test_words_that_are_more_likely_noise_are_doubted(
    first: str, second: Heard | None, rise_db: float | None, text: str, is_doubted: bool
) -> None:
    found = chosen(Transcript(first, is_final=True), second, rise_db)
    assert (found.text, found.is_doubted) == (text, is_doubted)
