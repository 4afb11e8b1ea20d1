"""Levels of sound, frame by frame."""

import numpy as np
import pytest

from kiosk.sound.levels import frame_powers, rms, spoken


def test_a_tone_has_half_the_power_of_its_peak_in_every_frame() -> None:
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(16_000 + 80) / 16_000)
    assert frame_powers(tone, 16_000) == pytest.approx(np.full(100, 0.125))
    assert rms(tone) == pytest.approx(0.5 / np.sqrt(2))


def test_speech_is_what_is_within_35_db_of_the_loudest_frame() -> None:
    powers = 10 ** (np.array([0.0, -34.0, -36.0, -90.0]) / 10)
    assert spoken(powers).tolist() == [True, True, False, False]


def test_silence_and_nothing_hold_no_speech() -> None:
    assert not spoken(frame_powers(np.zeros(1600, np.int16), 16_000)).any()
    assert len(spoken(frame_powers(np.zeros(0, np.int16), 16_000))) == 0
    assert rms(np.zeros(0)) == 0.0
