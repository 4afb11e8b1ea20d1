import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.sound.playing import FADE_SECONDS
from kiosk.voice.marking import read_marks
from kiosk.voice.speaker import SilentSpeaker
from kiosk.voice.speaker_file import FileSpeaker
from tests.fakes.clock import Clock
from tests.fakes.synthesizer import FakeSynthesizer

SPEECH: Speech = FakeSynthesizer().speak("x" * 20, "en", Voice())


def _read(path: Path) -> NDArray[np.int16]:
    with wave.open(str(path)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16)


def test_the_silent_loudspeaker_keeps_the_time_of_a_real_one() -> None:
    clock = Clock()
    speaker = SilentSpeaker(48000, clock)
    assert speaker.position() is None
    assert not speaker.is_playing()
    speaker.start(SPEECH)
    clock.now += 0.75
    assert speaker.position() == pytest.approx(0.75)
    assert speaker.is_playing()
    clock.now += 0.26
    assert speaker.position() is None
    assert not speaker.is_playing()


def test_the_file_holds_speech_and_silence_where_they_were_heard(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 8000, clock, starts_at=99.0)
    speaker.start(SPEECH)
    clock.now += 3.0
    speaker.close()
    sound = _read(tmp_path / "a.wav")
    assert len(sound) == 4 * 8000
    assert not sound[:8000].any()
    assert np.abs(sound[8000:16000]).min() == 1000
    assert not sound[16000:].any()


def test_what_was_stopped_is_cut_with_a_fade(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 8000, clock, starts_at=100.0)
    speaker.start(SPEECH)
    clock.now += 0.5
    speaker.stop()
    assert not speaker.is_playing()
    clock.now += 1.0
    speaker.close()
    sound = np.abs(_read(tmp_path / "a.wav").astype(int))
    end = 4000 + round(FADE_SECONDS * 8000)
    assert sound[:4000].min() == 1000
    assert not sound[end:].any()
    assert sound[4000] > 900
    assert sound[end - 2] < 100
    assert len(sound) == 12000


def test_the_file_is_marked_as_made_by_ai_and_appears_whole(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 8000, clock, starts_at=100.0)
    speaker.start(SPEECH)
    clock.now += 1.0
    assert list(tmp_path.iterdir()) == []
    speaker.close()
    assert read_marks(tmp_path / "a.wav")["AIGC"]
    assert len(_read(tmp_path / "a.wav")) == 8000


def test_speech_of_another_rate_is_resampled(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 48000, clock, starts_at=100.0)
    speaker.start(SPEECH)
    clock.now += 1.0
    speaker.close()
    assert len(_read(tmp_path / "a.wav")) == 48000


def test_a_speech_that_is_held_leaves_silence_in_the_file_and_goes_on_behind_it(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 8000, clock, starts_at=100.0)
    speaker.start(SPEECH)
    clock.now += 0.4
    speaker.hold()
    clock.now += 2.0
    assert speaker.position() == pytest.approx(0.4)
    assert speaker.is_playing()
    speaker.go_on()
    clock.now += 0.3
    assert speaker.position() == pytest.approx(0.7)
    clock.now += 1.0
    assert not speaker.is_playing()
    speaker.close()
    sound = _read(tmp_path / "a.wav")
    fade = round(FADE_SECONDS * 8000)
    assert sound[:3200].any()
    assert not sound[3200 + fade : 19200].any()
    rest = np.frombuffer(SPEECH.samples, np.int16)[3200:]
    assert np.array_equal(sound[19200 : 19200 + len(rest)], rest)


def test_a_held_speech_can_be_stopped(tmp_path: Path) -> None:
    clock = Clock()
    speaker = FileSpeaker(tmp_path / "a.wav", 8000, clock, starts_at=100.0)
    speaker.start(SPEECH)
    clock.now += 0.4
    speaker.hold()
    speaker.stop()
    speaker.go_on()
    assert not speaker.is_playing()
    clock.now += 1.0
    speaker.close()
    assert not _read(tmp_path / "a.wav")[3200 + round(FADE_SECONDS * 8000) :].any()
