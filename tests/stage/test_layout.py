"""Everything that is shown to be touched is hit, can be reached and is large enough."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from kiosk.domain import controls
from kiosk.domain.scene import Chip, Control, Countdown, Keyboard, Phase, Scene
from kiosk.stage.keys import LAYOUTS
from kiosk.stage.layout import BAR, HEIGHT, KEYBOARD, LABEL, LOWER_THIRD, WIDTH, Target, layout, least_target
from kiosk.stage.settings import StageSettings
from tests.stage.scenes import QUIET_SCENE, SPOKEN_BAR, scenes

SCREEN = Rect(0, 0, WIDTH, HEIGHT)
points = st.tuples(st.floats(-500, WIDTH + 500), st.floats(-500, HEIGHT + 500))


@given(scenes())
def test_every_target_is_hit_in_its_middle_and_at_its_corners(scene: Scene) -> None:
    found = layout(scene)
    for target in found.targets:
        area = target.area
        spots = (area.center, area.topleft, (area.right - 1, area.top), (area.left, area.bottom - 1))
        for x, y in (*spots, (area.right - 1, area.bottom - 1)):
            assert found.control_at(x, y) == target.control


@given(scenes(), points)
def test_nothing_is_hit_beside_the_targets(scene: Scene, point: tuple[float, float]) -> None:
    found = layout(scene)
    under = [target.control for target in found.targets if target.area.collidepoint(point)]
    assert found.control_at(*point) == (under[0] if under else None)
    assert len(under) <= 1


@given(scenes())
def test_a_touch_just_outside_a_target_does_not_mean_it(scene: Scene) -> None:
    found = layout(scene)
    for target in found.targets:
        area = target.area
        for x, y in ((area.left - 1, area.centery), (area.right, area.centery), (area.centerx, area.bottom)):
            assert found.control_at(x, y) != target.control


@given(scenes())
def test_targets_never_overlap(scene: Scene) -> None:
    for one, other in combinations(layout(scene).targets, 2):
        assert not one.area.colliderect(other.area), (one, other)


@given(scenes())
def test_every_target_lies_in_the_lower_third_of_the_screen(scene: Scene) -> None:
    for target in layout(scene).targets:
        assert target.area.top >= LOWER_THIRD == 1280
        assert SCREEN.contains(target.area)


@given(scenes())
def test_every_target_is_twenty_millimetres_wide_and_high(scene: Scene) -> None:
    least = least_target(StageSettings())
    for target in layout(scene).targets:
        assert min(target.area.size) >= least, target


def test_twenty_millimetres_are_fifty_five_pixels_of_a_32_inch_screen() -> None:
    """Such a screen is 398 mm wide and has 2.71 pixels to the millimetre."""
    assert least_target(StageSettings()) == 55
    assert least_target(StageSettings(diagonal_inches=64.0)) == 28


@pytest.mark.parametrize("language", ["", "en", "xx", *LAYOUTS])
def test_every_key_of_every_language_can_be_touched(language: str) -> None:
    found = layout(replace(QUIET_SCENE, keyboard=Keyboard("", "", language, "Ask", "Space")))
    least = least_target(StageSettings())
    assert len({key.control for key in found.keys}) == len(found.keys) > 30
    assert {controls.BACKSPACE, controls.SEND, controls.KEY + " "} <= {key.control for key in found.keys}
    for key in found.keys:
        assert min(key.area.size) >= least
        assert KEYBOARD.contains(key.area)


@pytest.mark.parametrize("others", range(5))
def test_the_bar_holds_every_button_whatever_languages_there_are(others: int) -> None:
    names = (*SPOKEN_BAR, *(f"{controls.LANGUAGE}{number}" for number in range(others)))
    bar = layout(replace(QUIET_SCENE, controls=tuple(Control(name, name) for name in names))).bar
    assert [button.control for button in bar] == list(names)
    assert_in_a_row(bar)


@pytest.mark.parametrize("others", range(9))
def test_the_languages_fit_while_nobody_is_there(others: int) -> None:
    names = tuple(f"{controls.LANGUAGE}{number}" for number in range(others))
    scene = replace(QUIET_SCENE, phase=Phase.ATTRACT, controls=tuple(Control(name, name) for name in names))
    bar = layout(scene).bar
    assert [button.control for button in bar] == list(names)
    assert_in_a_row(bar)


def assert_in_a_row(bar: tuple[Target, ...]) -> None:
    assert all(BAR.contains(button.area) and button.area.width >= least_target(StageSettings()) for button in bar)
    assert all(left.area.right < right.area.left for left, right in pairwise(bar))


def test_three_questions_are_offered_at_most() -> None:
    chips = tuple(Chip(f"{controls.CHIP}{number}", "?") for number in range(5))
    shown = layout(replace(QUIET_SCENE, chips=chips)).chips
    assert [chip.control for chip in shown] == ["chip:0", "chip:1", "chip:2"]


def test_only_the_answer_to_are_you_still_there_and_the_bar_are_left_while_it_is_asked() -> None:
    scene = replace(
        QUIET_SCENE,
        chips=(Chip("chip:lamp", "?"),),
        keyboard=Keyboard("", "", "en", "", ""),
        controls=(Control(controls.REPEAT, ""),),
        countdown=Countdown("Are you still there?", "Touch here", 0.5),
    )
    assert [target.control for target in layout(scene).targets] == [controls.STILL_HERE, controls.REPEAT]


def test_the_label_is_at_least_five_hundredths_of_the_short_side_high_and_as_wide_as_the_screen() -> None:
    assert LABEL.height >= 0.05 * min(WIDTH, HEIGHT) == 54
    assert (LABEL.left, LABEL.top, LABEL.width) == (0, 0, WIDTH)
