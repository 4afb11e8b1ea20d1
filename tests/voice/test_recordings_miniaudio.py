import wave
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.domain.viseme import Viseme
from kiosk.voice.errors import VoiceError
from kiosk.voice.marking import write_wav
from kiosk.voice.recordings import NoRecordings
from kiosk.voice.recordings_miniaudio import PackRecordings
from kiosk.voice.synthesis.synthesizer_pyttsx3 import EspeakSynthesizer


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
        speech = PackRecordings(tmp_path, 1000, lambda file, rate_hz: bytes(2 * rate_hz)).load(
            name, "Twenty miles.", "en"
        )
        assert (speech.seconds, speech.engine) == (1.0, "recording")
    for sound in (no_film, lambda file, rate_hz: b""):
        with pytest.raises(VoiceError):
            PackRecordings(tmp_path, 1000, sound).load("lamp.mp4", "Twenty miles.", "en")


def test_a_stereo_recording_becomes_speech_at_the_loudspeaker_s_rate(tmp_path: Path) -> None:
    _write_tone(tmp_path / "lamp.wav", 1.5, 44100, 2)
    speech = PackRecordings(tmp_path, 48000, no_film).load("lamp.wav", "On a clear night.", "en")
    assert speech.rate_hz == 48000
    assert speech.seconds == pytest.approx(1.5, abs=0.01)
    assert [speech.text[word.start : word.end] for word in speech.words] == ["On", "a", "clear", "night."]
    assert speech.track.viseme_at(0.7) is not Viseme.SIL
    assert speech.engine == "recording"


@pytest.mark.parametrize(("width", "rate_hz", "channels"), [(1, 8000, 1), (2, 48000, 2), (3, 44100, 1), (4, 96000, 2)])
def test_wav_files_of_every_width_sound_alike(tmp_path: Path, width: int, rate_hz: int, channels: int) -> None:
    tone = np.repeat(np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz) * 0.25, channels)
    whole = np.round(tone * (2.0 ** (8 * width - 1) - 1)).astype("<i4")
    raw = (whole + 128).astype(np.uint8) if width == 1 else whole.view(np.uint8).reshape(-1, 4)[:, :width]
    with wave.open(str(tmp_path / "lamp.wav"), "wb") as sound:
        sound.setparams((channels, width, rate_hz, 0, "NONE", ""))
        sound.writeframes(np.ascontiguousarray(raw).tobytes())
    speech = PackRecordings(tmp_path, 16000, no_film).load("lamp.wav", "Twenty miles.", "en")
    heard = np.frombuffer(speech.samples, np.int16).astype(float)
    spectrum = np.abs(np.fft.rfft(heard))
    assert speech.seconds == pytest.approx(1.0, abs=0.01)
    assert np.fft.rfftfreq(len(heard), 1 / 16000)[spectrum.argmax()] == pytest.approx(440, abs=2)


def test_a_recording_that_breaks_off_is_heard_as_far_as_it_goes_and_an_empty_one_is_told(tmp_path: Path) -> None:
    _write_tone(tmp_path / "lamp.wav", 2.0, 16000, 1)
    (tmp_path / "half.wav").write_bytes((tmp_path / "lamp.wav").read_bytes()[:32044])
    _write_tone(tmp_path / "empty.wav", 0.0, 16000, 1)
    recordings = PackRecordings(tmp_path, 16000, no_film)
    assert recordings.load("half.wav", "Twenty miles.", "en").seconds == pytest.approx(1.0, abs=0.01)
    with pytest.raises(VoiceError) as error:
        recordings.load("empty.wav", "Twenty miles.", "en")
    assert error.value.problems[0].code == "KV0005"


@pytest.mark.parametrize("media", ["none.wav", "text.wav", "../outside.wav", "/etc/passwd", ""])
def test_what_is_no_recording_of_the_pack_is_told(tmp_path: Path, media: str) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "text.wav").write_text("this is not sound")
    _write_tone(tmp_path / "outside.wav", 0.1, 8000, 1)
    with pytest.raises(VoiceError) as error:
        PackRecordings(pack, 48000, no_film).load(media, "text", "en")
    assert error.value.problems[0].code == "KV0005"


def test_without_a_pack_there_are_no_recordings() -> None:
    with pytest.raises(VoiceError):
        NoRecordings().load("lamp.wav", "text", "en")


def test_lips_of_a_recording_follow_its_known_words(tmp_path: Path) -> None:
    try:
        espeak = EspeakSynthesizer()
    except VoiceError as error:
        pytest.skip(str(error))
    text = "Papa kept my map. The engine was never built."
    spoken = espeak.speak(text, "en", Voice(gender="male", rate_wpm=180))
    write_wav(tmp_path / "line.wav", spoken.samples, spoken.rate_hz, "espeak-ng")
    recordings = PackRecordings(tmp_path, 48000, no_film, lambda said, language: espeak.speak(said, language, Voice()))
    found = recordings.load("line.wav", text, "en")
    assert (found.engine, found.rate_hz) == ("recording", 48000)
    assert [cue.viseme for cue in found.track.cues].count(Viseme.PP) >= 4
    assert [word.at for word in found.words] == pytest.approx([word.at for word in spoken.words], abs=0.06)
    other = recordings.load("line.wav", "No.", "en")
    assert other.words[-1].at < other.seconds
