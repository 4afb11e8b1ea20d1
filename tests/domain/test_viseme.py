from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


TRACKS = st.lists(st.tuples(st.sampled_from(list(Viseme)), st.floats(0.03, 0.3)), min_size=1, max_size=20)


def track_of(sounds: list[tuple[Viseme, float]]) -> VisemeTrack:
    cues, at = [], 0.0
    for viseme, seconds in sounds:
        cues.append(Cue(at, viseme))
        at += seconds
    return VisemeTrack((*cues, Cue(at, Viseme.SIL)), at + 0.05)


@given(TRACKS)
def test_no_speech_makes_the_mouth_jump_or_leaves_its_bounds(sounds: list[tuple[Viseme, float]]) -> None:
    track = track_of(sounds)
    shapes = [track.shape_at(step / 240) for step in range(-100, int(track.seconds * 240) + 100)]
    assert all(0.0 <= getattr(shape, name) <= 1.0 for shape in shapes for name in MouthShape.__slots__)
    assert max(_furthest(first, second) for first, second in pairwise(shapes)) < 0.28
    assert shapes[0] == shapes[-1] == REST


@given(TRACKS)
def test_lips_that_must_meet_do_in_speech_of_any_pace(sounds: list[tuple[Viseme, float]]) -> None:
    track = track_of([(Viseme.AA, 0.12), *sounds, (Viseme.AA, 0.12)])
    for cue, following in pairwise(track.cues):
        if cue.viseme is Viseme.PP and following.viseme not in (Viseme.PP, Viseme.FF):
            shapes = [track.shape_at(cue.at + step / 1000) for step in range(25)]
            assert all(shape.press == 1.0 and shape.jaw == 0.0 for shape in shapes)


def test_a_short_vowel_opens_the_mouth_less_than_a_long_one() -> None:
    def opening(seconds: float) -> float:
        track = track_of([(Viseme.SS, 0.1), (Viseme.AA, seconds), (Viseme.SS, 0.1)])
        return max(track.shape_at(step / 500).jaw for step in range(200))

    assert opening(0.05) < 0.75 * opening(0.25)
    assert opening(0.25) > 0.9 * SHAPES[Viseme.AA].jaw


def test_rounded_lips_are_on_their_way_while_the_consonant_before_still_sounds() -> None:
    soon = track_of([(Viseme.KK, 0.1), (Viseme.U, 0.15)]).shape_at(0.06).round
    never = track_of([(Viseme.KK, 0.1), (Viseme.I, 0.15)]).shape_at(0.06).round
    assert soon > 0.35 > never


def test_a_track_without_cues_is_a_resting_mouth() -> None:
    assert VisemeTrack((), 1.0).shape_at(0.5) == REST
