"""Resampling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sound.streaming import Resampler, resampled


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(round(rate_hz * seconds)) / rate_hz)


@pytest.mark.parametrize("rate_hz", [8000, 22050, 44100, 48000, 96000])
def test_a_tone_of_speech_comes_out_the_same_at_16_khz_in_pitch_level_and_time(rate_hz: int) -> None:
    got, want = resampled(tone(1000, rate_hz), rate_hz, 16000), tone(1000, 16000)
    assert len(got) == len(want)
    assert np.abs(got - want)[400:-400].max() < 0.005


@pytest.mark.parametrize("rate_hz", [44100, 48000])
def test_a_tone_above_8_khz_does_not_fold_back_into_speech(rate_hz: int) -> None:
    got = resampled(tone(9500, rate_hz), rate_hz, 16000)[400:-400]
    assert 20 * np.log10(np.sqrt((got**2).mean()) / 0.35) < -60


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 1500), min_size=1, max_size=12), st.sampled_from([8000, 44100, 48000]))
def test_however_the_stream_is_cut_the_samples_are_the_same(lengths: list[int], rate_hz: int) -> None:
    sound = np.random.default_rng(5).normal(0, 0.1, sum(lengths))
    whole, pieces = Resampler(rate_hz, 16000).feed(sound), Resampler(rate_hz, 16000)
    parts = [pieces.feed(part) for part in np.split(sound, np.cumsum(lengths)[:-1])]
    joined = np.concatenate(parts)
    assert len(joined) == len(whole)
    assert np.allclose(joined, whole)
