"""Whole sounds and streams at another rate."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.audio import Speech
from kiosk.domain.viseme import VisemeTrack
from kiosk.sound.recording import to_int16
from kiosk.sound.resampling import Floats, Resampler, Samples, resample, resampled

Resample = Callable[[Floats, int, int], Floats]
EDGE = 400
"""Samples at either end, where a tone that begins all at once rings."""


def streamed(sound: Floats, from_hz: int, to_hz: int) -> Floats:
    """As a microphone's stream, of which the last sixteen samples of the lower rate are still to come."""
    return Resampler(from_hz, to_hz).feed(sound)


def whole(sound: Floats, from_hz: int, to_hz: int) -> Floats:
    return resample(to_int16(sound), from_hz, to_hz) / 32768.0


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> Floats:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(round(rate_hz * seconds)) / rate_hz)


def level_db(sound: Floats) -> float:
    """Against the tone."""
    return float(20 * np.log10(np.sqrt((sound**2).mean()) / (0.5 / np.sqrt(2)) + 1e-9))


def swelling(hz: float, rate_hz: int, seconds: float = 1.0) -> Samples:
    time = np.arange(round(rate_hz * seconds)) / rate_hz
    return (np.sin(2 * np.pi * hz * time) * np.hanning(len(time)) * 20000).astype(np.int16)


@pytest.mark.parametrize("how", [whole, streamed])
@pytest.mark.parametrize("rate_hz", [8000, 22050, 44100, 48000, 96000])
def test_a_tone_of_speech_comes_out_the_same_at_16_khz_in_pitch_level_and_time(how: Resample, rate_hz: int) -> None:
    got, want = how(tone(1000, rate_hz), rate_hz, 16000), tone(1000, 16000)
    assert 0 <= len(want) - len(got) <= 40
    assert np.abs(got - want[: len(got)])[EDGE:-EDGE].max() < 0.005


@pytest.mark.parametrize("how", [whole, streamed])
@pytest.mark.parametrize("rate_hz", [44100, 48000])
def test_a_tone_above_8_khz_does_not_fold_back_into_speech(how: Resample, rate_hz: int) -> None:
    assert level_db(how(tone(9500, rate_hz), rate_hz, 16000)[EDGE:-EDGE]) < -80


@pytest.mark.parametrize(("from_hz", "to_hz"), [(22050, 48000), (48000, 16000)])
def test_a_whole_sound_keeps_its_band_to_the_end(from_hz: int, to_hz: int) -> None:
    hz = 0.95 * min(from_hz, to_hz) / 2
    assert level_db(whole(tone(hz, from_hz), from_hz, to_hz)[EDGE:-EDGE]) == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize(("from_hz", "to_hz"), [(22050, 48000), (16000, 44100), (48000, 16000), (22050, 44100)])
def test_a_whole_sound_lasts_as_long_and_begins_and_ends_as_it_did(from_hz: int, to_hz: int) -> None:
    made = resample(swelling(1000, from_hz), from_hz, to_hz).astype(float)
    wanted = swelling(1000, to_hz).astype(float)
    assert len(made) == len(wanted)
    assert np.abs(made - wanted).max() < 60


def test_full_scale_does_not_wrap_around() -> None:
    square = np.repeat(np.array([32767, -32768] * 50, np.int16), 40)
    made = resample(square, 22050, 48000)
    assert made[60] > 25000
    assert made[147] < -25000


def test_nothing_stays_nothing() -> None:
    assert len(resample(np.zeros(0, np.int16), 22050, 48000)) == 0
    assert len(streamed(np.zeros(0), 22050, 48000)) == 0


def test_what_has_the_rate_already_is_left_as_it_is() -> None:
    sound = np.random.default_rng(3).integers(-32768, 32767, 999, np.int16)
    assert np.array_equal(resample(sound, 48000, 48000), sound)
    assert np.array_equal(streamed(sound / 32768.0, 48000, 48000), sound / 32768.0)


def test_a_speech_keeps_its_words_and_lips_at_another_rate() -> None:
    speech = Speech("One.", swelling(500, 22050).tobytes(), 22050, VisemeTrack((), 1.0), (), "engine", "voice")
    made = resampled(speech, 48000)
    assert (made.rate_hz, made.text, made.track, made.seconds) == (48000, "One.", speech.track, speech.seconds)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 1500), min_size=1, max_size=12), st.sampled_from([8000, 44100, 48000]))
def test_however_the_stream_is_cut_the_samples_are_the_same(lengths: list[int], rate_hz: int) -> None:
    sound = np.random.default_rng(5).normal(0, 0.1, sum(lengths))
    at_once, pieces = Resampler(rate_hz, 16000).feed(sound), Resampler(rate_hz, 16000)
    parts = [pieces.feed(part) for part in np.split(sound, np.cumsum(lengths)[:-1])]
    joined = np.concatenate(parts)
    assert len(joined) == len(at_once)
    assert np.allclose(joined, at_once)
