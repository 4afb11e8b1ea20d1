import wave
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.problem import Problem
from kiosk.domain.viseme import Viseme
from kiosk.voice.recordings import NoRecordings
from kiosk.voice.recordings_miniaudio import PackRecordings
from kiosk.voice.trouble import VoiceError


def _write_tone(path: Path, seconds: float, rate_hz: int, channels: int) -> None:
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    tone = (np.sin(2 * np.pi * 440 * time) * 8000).astype(np.int16)
    with wave.open(str(path), "wb") as sound:
        sound.setparams((channels, 2, rate_hz, 0, "NONE", ""))
        sound.writeframes(np.repeat(tone, channels).tobytes())


def no_film(file: Path, rate_hz: int) -> bytes:
    raise VoiceError(Problem("KF0003", file.name, "cannot be decoded"))


def test_a_film_is_heard_in_its_own_sound_and_a_silent_or_broken_one_is_told(tmp_path: Path) -> None:
    for name in ("lamp.mp4", "lamp.mov"):
        speech = PackRecordings(tmp_path, 1000, lambda file, rate_hz: bytes(2 * rate_hz)).load(name, "Twenty miles.")
        assert (speech.seconds, speech.engine) == (1.0, "recording")
    for sound in (no_film, lambda file, rate_hz: b""):
        with pytest.raises(VoiceError):
            PackRecordings(tmp_path, 1000, sound).load("lamp.mp4", "Twenty miles.")


def test_a_stereo_recording_becomes_speech_at_the_loudspeaker_s_rate(tmp_path: Path) -> None:
    _write_tone(tmp_path / "lamp.wav", 1.5, 44100, 2)
    speech = PackRecordings(tmp_path, 48000, no_film).load("lamp.wav", "On a clear night.")
    assert speech.rate_hz == 48000
    assert speech.seconds == pytest.approx(1.5, abs=0.01)
    assert [speech.text[word.start : word.end] for word in speech.words] == ["On", "a", "clear", "night."]
    assert speech.track.viseme_at(0.7) is not Viseme.SIL
    assert speech.engine == "recording"


@pytest.mark.parametrize("media", ["none.wav", "text.wav", "../outside.wav", "/etc/passwd", ""])
def test_what_is_no_recording_of_the_pack_is_told(tmp_path: Path, media: str) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "text.wav").write_text("this is not sound")
    _write_tone(tmp_path / "outside.wav", 0.1, 8000, 1)
    with pytest.raises(VoiceError) as error:
        PackRecordings(pack, 48000, no_film).load(media, "text")
    assert error.value.problems[0].code == "KV0005"


def test_without_a_pack_there_are_no_recordings() -> None:
    with pytest.raises(VoiceError):
        NoRecordings().load("lamp.wav", "text")
