"""The spectra that Whisper hears."""

import numpy as np
import pytest

from kiosk.sound.log_mel import BANDS, HOP, RATE_HZ, log_mel


def tone(hertz: float, seconds: float = 0.5) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE_HZ)) / RATE_HZ).astype(np.float32)


def test_there_is_a_frame_for_every_ten_milliseconds() -> None:
    assert log_mel(tone(440, 1.0)).shape == (BANDS, RATE_HZ // HOP)


@pytest.mark.parametrize(("low", "high"), [(200, 400), (1000, 1500), (3000, 6000)])
def test_a_higher_tone_is_loudest_in_a_higher_band(low: float, high: float) -> None:
    bands = [int(log_mel(tone(hertz)).mean(axis=1).argmax()) for hertz in (low, high)]
    assert bands[0] < bands[1]


def test_a_thousand_hertz_are_fifteen_mels_of_slaney() -> None:
    """The centre of band n is (n + 1)/81 of the way to 8 kHz, which is at 45.2 mels: 15 mels lie in band 26."""
    assert abs(int(log_mel(tone(1000)).mean(axis=1).argmax()) - 26) <= 1


def test_values_lie_within_the_models_range() -> None:
    found = log_mel(tone(440))
    assert found.max() - found.min() <= 2.0 + 1e-6
    assert found.dtype == np.float32


@pytest.mark.parametrize("samples", [0, 1, 100, HOP])
def test_hardly_any_sound_makes_hardly_any_frames(samples: int) -> None:
    assert log_mel(np.zeros(samples, np.float32)).shape == (BANDS, samples // HOP)
