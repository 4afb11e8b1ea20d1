"""The sounds of a rehearsal lie where they were heard."""

import wave
from pathlib import Path

import numpy as np

from kiosk.app.film import SOUND_HZ, Sounds, mix
from kiosk.app.orders import ClipHeard


def mixed(folder: Path, sounds: Sounds, span: tuple[float, float]) -> np.ndarray:
    mix(folder / "mixed.wav", sounds, span)
    with wave.open(str(folder / "mixed.wav")) as file:
        assert file.getframerate() == SOUND_HZ
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_a_visitors_clip_is_heard_when_it_was_spoken(tmp_path: Path) -> None:
    clip = ClipHeard(12.0, 12.5, np.full(8000, 1000, "<i2").tobytes(), 16000)
    sound = mixed(tmp_path, Sounds(tmp_path / "absent.wav", 0.0, [clip]), (10.0, 15.0))
    loud = np.flatnonzero(sound) / SOUND_HZ
    assert abs(loud[0] - 2.0) < 0.001
    assert abs(loud[-1] - 2.5) < 0.001


def test_the_figures_voice_that_began_before_the_film_is_cut_to_it(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "voice.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_HZ)
        samples = np.zeros(5 * SOUND_HZ, "<i2")
        samples[4 * SOUND_HZ] = 9000
        file.writeframes(samples.tobytes())
    sound = mixed(tmp_path, Sounds(tmp_path / "voice.wav", 7.0, []), (10.0, 13.0))
    assert np.flatnonzero(sound).tolist() == [SOUND_HZ]


def test_what_a_visitor_says_sounds_in_the_film_as_it_was_recorded(tmp_path: Path) -> None:
    time = np.arange(16000) / 16000
    clip = ClipHeard(10.5, 11.5, np.rint(8000 * np.sin(2 * np.pi * 5000 * time)).astype("<i2").tobytes(), 16000)
    sound = mixed(tmp_path, Sounds(tmp_path / "absent.wav", 0.0, [clip]), (10.0, 12.0))
    heard = sound[round(0.6 * SOUND_HZ) : round(1.4 * SOUND_HZ)].astype(float)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    tone = spectrum[round(4900 * len(heard) / SOUND_HZ) : round(5100 * len(heard) / SOUND_HZ)].sum()
    assert spectrum.sum() / tone - 1 < 1e-5
