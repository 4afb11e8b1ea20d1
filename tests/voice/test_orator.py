from collections.abc import Iterator

import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.commands import Prepare, Say
from kiosk.domain.content.figure import Voice
from kiosk.domain.events import Event, SpeechEnded, SpeechStarted
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import MakerAtOnce, Studio
from kiosk.voice.orator import REOPEN_SECONDS, WAITING_TEXTS, Orator
from kiosk.voice.speaker import Speaker
from kiosk.voice.speeches import HUNG_SECONDS, KEPT_SPEECHES, LATE_SECONDS
from tests.fakes.clock import Clock
from tests.fakes.maker import FakeMaker
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

    def __init__(self, has_device: bool = True, is_slow: bool = False) -> None:
        self.clock = Clock()
        self.synthesizer = FakeSynthesizer()
        self.speakers: list[FakeSpeaker] = []
        self.has_device = has_device
        self.opened: list[float] = []
        self.published: list[tuple[int, int, float, float]] = []
        studio = Studio(self.synthesizer, _Recordings())
        self.maker = FakeMaker(studio, self.clock)
        maker = self.maker if is_slow else MakerAtOnce(studio)
        self.orator = Orator(maker, self._open, self._publish, self.clock)

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

    def say(self, text: str, part: int = 0, media: str = "", turn: int = 1) -> None:
        self.orator.say(Say(turn, part, text, "en", media), VOICE)

    def prepare(self, text: str, turn: int = 1, media: str = "") -> None:
        self.orator.prepare(Prepare(turn, text, "en", media), VOICE)


@pytest.fixture(name="stage")
def _stage() -> Iterator[_Stage]:
    made = _Stage()
    yield made
    made.orator.close()


@pytest.fixture(name="slow")
def _slow() -> Iterator[_Stage]:
    """Speeches are made when the test says so."""
    made = _Stage(is_slow=True)
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
    stage.prepare("I am Ada.")
    stage.run(0.1)
    assert stage.synthesizer.asked == ["I am Ada."]
    assert not stage.speakers[0].started
    stage.say("I am Ada.")
    stage.run(1.0)
    assert stage.synthesizer.asked == ["I am Ada."]


def test_the_memory_of_speeches_is_small(stage: _Stage) -> None:
    for number in [*range(KEPT_SPEECHES + 1), 0]:
        stage.say(f"text {number}")
        stage.run(1.0)
    assert stage.synthesizer.asked.count("text 0") == 2


def test_guesses_drive_nothing_out_that_was_said(stage: _Stage) -> None:
    stage.say("I am Ada.")
    for number in range(KEPT_SPEECHES + 1):
        stage.prepare(f"guess {number}")
        stage.run(0.1)
    stage.say("I am Ada.", 1)
    stage.run(1.0)
    assert stage.synthesizer.asked.count("I am Ada.") == 1


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


def test_while_a_text_is_made_the_one_that_plays_goes_on_and_can_be_hushed(slow: _Stage) -> None:
    slow.say("A very long text indeed.", 0)
    slow.run(0.1)
    slow.maker.finish()
    slow.say("And another.", 1)
    slow.run(0.3)
    assert slow.maker.begun == ["A very long text indeed.", "And another."]
    assert slow.published[-1][2] == pytest.approx(0.25, abs=0.02)
    slow.orator.hush()
    assert slow.speakers[0].stops == [slow.clock()]
    assert _kinds(slow.run(0.01)) == [("SpeechEnded", 0)]


def test_what_was_being_made_when_the_figure_was_hushed_is_thrown_away(slow: _Stage) -> None:
    slow.say("A very long text indeed.", 0)
    slow.run(0.1)
    slow.orator.hush()
    slow.say("Yes?", 0, turn=2)
    slow.run(0.1)
    slow.maker.finish()
    slow.run(0.1)
    assert slow.maker.begun == ["A very long text indeed.", "Yes?"]
    slow.maker.finish()
    assert [event.turn for event in slow.run(1.0) if isinstance(event, SpeechStarted)] == [2]
    slow.say("A very long text indeed.", 0, turn=3)
    slow.run(0.1)
    assert slow.maker.begun[2:] == ["A very long text indeed."]


def test_a_pause_is_heeded_while_the_next_text_is_made(slow: _Stage) -> None:
    slow.say("A very long text indeed.", 0)
    slow.run(0.1)
    slow.maker.finish()
    slow.say("And another.", 1)
    slow.run(0.2)
    slow.orator.pause(1)
    slow.maker.finish()
    assert not slow.run(10.0)
    slow.orator.resume()
    assert _kinds(slow.run(3.0)) == [("SpeechEnded", 0), ("SpeechStarted", 1), ("SpeechEnded", 1)]


def test_a_text_whose_speech_is_late_passes_in_silence_and_so_does_the_next_one(slow: _Stage) -> None:
    slow.say("Nobody hears these words.", 0)
    slow.say("Nor these.", 1)
    assert not slow.run(LATE_SECONDS - 0.1)
    told = slow.run(4.0)
    assert _kinds(told) == [("SpeechStarted", 0), ("SpeechEnded", 0), ("SpeechStarted", 1)]
    assert told[2].at - told[1].at < 0.3
    assert _trouble(slow) == "KV0016"


def test_a_speech_that_came_late_is_heard_when_it_is_repeated(slow: _Stage) -> None:
    slow.say("Nobody hears these words.", 0)
    slow.run(LATE_SECONDS + 0.1)
    slow.maker.finish()
    slow.run(5.0)
    slow.say("Nobody hears these words.", 1)
    slow.run(1.0)
    assert any(slow.speakers[0].started[-1].samples)
    assert _trouble(slow) == ""


def test_a_maker_that_never_returns_is_noticed(slow: _Stage) -> None:
    slow.say("Nobody hears these words.", 0)
    slow.run(HUNG_SECONDS - 1.0)
    assert not slow.orator.is_hung
    slow.run(1.1)
    assert slow.orator.is_hung


def test_what_is_to_be_said_is_made_before_what_is_guessed(slow: _Stage) -> None:
    slow.prepare("A guess.")
    slow.say("I am Ada.", 0)
    slow.say("Ask me.", 1)
    for _ in range(3):
        slow.run(0.1)
        slow.maker.finish()
    assert slow.maker.begun == ["I am Ada.", "Ask me.", "A guess."]


def test_of_several_guesses_only_the_newest_is_made(slow: _Stage) -> None:
    slow.prepare("One.")
    slow.run(0.1)
    slow.prepare("Two.")
    slow.prepare("Three.")
    slow.maker.finish()
    slow.run(0.1)
    slow.maker.finish()
    slow.run(0.1)
    assert slow.maker.begun == ["One.", "Three."]
    slow.say("One.")
    slow.run(0.1)
    assert slow.maker.begun[2:] == ["One."]


def test_a_guess_that_is_being_made_is_said_as_soon_as_it_is_there(slow: _Stage) -> None:
    slow.prepare("I am Ada.")
    slow.run(0.1)
    slow.say("I am Ada.")
    slow.run(0.1)
    slow.maker.finish()
    assert _kinds(slow.run(1.0)) == [("SpeechStarted", 0), ("SpeechEnded", 0)]
    assert slow.maker.begun == ["I am Ada."]


@pytest.mark.parametrize("is_hushed", [True, False])
def test_a_guess_does_not_outlive_its_turn(slow: _Stage, is_hushed: bool) -> None:
    slow.prepare("A guess.")
    if is_hushed:
        slow.orator.hush()
    slow.say("I am Ada.", turn=2)
    slow.run(0.1)
    slow.maker.finish()
    slow.run(1.0)
    assert slow.maker.begun == ["I am Ada."]


def test_a_guess_that_cannot_be_spoken_is_no_trouble_and_not_tried_over_and_over(stage: _Stage) -> None:
    stage.synthesizer.fails = True
    stage.prepare("A guess.")
    stage.run(0.5)
    assert stage.synthesizer.asked == ["A guess."]
    assert _trouble(stage) == ""
