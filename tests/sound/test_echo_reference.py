"""What the loudspeaker plays, told to the ear."""

import numpy as np
import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.viseme import VisemeTrack
from kiosk.process.child import CONTEXT
from kiosk.sound.echo_reference import AHEAD_STEPS, SILENT_DB, STEP_SECONDS, EchoReference, Levels, levels

RATE = 48000


def speech(seconds: float = 1.0, loud: float = 0.1) -> Speech:
    """Silence, then a tone."""
    times = np.arange(round(seconds * RATE)) / RATE
    samples = np.where(times < seconds / 2, 0.0, loud * np.sin(2 * np.pi * 1000 * times))
    return Speech("", (samples * 32767).astype(np.int16).tobytes(), RATE, VisemeTrack((), seconds), (), "", "")


def test_what_was_published_is_read_at_its_time_and_nothing_before_or_after() -> None:
    echo = EchoReference(CONTEXT)
    echo.publish([-20.0, -30.0], 100.0)
    assert np.allclose(echo.played(99.0, 101.0), [(100.0, -20.0), (100.02, -30.0)])
    assert echo.played(98.0, 99.9) == []


def test_a_speech_that_is_cut_off_is_silent_at_once() -> None:
    echo, ahead = EchoReference(CONTEXT), Levels()
    echo.publish(ahead.ahead((speech(), 0.6), 0.0), 50.0)
    assert len(echo.played(50.0, 51.0)) == AHEAD_STEPS
    echo.publish(ahead.ahead(None, 0.0), 50.04)
    assert [round(at, 2) for at, _ in echo.played(50.0, 51.0)] == [50.0, 50.02]


def test_what_was_played_long_ago_is_not_taken_for_what_is_played_now() -> None:
    echo = EchoReference(CONTEXT)
    echo.publish([-20.0], 100.0)
    assert echo.played(100.0 + 256 * STEP_SECONDS, 100.0 + 257 * STEP_SECONDS) == []


def test_levels_follow_the_speech_and_the_volume() -> None:
    found = levels(speech())
    assert max(found[:24]) < -100.0
    assert min(found[26:]) - max(found[26:]) == pytest.approx(0.0, abs=1.0)
    quiet = levels(speech(loud=0.01))
    assert found[30] - quiet[30] == pytest.approx(20.0, abs=0.5)
    ahead = Levels()
    assert ahead.ahead((speech(), 0.6), -12.0)[0] == pytest.approx(found[30] - 12.0)


def test_after_the_end_of_a_speech_comes_silence() -> None:
    assert Levels().ahead((speech(), 0.98), 0.0)[1:] == [SILENT_DB] * (AHEAD_STEPS - 1)
