"""Portraits take any pose, move only what the pose moves, and tell what they have touched."""

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.domain.viseme import SHAPES, MouthShape, Viseme
from kiosk.stage.portrait.ada_lovelace.figure import AdaLovelace
from kiosk.stage.portrait.portrait import Portrait, portrait_for
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.portrait.sejong.figure import Sejong
from kiosk.stage.portrait.silhouette import Silhouette
from kiosk.stage.screen.screen import UPRIGHT_SIZE

Pixels = NDArray[np.uint8]
MOUTH = (slice(440, 640), slice(740, 900))
SIGNED = {"gaze_x", "gaze_y", "yaw", "pitch", "roll"}
POSES = st.builds(
    Pose,
    **{
        one.name: st.floats(-1.0 if one.name in SIGNED else 0.0, 1.0).map(lambda value: round(value, 2))
        for one in fields(Pose)
        if one.name != "take"
    },
)


def spoken(shape: MouthShape) -> Pose:
    return Pose(**{name: getattr(shape, name) for name in MouthShape.__slots__})


@pytest.fixture(scope="module")
def surface() -> pygame.Surface:
    pygame.display.init()
    return pygame.Surface(UPRIGHT_SIZE)


@pytest.fixture(scope="module", params=[AdaLovelace, Sejong])
def figure(surface: pygame.Surface, request: pytest.FixtureRequest) -> Portrait:
    kind: type[Portrait] = request.param
    return kind()


@pytest.fixture
def drawn(figure: Portrait, surface: pygame.Surface) -> Callable[[Pose], Pixels]:
    def draw(pose: Pose) -> Pixels:
        for _ in range(3):  # in speech, eyes and head may follow in the next frames
            figure.draw(surface, pose)
        return pygame.surfarray.array3d(surface).copy()

    return draw


def changed(first: Pixels, second: Pixels) -> NDArray[np.bool_]:
    return np.asarray(np.abs(first.astype(int) - second.astype(int)).max(axis=2) > 6)


def darkened(rest: Pixels, picture: Pixels) -> int:
    """How many pixels of the mouth are much darker than at rest: the inside that shows."""
    return int((rest[MOUTH].astype(int).sum(axis=2) - picture[MOUTH].astype(int).sum(axis=2) > 150).sum())


@given(pose=POSES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_pose_can_be_drawn_and_all_that_changes_is_told(
    figure: Portrait, surface: pygame.Surface, pose: Pose
) -> None:
    figure.draw(surface, Pose())
    before = pygame.surfarray.array3d(surface)
    dirty = figure.draw(surface, pose)
    outside = np.abs(pygame.surfarray.array3d(surface).astype(int) - before.astype(int)).max(axis=2) > 0
    for area in dirty:
        outside[area.left : area.right, area.top : area.bottom] = False
    assert not outside.any()


def test_an_open_mouth_differs_from_a_closed_one_in_its_place(drawn: Callable[[Pose], Pixels]) -> None:
    moved = changed(drawn(Pose()), drawn(spoken(SHAPES[Viseme.AA])))
    assert moved[MOUTH].sum() > 2000


def test_p_b_and_m_really_close(drawn: Callable[[Pose], Pixels]) -> None:
    rest = drawn(Pose())
    open_mouth, closed = (drawn(spoken(SHAPES[viseme])) for viseme in (Viseme.AA, Viseme.PP))
    assert darkened(rest, open_mouth) > 500
    assert darkened(rest, closed) < darkened(rest, open_mouth) / 10


def test_every_viseme_but_silence_looks_different_from_rest(drawn: Callable[[Pose], Pixels]) -> None:
    rest = drawn(Pose())
    for viseme, shape in SHAPES.items():
        if viseme is not Viseme.SIL:
            assert changed(rest, drawn(spoken(shape)))[MOUTH].sum() > 100, viseme


def test_a_blink_moves_the_eyes_alone(drawn: Callable[[Pose], Pixels]) -> None:
    moved = changed(drawn(Pose()), drawn(Pose(blink_left=1.0, blink_right=1.0)))
    assert moved.any()
    columns, rows = np.nonzero(moved)
    assert columns.min() > 360
    assert columns.max() < 720
    assert rows.min() > 540
    assert rows.max() < 740


def test_the_same_pose_gives_the_same_pixels(drawn: Callable[[Pose], Pixels]) -> None:
    pose = replace(spoken(SHAPES[Viseme.E]), yaw=0.4, gaze_x=-0.5, breath=0.5)
    first = drawn(pose)
    drawn(Pose(pitch=-0.3))
    assert np.array_equal(first, drawn(pose))


def test_a_figure_without_a_portrait_is_a_silhouette_that_breathes(surface: pygame.Surface) -> None:
    portrait = portrait_for("")
    assert isinstance(portrait, Silhouette)
    assert isinstance(portrait_for("nobody-we-know"), Silhouette)
    portrait.draw(surface, Pose())
    before = pygame.surfarray.array3d(surface)
    portrait.draw(surface, Pose(breath=1.0, jaw=0.8))
    assert not np.array_equal(before, pygame.surfarray.array3d(surface))
