"""Speech is made in a thread of its own: whoever asked goes on meanwhile, and an error there ends nothing."""

import threading

import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import Made, MakerBeside, Studio, Wanted
from kiosk.voice.recordings import NoRecordings
from tests.fakes.clock import Clock
from tests.fakes.synthesizer import FakeSynthesizer

TEXT = Wanted("I am Ada.", "en", Voice(voice="ada"))
RATE_HZ = 8000
PATIENCE_SECONDS = 60.0


class _Held:
    """A synthesizer that returns only when it is let go, and notes in which thread it worked."""

    def __init__(self) -> None:
        self.is_begun, self.let_go = threading.Event(), threading.Event()
        self.threads = [threading.current_thread()]

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        self.threads.append(threading.current_thread())
        self.is_begun.set()
        assert self.let_go.wait(PATIENCE_SECONDS)
        return FakeSynthesizer().speak(text, language, voice)


class _Broken:
    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        raise ZeroDivisionError


def _news(maker: MakerBeside) -> Made:
    """What is made next; the test's own limit ends it if that never comes."""
    while (made := maker.news()) is None:
        threading.Event().wait(0.001)
    return made


def test_a_speech_is_made_in_the_thread_that_opened_the_engines_and_nobody_waits_for_it() -> None:
    opened: list[_Held] = []
    clock = Clock()

    def open_studio() -> Studio:
        opened.append(_Held())
        return Studio(opened[0], NoRecordings())

    maker = MakerBeside(open_studio, clock)
    held = opened[0]
    maker.make(TEXT, RATE_HZ)
    assert held.is_begun.wait(PATIENCE_SECONDS)
    clock.pause(3.0)
    assert maker.news() is None
    since = maker.since
    assert since == clock() - 3.0
    held.let_go.set()
    made = _news(maker)
    assert made.wanted == TEXT
    assert made.speech is not None
    assert maker.since is None
    assert held.threads[0] is held.threads[1] is not threading.current_thread()
    maker.close()


def test_an_engine_that_breaks_gives_a_problem_and_the_next_text_is_made_all_the_same() -> None:
    maker = MakerBeside(lambda: Studio(_Broken(), NoRecordings()), Clock())
    for _ in range(2):
        maker.make(TEXT, RATE_HZ)
        made = _news(maker)
        assert made.speech is None
        assert made.problem is not None
        assert made.problem.code == "KV0015"
    maker.close()


def test_engines_that_cannot_be_opened_are_told_to_whoever_opened_the_voice() -> None:
    def open_studio() -> Studio:
        raise VoiceError(Problem("KV0001", "espeak-ng", "cannot be loaded"))

    with pytest.raises(VoiceError):
        MakerBeside(open_studio, Clock())
