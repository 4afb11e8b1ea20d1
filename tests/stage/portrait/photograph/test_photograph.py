"""A photograph at rest is the photograph; in speech only the face moves; lids close; lips that should meet do."""

from collections.abc import Callable

import numpy as np
import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.domain.viseme import SHAPES, Viseme
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.plate import Plate, plate_of
from kiosk.stage.portrait.photograph.rig import UNORDERED, Rig, check
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.portrait.sheet import poses, sheet, speaking

SIZE = (1080, 1920)
Pixels = NDArray[np.uint8]
Draw = Callable[[Pose], Pixels]


@pytest.fixture
def plate(photo: Pixels, rig: Rig) -> Plate:
    return plate_of(photo, rig, SIZE)


@pytest.fixture
def draw(portrait: Photograph) -> Draw:
    surface = pygame.Surface(SIZE)

    def drawn(pose: Pose) -> Pixels:
        for _ in range(3):
            portrait.draw(surface, pose)
        return np.ascontiguousarray(pygame.surfarray.array3d(surface).swapaxes(0, 1)[:, :, ::-1])

    return drawn


def moved(first: Pixels, second: Pixels) -> NDArray[np.bool_]:
    return np.asarray(np.abs(first.astype(int) - second.astype(int)).max(axis=2) > 12)


def dark_inside_lips(picture: Pixels, plate: Plate) -> int:
    """Pixels of the cavity of the mouth: as dark as the line where the lips meet."""
    (left, top), (right, _) = plate.rig.curves["lip_line"][0], plate.rig.curves["lip_line"][-1]
    part = picture[int(top) - 60 : int(top) + 140, int(left) : int(right)]
    return int((part.max(axis=2) < 75).sum())


def test_at_rest_the_portrait_is_the_picture_itself(draw: Draw, plate: Plate) -> None:
    assert np.array_equal(draw(Pose()), plate.pixels[..., :3])


def test_the_eyes_stand_where_a_visitor_meets_them(plate: Plate) -> None:
    (left, y), (right, _) = plate.rig.curves["irises"]
    assert 0.2 <= (right - left) / SIZE[0] <= 0.27
    assert (left + right) / 2 == pytest.approx(SIZE[0] / 2, abs=40)
    assert 0.28 <= y / SIZE[1] <= 0.38


@pytest.mark.parametrize("viseme", [Viseme.PP, Viseme.SIL])
def test_closed_lips_show_no_inside(draw: Draw, plate: Plate, viseme: Viseme) -> None:
    rest = dark_inside_lips(draw(Pose()), plate)
    assert dark_inside_lips(draw(speaking(SHAPES[viseme])), plate) <= rest * 1.1 + 20


def test_an_open_mouth_shows_its_inside_and_a_wider_one_more(draw: Draw, plate: Plate) -> None:
    rest, half, wide = (dark_inside_lips(draw(Pose(jaw=jaw)), plate) for jaw in (0.0, 0.3, 0.7))
    assert rest + 300 < half < wide


def test_f_and_v_show_the_upper_teeth(draw: Draw, plate: Plate) -> None:
    x, y = plate.rig.curves["lip_line"][5]
    seen = slice(int(y) - 14, int(y) + 18), slice(int(x) - 30, int(x) + 30)
    rest, teeth = (draw(pose)[seen].astype(int) for pose in (Pose(), speaking(SHAPES[Viseme.FF])))
    # Lips are red; enamel has nearly as much blue as red.
    assert (teeth[..., 2] - teeth[..., 0]).min() < (rest[..., 2] - rest[..., 0])[rest.max(axis=2) > 100].min() - 15


def test_speech_moves_nothing_but_the_lower_face(draw: Draw, plate: Plate, portrait: Photograph) -> None:
    rest = draw(Pose())
    for viseme in Viseme:
        change = moved(rest, draw(speaking(SHAPES[viseme])))
        rows, columns = np.nonzero(change)
        if len(rows):
            nose, unit = plate.rig.curves["middle"][1], plate.unit
            assert rows.min() > nose[1] - 0.15 * unit, viseme
            assert columns.min() > nose[0] - 1.1 * unit, viseme
            assert columns.max() < nose[0] + 1.1 * unit, viseme


def test_a_blink_hides_both_irises_and_half_of_one_does_not(draw: Draw, plate: Plate) -> None:
    rest, half, shut = (draw(Pose(blink_left=lid, blink_right=lid)) for lid in (0.0, 0.5, 1.0))
    for x, y in plate.rig.curves["irises"]:
        middle = slice(int(y) - 6, int(y) + 7), slice(int(x) - 6, int(x) + 7)
        low = slice(int(y) + 12, int(y) + 20), slice(int(x) - 6, int(x) + 7)
        assert rest[middle].mean() < 80
        assert shut[middle].mean() > 140
        assert half[low].mean() < 110


def test_eyes_follow_the_visitor(draw: Draw, plate: Plate) -> None:
    def middle_of_iris(picture: Pixels) -> float:
        x, y = plate.rig.curves["irises"][0]
        part = picture[int(y) - 8 : int(y) + 9, int(x) - 60 : int(x) + 61].max(axis=2)
        return float(np.nonzero(part < 90)[1].mean())

    left, ahead, right = (middle_of_iris(draw(Pose(gaze_x=gaze))) for gaze in (-1.0, 0.0, 1.0))
    assert left + 8 < ahead < right - 8


def test_a_turned_head_leaves_the_room_where_it_is(draw: Draw) -> None:
    rest = draw(Pose())
    for pose in (Pose(yaw=1.0), Pose(pitch=-1.0), Pose(roll=1.0), Pose(breath=1.0)):
        change = moved(rest, draw(pose))
        assert change.any()
        assert not change[:120].any()
        assert not change[1500:].any()
        assert not change[:, :60].any()
        assert not change[:, -60:].any()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.sampled_from(list(poses().values())),
    jaw=st.floats(0, 1),
    gaze=st.floats(-1, 1),
    lid=st.floats(0, 1),
    yaw=st.floats(-1, 1),
)
def test_a_pose_looks_the_same_whatever_came_before(
    draw: Draw, before: Pose, jaw: float, gaze: float, lid: float, yaw: float
) -> None:
    pose = Pose(jaw=jaw, gaze_x=gaze, blink_left=lid, yaw=yaw)
    draw(Pose())
    first = draw(pose)
    draw(before)
    assert np.array_equal(draw(pose), first)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), shake=st.floats(0.0, 0.35))
def test_points_that_pass_the_check_can_be_drawn_however_badly_they_were_set(
    photo: Pixels, rig: Rig, seed: int, shake: float
) -> None:
    random = np.random.default_rng(seed)
    reach = shake * rig.eyes
    curves = {}
    for name, curve in rig.curves.items():
        shaken = np.array(curve) + random.uniform(-reach, reach, (len(curve), 2))
        if name not in UNORDERED:
            shaken[:, 0] = np.sort(shaken[:, 0])
        curves[name] = tuple((float(x), float(y)) for x, y in shaken)
    wild = Rig(rig.size, curves)
    if not check(wild):
        surface = pygame.Surface(SIZE)
        portrait = Photograph(photo, wild)
        for pose in (Pose(), speaking(SHAPES[Viseme.AA]), Pose(blink_left=1.0, gaze_x=1.0, yaw=-1.0)):
            portrait.draw(surface, pose)


def test_what_has_not_changed_is_not_drawn(portrait: Photograph) -> None:
    surface = pygame.Surface(SIZE)
    assert portrait.draw(surface, Pose()) == [pygame.Rect(0, 0, *SIZE)]
    assert portrait.draw(surface, Pose()) == []
    touched = portrait.draw(surface, Pose(blink_left=1.0))
    assert touched
    assert sum(rect.width * rect.height for rect in touched) < 0.05 * SIZE[0] * SIZE[1]


def test_a_second_surface_is_drawn_whole(portrait: Photograph) -> None:
    portrait.draw(pygame.Surface(SIZE), Pose())
    second = pygame.Surface(SIZE)
    assert portrait.draw(second, Pose()) == [pygame.Rect(0, 0, *SIZE)]
    assert pygame.surfarray.array3d(second).any(axis=2).mean() > 0.99


def test_a_picture_shorter_than_the_screen_gets_a_background_and_no_streaks(photo: Pixels, rig: Rig) -> None:
    low = np.ascontiguousarray(photo[:620])
    plate = plate_of(low, Rig((600, 620), rig.curves), SIZE)
    ends = int(plate.rig.curves["middle"][2][1] + (620 - 590) * plate.unit / rig.eyes)
    below = plate.pixels[min(ends + 40, 1880) :, :, :3].astype(int)
    assert below.any()
    assert np.abs(np.diff(below, axis=1)).max() < 16


def test_the_sheet_shows_every_pose(portrait: Photograph) -> None:
    page = sheet(portrait)
    assert page.get_width() == 6 * 300
    assert page.get_height() == -(-len(poses()) // 6) * 360
