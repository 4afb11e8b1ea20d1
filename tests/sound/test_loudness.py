import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.sound.loudness import HIGHEST_PEAK, TARGET_LUFS, evened, loudness_of
from kiosk.voice.errors import VoiceError
from kiosk.voice.marking import write_wav
from kiosk.voice.synthesis.synthesizer import silence
from kiosk.voice.synthesis.synthesizer_pyttsx3 import EspeakSynthesizer
from tests.fakes.synthesizer import FakeSynthesizer


def tone(hz: float, decibels: float, rate_hz: int, seconds: float = 5.0) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.rint(np.sin(2 * np.pi * hz * time) * 10 ** (decibels / 20) * 32767).astype(np.int16)


@pytest.mark.parametrize("rate_hz", [16000, 22050, 24000, 48000])
@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_a_tone_of_1_khz_is_3_lu_below_its_peak(rate_hz: int, decibels: float) -> None:
    """EBU Tech 3341, cases 1 and 2, for one channel."""
    assert loudness_of(tone(1000, decibels, rate_hz), rate_hz) == pytest.approx(decibels - 3.01, abs=0.1)


def test_pauses_do_not_make_a_speech_fainter() -> None:
    sound = tone(1000, -23.0, 48000)
    assert loudness_of(np.concatenate([sound, np.zeros(48000 * 10, np.int16)]), 48000) == pytest.approx(-26.0, abs=0.3)


def test_silence_has_no_loudness_and_stays_silence() -> None:
    speech = silence("…", 1.0)
    assert loudness_of(np.zeros(8000, np.int16), 8000) is None
    assert evened(speech) is speech


def _espeak() -> Speech:
    try:
        return EspeakSynthesizer().speak("The engine was never built, and I was sorry for it.", "en", Voice())
    except VoiceError as error:
        pytest.skip(str(error))


def test_ffmpeg_measures_the_same_loudness(tmp_path: Path) -> None:
    speech = _espeak()
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not installed")
    write_wav(tmp_path / "speech.wav", speech.samples, speech.rate_hz, "espeak-ng")
    command = [program, "-nostats", "-i", str(tmp_path / "speech.wav"), "-af", "ebur128", "-f", "null", "-"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    measured = float(report.rpartition("I:")[2].split()[0])
    assert loudness_of(np.frombuffer(speech.samples, np.int16), speech.rate_hz) == pytest.approx(measured, abs=0.3)


@pytest.mark.parametrize("gain", [0.15, 0.4, 1.0])
def test_faint_and_loud_speech_become_equally_loud_without_a_clipped_sample(gain: float) -> None:
    speech = _espeak()
    samples = np.frombuffer(speech.samples, np.int16)
    faint = Speech(
        speech.text, np.rint(samples * gain).astype(np.int16).tobytes(), speech.rate_hz, speech.track, speech.words,
        speech.engine, speech.voice,
    )  # fmt: skip
    even = np.frombuffer(evened(faint).samples, np.int16)
    assert loudness_of(even, speech.rate_hz) == pytest.approx(TARGET_LUFS, abs=1.0)
    assert int(np.abs(even.astype(int)).max()) <= round(HIGHEST_PEAK * 32767)


def test_lips_and_words_stay_as_they_are() -> None:
    speech = FakeSynthesizer().speak("Some words.", "en", Voice())
    even = evened(speech)
    assert (even.track, even.words, len(even.samples)) == (speech.track, speech.words, len(speech.samples))
