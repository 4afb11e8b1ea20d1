import numpy as np
import pytest

from kiosk.sound.resampling import Samples, resample


def _tone(hz: float, rate_hz: int, seconds: float = 1.0) -> Samples:
    time = np.arange(round(rate_hz * seconds)) / rate_hz
    return (np.sin(2 * np.pi * hz * time) * np.hanning(len(time)) * 20000).astype(np.int16)


@pytest.mark.parametrize(("from_hz", "to_hz"), [(22050, 48000), (16000, 44100), (48000, 16000), (22050, 44100)])
def test_a_tone_stays_the_same_tone_at_another_rate(from_hz: int, to_hz: int) -> None:
    made = resample(_tone(1000, from_hz), from_hz, to_hz).astype(float)
    wanted = _tone(1000, to_hz).astype(float)
    assert len(made) == len(wanted)
    assert np.abs(made - wanted).max() < 60


def test_what_the_lower_rate_cannot_hold_is_taken_away() -> None:
    assert np.abs(resample(_tone(7000, 48000), 48000, 8000)).max() < 100


def test_full_scale_does_not_wrap_around() -> None:
    square = np.repeat(np.array([32767, -32768] * 50, np.int16), 40)
    made = resample(square, 22050, 48000)
    assert made[60] > 25000
    assert made[147] < -25000


def test_nothing_stays_nothing() -> None:
    assert len(resample(np.zeros(0, np.int16), 22050, 48000)) == 0
