"""What four recordings tell of a room."""

from collections.abc import Sequence

import numpy as np
import pytest

from kiosk.domain.audio import AudioChunk
from kiosk.senses.room import NEAR_METRES, SILENT_DB, Room, measured

RATE, SIZE = 16000, 512


def sound(level_db: float, floor_db: float = -60.0, seconds: float = 4.0, seed: int = 1) -> Sequence[AudioChunk]:
    """A room with a voice in two thirds of it; no voice below −100 dB."""
    dice, count = np.random.default_rng(seed), int(seconds * RATE) // SIZE
    samples = dice.normal(0, 10 ** (floor_db / 20), (count, SIZE))
    voice = dice.normal(0, 10 ** (level_db / 20), (count, SIZE))
    voice[::3] = 0
    found = np.clip((samples + voice) * 32768, -32768, 32767).astype(np.int16)
    return [AudioChunk(at * SIZE / RATE, piece.tobytes(), RATE) for at, piece in enumerate(found)]


SILENCE = sound(-200.0)


@pytest.mark.parametrize(("fall_db", "metres"), [(0.0, 0.3), (6.02, 0.6), (12.04, 1.2), (18.06, 2.4)])
def test_the_distance_follows_from_how_much_fainter_the_same_voice_is(fall_db: float, metres: float) -> None:
    room = measured(SILENCE, sound(-20.0, seed=2), sound(-20.0 - fall_db, seed=3), ())
    assert room.metres == pytest.approx(metres, rel=0.2)


def test_the_noise_of_the_room_does_not_make_a_far_voice_near() -> None:
    room = measured(sound(-200.0, -40.0), sound(-20.0, -40.0, seed=2), sound(-35.0, -40.0, seed=3), ())
    assert room.metres == pytest.approx(NEAR_METRES * 10 ** (15 / 20), rel=0.25)
    assert room.rise_db == pytest.approx(5, abs=2.5)


def test_whoever_is_not_heard_has_no_distance() -> None:
    room = measured(SILENCE, sound(-20.0), SILENCE, ())
    assert (room.visitor_db, room.rise_db, room.metres, room.figure_db) == (None, None, None, None)


def test_what_is_cut_off_is_counted_and_a_dead_microphone_is_no_error() -> None:
    assert measured(SILENCE, sound(0.0), sound(-30.0), ()).clipped > 0.1
    assert measured(SILENCE, sound(-30.0), sound(-30.0), ()).clipped == 0.0
    assert measured((), (), (), ()) == Room(SILENT_DB, None, None, None, 0.0)
