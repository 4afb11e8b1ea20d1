"""Millimetres on any screen."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.stage.screen.screen import (
    LANDSCAPE,
    LYING,
    LYING_SIZE,
    PORTRAIT,
    UPRIGHT,
    UPRIGHT_SIZE,
    canvas_size,
    screen_of,
)
from kiosk.stage.settings import StageSettings

sizes = st.tuples(st.integers(400, 4000), st.integers(400, 4000))
diagonals = st.floats(10.0, 100.0)


@given(sizes, diagonals, st.sampled_from(("auto", PORTRAIT, LANDSCAPE)))
def test_a_target_is_twenty_millimetres_of_the_glass_whatever_the_canvas_is_scaled_to(
    size: tuple[int, int], inches: float, shape: str
) -> None:
    screen = screen_of(StageSettings(diagonal_inches=inches, shape=shape), size)
    scale = min(size[0] / screen.width, size[1] / screen.height)
    mm_per_pixel = inches * 25.4 / math.hypot(*size)
    assert 20.0 - 1e-6 <= screen.target * scale * mm_per_pixel <= 20.0 + scale * mm_per_pixel


@pytest.mark.parametrize(
    ("shape", "size", "expected"),
    [
        ("auto", None, UPRIGHT_SIZE),
        ("auto", (1200, 1920), UPRIGHT_SIZE),
        ("auto", (3840, 2160), LYING_SIZE),
        (PORTRAIT, (3840, 2160), UPRIGHT_SIZE),
        (LANDSCAPE, (1080, 1920), LYING_SIZE),
    ],
)
def test_the_canvas_follows_the_screen_unless_it_is_told(
    shape: str, size: tuple[int, int] | None, expected: tuple[int, int]
) -> None:
    assert canvas_size(shape, size) == expected


def test_a_screen_whose_lower_edge_is_known_holds_its_controls_below_1220_millimetres() -> None:
    """Upright at 32 inches: 708 mm and 2.71 pixels to the millimetre."""
    assert screen_of(StageSettings(lower_edge_mm=500.0)).reach == UPRIGHT.reach
    high = screen_of(StageSettings(lower_edge_mm=1120.0))
    assert high.height - high.reach == pytest.approx(100 * 2203 / 32 / 25.4, abs=1)
    assert screen_of(StageSettings(lower_edge_mm=1500.0)).reach == UPRIGHT.height


def test_both_reach_zones_are_about_as_many_millimetres() -> None:
    heights = [(screen.height - screen.reach) / screen.pixels_per_mm for screen in (UPRIGHT, LYING)]
    assert max(heights) / min(heights) < 1.2
