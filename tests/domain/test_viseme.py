from itertools import pairwise

import pytest

from kiosk.domain.viseme import REST, SHAPES, Cue, MouthShape, Viseme, VisemeTrack

MAMA = VisemeTrack(
    (Cue(0.0, Viseme.SIL), Cue(0.2, Viseme.PP), Cue(0.3, Viseme.AA), Cue(0.5, Viseme.PP), Cue(0.7, Viseme.SIL)), 0.9
)


def _furthest(first: MouthShape, second: MouthShape) -> float:
    return float(max(abs(getattr(first, name) - getattr(second, name)) for name in MouthShape.__slots__))


def test_every_viseme_has_a_shape() -> None:
    assert set(SHAPES) == set(Viseme)
    assert len(Viseme) == 15


@pytest.mark.parametrize(("position", "viseme"), [(0.0, "sil"), (0.2, "PP"), (0.299, "PP"), (0.3, "aa"), (0.7, "sil")])
def test_the_viseme_of_a_moment_is_the_one_that_has_begun(position: float, viseme: str) -> None:
    assert MAMA.viseme_at(position) == viseme


@pytest.mark.parametrize("position", [-1.0, -0.001, 0.9, 5.0])
def test_outside_the_speech_the_mouth_is_silent(position: float) -> None:
    assert MAMA.viseme_at(position) is Viseme.SIL


def test_the_lips_are_closed_when_a_p_begins_to_sound() -> None:
    assert MAMA.shape_at(0.2) == SHAPES[Viseme.PP]
    assert MAMA.shape_at(0.5).press == 1.0


def test_the_lips_move_towards_a_sound_before_it_is_heard() -> None:
    assert 0.0 < MAMA.shape_at(0.16).press < MAMA.shape_at(0.19).press < 1.0


def test_the_mouth_never_jumps() -> None:
    shapes = [MAMA.shape_at(step / 1000) for step in range(-200, 1200)]
    assert max(_furthest(first, second) for first, second in pairwise(shapes)) < 0.05


def test_the_mouth_rests_before_and_after_the_speech() -> None:
    assert MAMA.shape_at(-0.5) == REST
    assert MAMA.shape_at(0.89) == REST
    assert MAMA.shape_at(2.0) == REST


def test_a_track_without_cues_is_a_resting_mouth() -> None:
    assert VisemeTrack((), 1.0).shape_at(0.5) == REST
