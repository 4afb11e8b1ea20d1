from collections.abc import Iterator

import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.commands import Say
from kiosk.domain.events import Event, SpeechEnded, SpeechStarted
from kiosk.domain.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.voice.orator import KEPT_SPEECHES, REOPEN_SECONDS, WAITING_TEXTS, Orator
from kiosk.voice.speaker import Speaker
from kiosk.voice.trouble import VoiceError
from tests.fakes.clock import Clock
from tests.fakes.speaker import FakeSpeaker
from tests.fakes.synthesizer import SECONDS_PER_CHARACTER, FakeSynthesizer

VOICE = Voice(voice="ada")


class _Recordings:
    def load(self, media: str, text: str, language: str) -> Speech:
        if media != "voice/lamp.wav":
            raise VoiceError(Problem("KV0005", media, "is broken"))
        speech = FakeSynthesizer().speak("recorded", "en", Voice(voice=media))
        return Speech(text, speech.samples, speech.rate_hz, speech.track, speech.words, "recording", media)


class _Stage:
    """An orator with all its fakes."""

    def __init__(self, has_device: bool = True) -> None:
        self.clock = Clock()
        self.synthesizer = FakeSynthesizer()
        self.speakers: list[FakeSpeaker] = []
        self.has_device = has_device
        self.opened: list[float] = []
        self.published: list[tuple[int, int, float, float]] = []
        self.orator = Orator(self.synthesizer, self._open, self._publish, self.clock, _Recordings())

    def _open(self) -> Speaker:
        self.opened.append(self.clock())
        if not self.has_device:
            raise VoiceError(Problem("KV0006", "fake", "is not there"))
        self.speakers.append(FakeSpeaker(self.clock))
        return self.speakers[-1]

    def _publish(self, turn: int, part: int, position: float, clock: float) -> None:
        self.published.append((turn, part, position, clock))

    def run(self, seconds: float) -> list[Event]:
        told: list[Event] = []
        for _ in range(round(seconds * 100)):
            told.extend(self.orator.step())
            self.clock.now += 0.01
        return told

    def say(self, text: str, part: int = 0, media: str = "") -> None:
        self.orator.say(Say(1, part, text, "en", media), VOICE)


@pytest.fixture(name="stage")
def _stage() -> Iterator[_Stage]:
    made = _Stage()
    yield made
    made.orator.close()


def _kinds(events: list[Event]) -> list[tuple[str, int]]:
    return [(type(event).__name__, event.part) for event in events if isinstance(event, SpeechStarted | SpeechEnded)]


def _trouble(stage: _Stage) -> str:
    return stage.orator.trouble.code if stage.orator.trouble else ""


def test_texts_are_spoken_one_after_the_other_and_each_is_told_once(stage: _Stage) -> None:
    stage.say("I am Ada.", 0)
    stage.say("Ask me.", 1)
    told = stage.run(2.0)
    assert _kinds(told) == [("SpeechStarted", 0), ("SpeechEnded", 0), ("SpeechStarted", 1), ("SpeechEnded", 1)]
    assert stage.orator.is_idle


def test_the_start_is_told_for_the_moment_of_the_first_audible_sample(stage: _Stage) -> None:
    stage.say("I am Ada.")
    started = stage.run(0.5)[0]
    assert isinstance(started, SpeechStarted)
    assert started.at == pytest.approx(100.04)
    assert started.text == "I am Ada."
    assert started.words[-1].end == 9
    assert started.track.seconds > 0


def test_the_end_is_told_when_the_last_sample_was_heard(stage: _Stage) -> None:
    stage.say("I am Ada.")
    ended = stage.run(1.0)[-1]
    assert ended.at == pytest.approx(100.04 + 9 * SECONDS_PER_CHARACTER, abs=0.011)


def test_the_position_is_published_at_every_step_and_taken_back_at_the_end(stage: _Stage) -> None:
    stage.say("I am Ada.")
    stage.run(1.0)
    positions = [position for _, _, position, _ in stage.published]
    assert len(positions) >= 44
    assert positions[:-1] == sorted(positions[:-1])
    assert positions[-1] < 0
    assert all(abs(clock - position - 100.04) < 1e-6 for _, _, position, clock in stage.published[:-1])


def test_the_following_text_is_synthesized_while_the_first_one_plays(stage: _Stage) -> None:
    stage.say("I am Ada.", 0)
    stage.say("Ask me.", 1)
    stage.run(0.2)
    assert stage.synthesizer.asked == ["I am Ada.", "Ask me."]
    assert len(stage.speakers[0].started) == 1


def test_a_prepared_text_is_not_synthesized_again(stage: _Stage) -> None:
    stage.orator.prepare("I am Ada.", "en", VOICE)
    stage.say("I am Ada.")
    stage.run(1.0)
    assert stage.synthesizer.asked == ["I am Ada."]


def test_the_memory_of_speeches_is_small(stage: _Stage) -> None:
    for number in range(KEPT_SPEECHES + 1):
        stage.orator.prepare(f"text {number}", "en", VOICE)
    stage.orator.prepare("text 0", "en", VOICE)
    assert stage.synthesizer.asked.count("text 0") == 2


def test_hush_stops_and_forgets_everything(stage: _Stage) -> None:
    stage.say("A very long text indeed.", 0)
    stage.say("And another.", 1)
    stage.run(0.3)
    stage.orator.hush()
    assert stage.speakers[0].stops == [stage.clock()]
    assert _kinds(stage.run(2.0)) == [("SpeechEnded", 0)]
    assert stage.published[-1][2] < 0
    assert len(stage.speakers[0].started) == 1


def test_a_text_after_hush_is_spoken(stage: _Stage) -> None:
    stage.say("A very long text indeed.", 0)
    stage.run(0.3)
    stage.orator.hush()
    stage.say("Yes?", 1)
    assert _kinds(stage.run(1.0)) == [("SpeechEnded", 0), ("SpeechStarted", 1), ("SpeechEnded", 1)]


def test_one_text_too_many_is_told_as_ended_so_that_nobody_waits(stage: _Stage) -> None:
    for part in range(WAITING_TEXTS + 2):
        stage.say("A text.", part)
    assert _kinds(list(stage.orator.step())) == [("SpeechEnded", WAITING_TEXTS + 1)]


def test_a_failed_synthesis_passes_in_silence_at_reading_pace(stage: _Stage) -> None:
    stage.synthesizer.fails = True
    stage.say("Nobody hears these six words.")
    told = stage.run(5.0)
    assert _kinds(told) == [("SpeechStarted", 0), ("SpeechEnded", 0)]
    assert told[1].at - told[0].at > 2.0
    assert stage.orator.trouble is not None
    assert stage.orator.trouble.code == "KV0002"
    assert not any(stage.speakers[0].started[0].samples)


def test_trouble_is_over_when_a_text_is_spoken_again(stage: _Stage) -> None:
    stage.synthesizer.fails = True
    stage.say("Silence.")
    stage.run(3.0)
    stage.synthesizer.fails = False
    stage.say("Sound.")
    stage.run(1.0)
    assert stage.orator.trouble is None


def test_without_a_device_the_visit_goes_on_in_the_same_time() -> None:
    stage = _Stage(has_device=False)
    stage.say("I am Ada.")
    told = stage.run(1.0)
    assert _kinds(told) == [("SpeechStarted", 0), ("SpeechEnded", 0)]
    assert told[1].at - told[0].at == pytest.approx(9 * SECONDS_PER_CHARACTER, abs=0.02)
    assert stage.orator.trouble is not None
    assert stage.orator.trouble.code == "KV0006"


def test_a_device_lost_in_mid_word_leaves_the_captions_running(stage: _Stage) -> None:
    stage.say("A very long text indeed.")
    told = stage.run(0.5)
    stage.speakers[0].is_unplugged = True
    told += stage.run(2.0)
    assert _kinds(told) == [("SpeechStarted", 0), ("SpeechEnded", 0)]
    assert told[1].at - told[0].at == pytest.approx(24 * SECONDS_PER_CHARACTER, abs=0.05)
    positions = [position for _, _, position, _ in stage.published[:-1]]
    assert positions == sorted(positions)
    assert stage.speakers[0].is_closed


def test_a_lost_device_is_tried_again_every_five_seconds_with_the_same_volume(stage: _Stage) -> None:
    stage.orator.set_volume(40)
    stage.say("Text.")
    stage.speakers[0].is_unplugged = True
    stage.has_device = False
    stage.run(REOPEN_SECONDS * 2.5)
    assert len(stage.opened) == 3
    assert _trouble(stage) == "KV0006"
    stage.has_device = True
    stage.run(REOPEN_SECONDS)
    assert _trouble(stage) == ""
    assert stage.speakers[-1].volumes == [40]
    stage.say("Again.")
    stage.run(1.0)
    assert [speech.text for speech in stage.speakers[-1].started] == ["Again."]


def test_a_recording_of_the_pack_is_played_instead_of_synthesis(stage: _Stage) -> None:
    stage.say("On a clear night.", media="voice/lamp.wav")
    assert stage.speakers[0].started[0].engine == "recording"
    assert stage.synthesizer.asked == []


def test_a_broken_recording_is_replaced_by_synthesis(stage: _Stage) -> None:
    stage.say("On a clear night.", media="voice/broken.wav")
    assert stage.speakers[0].started[0].engine == "fake"
    assert stage.orator.trouble is None


def test_between_two_texts_the_figure_takes_a_breath(stage: _Stage) -> None:
    stage.say("I am Ada.", 0)
    stage.say("Ask me.", 1)
    told = stage.run(2.0)
    assert 0.2 <= told[2].at - told[1].at < 0.3


def test_a_pause_holds_the_position_and_the_texts_that_wait(stage: _Stage) -> None:
    stage.say("I am Ada, and I like engines.", 0)
    stage.say("Ask me.", 1)
    stage.run(0.3)
    stage.orator.pause(1)
    stage.run(0.05)
    held = stage.published[-1][2]
    assert not stage.run(5.0)
    assert stage.published[-1][2] == pytest.approx(held)
    assert stage.published[-1][3] == pytest.approx(stage.clock.now, abs=0.02)
    stage.orator.resume()
    assert _kinds(stage.run(5.0)) == [("SpeechEnded", 0), ("SpeechStarted", 1), ("SpeechEnded", 1)]


def test_a_pause_of_a_turn_that_is_over_holds_nothing(stage: _Stage) -> None:
    stage.say("I am Ada.", 0)
    stage.run(2.0)
    stage.orator.pause(1)
    stage.orator.say(Say(2, 0, "Ask me.", "en"), VOICE)
    assert _kinds(stage.run(2.0)) == [("SpeechStarted", 0), ("SpeechEnded", 0)]


def test_a_pause_between_two_texts_keeps_the_second_back(stage: _Stage) -> None:
    stage.say("I am Ada.", 0)
    stage.say("Ask me.", 1)
    while ("SpeechEnded", 0) not in _kinds(list(stage.orator.step())):
        stage.clock.now += 0.01
    stage.orator.pause(1)
    assert not stage.run(3.0)
    stage.orator.resume()
    assert _kinds(stage.run(3.0)) == [("SpeechStarted", 1), ("SpeechEnded", 1)]


def test_a_loudspeaker_that_is_lost_in_a_pause_does_not_end_the_pause(stage: _Stage) -> None:
    stage.say("I am Ada, and I like engines.", 0)
    stage.run(0.3)
    stage.orator.pause(1)
    stage.speakers[-1].is_unplugged = True
    assert not stage.run(2.0)
    stage.orator.resume()
    assert _kinds(stage.run(5.0)) == [("SpeechEnded", 0)]
