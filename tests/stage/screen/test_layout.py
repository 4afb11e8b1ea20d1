"""Everything that is shown to be touched is hit, can be reached and is large enough."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Chip, Control, Countdown, Keyboard, Phase, Scene
from kiosk.stage.screen.keys import LAYOUTS
from kiosk.stage.screen.layout import FLOOR, WIDEST_BAR, Target, layout
from kiosk.stage.screen.reach import MOST_CONTROLS, shortfalls
from kiosk.stage.screen.screen import LANDSCAPE, LYING, PORTRAIT, UPRIGHT, Screen, screen_of
from kiosk.stage.settings import StageSettings
from tests.stage.scenes import QUIET_SCENE, SPOKEN_BAR, scenes

DIAGONALS = (24.0, 32.0, 43.0, 55.0)
SCREENS = tuple(
    screen_of(StageSettings(diagonal_inches=inches, shape=shape))
    for shape in (PORTRAIT, LANDSCAPE)
    for inches in DIAGONALS
)
screens = st.sampled_from(SCREENS)
points = st.tuples(st.floats(-500, 2400), st.floats(-500, 2400))


@given(scenes(), screens)
def test_every_target_is_hit_in_its_middle_and_at_its_corners(scene: Scene, screen: Screen) -> None:
    found = layout(scene, screen)
    for target in found.targets:
        area = target.area
        spots = (area.center, area.topleft, (area.right - 1, area.top), (area.left, area.bottom - 1))
        for x, y in (*spots, (area.right - 1, area.bottom - 1)):
            assert found.control_at(x, y) == target.control


@given(scenes(), screens, points)
def test_nothing_is_hit_beside_the_targets(scene: Scene, screen: Screen, point: tuple[float, float]) -> None:
    found = layout(scene, screen)
    under = [target.control for target in found.targets if target.area.collidepoint(point)]
    assert found.control_at(*point) == (under[0] if under else None)
    assert len(under) <= 1


@given(scenes(), screens)
def test_a_touch_just_outside_a_target_does_not_mean_it(scene: Scene, screen: Screen) -> None:
    found = layout(scene, screen)
    for target in found.targets:
        area = target.area
        for x, y in ((area.left - 1, area.centery), (area.right, area.centery), (area.centerx, area.bottom)):
            assert found.control_at(x, y) != target.control


@given(scenes(), screens)
def test_targets_never_overlap(scene: Scene, screen: Screen) -> None:
    for one, other in combinations(layout(scene, screen).targets, 2):
        assert not one.area.colliderect(other.area), (one, other)


@given(scenes(), screens)
def test_every_target_lies_in_the_reach_zone(scene: Scene, screen: Screen) -> None:
    canvas = Rect(0, 0, screen.width, screen.height)
    for target in layout(scene, screen).targets:
        assert target.area.top >= screen.reach
        assert canvas.contains(target.area)


def test_the_reach_zone_is_the_lower_third_of_an_upright_screen_and_two_thirds_of_a_lying_one() -> None:
    assert UPRIGHT.reach == 1280 == 2 * UPRIGHT.height // 3
    assert LYING.reach == 360 == LYING.height // 3


@given(scenes(), screens)
def test_every_target_is_twenty_millimetres_wide_and_high(scene: Scene, screen: Screen) -> None:
    for target in layout(scene, screen).targets:
        assert min(target.area.size) >= screen.target, target
        assert target.area.height >= FLOOR


@given(scenes(), screens)
def test_words_and_controls_do_not_stand_over_one_another(scene: Scene, screen: Screen) -> None:
    if scene.phase is Phase.ATTRACT:
        scene = replace(scene, keyboard=None)
    found = layout(scene, screen)
    places, canvas = found.places, Rect(0, 0, screen.width, screen.height)
    words = [places.heading, places.state]
    if scene.panel:
        words = []
    elif scene.phase is Phase.ATTRACT:
        words = [places.title]
    elif scene.keyboard:
        words = [places.heading, places.state, places.typed]
    elif not scene.countdown:
        words += [places.caption, places.source]
    for one, other in combinations([*words, places.label, *(target.area for target in found.targets)], 2):
        is_asked_over_it = found.still_here is not None and found.still_here.area in (one, other)
        assert is_asked_over_it or not one.colliderect(other), (one, other)
    assert all(canvas.contains(word) for word in words)


@given(scenes(), screens)
def test_signs_stand_in_the_picture_and_on_no_word_or_control(scene: Scene, screen: Screen) -> None:
    shown = replace(scene, panel=None, keyboard=None, countdown=None)
    found = layout(shown, screen)
    area, places = found.places.signing, found.places
    assert Rect(0, places.label.bottom, screen.width, screen.height - places.label.bottom).contains(area)
    for other in (places.state, places.caption, places.source, *(target.area for target in found.targets)):
        assert not area.colliderect(other)


def test_twenty_millimetres_are_as_many_pixels_as_the_table_of_screens_says() -> None:
    """A 32-inch screen is 398 mm wide and has 2.71 pixels to the millimetre."""
    found = [screen_of(StageSettings(diagonal_inches=inches)).target for inches in DIAGONALS]
    assert found == [73, 55, 41, 32]


@pytest.mark.parametrize("language", ["", "en", "xx", *LAYOUTS])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_of_every_language_can_be_touched(screen: Screen, language: str) -> None:
    bar = tuple(Control(name, name) for name in (*SPOKEN_BAR, "one", "two", "three", "four", "five", "six"))
    scene = replace(QUIET_SCENE, keyboard=Keyboard("", "", language, "Ask", "Space"), controls=bar)
    found = layout(scene, screen)
    assert len({key.control for key in found.keys}) == len(found.keys) > 30
    assert {controls.BACKSPACE, controls.SEND, controls.KEY + " "} <= {key.control for key in found.keys}
    for key in found.keys:
        assert min(key.area.size) >= screen.target
        assert key.area.top >= screen.reach
        assert found.places.keyboard.contains(key.area)


@pytest.mark.parametrize("others", range(7))
@pytest.mark.parametrize("screen", SCREENS)
def test_the_bar_holds_every_button_whatever_languages_there_are(screen: Screen, others: int) -> None:
    names = (*SPOKEN_BAR, *(f"{controls.LANGUAGE}{number}" for number in range(others)))
    bar = layout(replace(QUIET_SCENE, controls=tuple(Control(name, name) for name in names)), screen).bar
    assert [button.control for button in bar] == list(names)
    assert_in_rows(bar, 1 if len(names) <= WIDEST_BAR else 2)


@pytest.mark.parametrize("others", range(9))
@pytest.mark.parametrize("screen", SCREENS)
def test_the_languages_fit_while_nobody_is_there(screen: Screen, others: int) -> None:
    names = tuple(f"{controls.LANGUAGE}{number}" for number in range(others))
    scene = replace(QUIET_SCENE, phase=Phase.ATTRACT, controls=tuple(Control(name, name) for name in names))
    bar = layout(scene, screen).bar
    assert [button.control for button in bar] == list(names)
    assert_in_rows(bar, 1 if len(names) <= WIDEST_BAR else 2)


def assert_in_rows(bar: tuple[Target, ...], most: int) -> None:
    assert len({button.area.top for button in bar}) <= most
    assert all(left.area.right < right.area.left or left.area.bottom < right.area.top for left, right in pairwise(bar))


def test_three_questions_are_offered_at_most() -> None:
    chips = tuple(Chip(f"{controls.CHIP}{number}", "?") for number in range(5))
    shown = layout(replace(QUIET_SCENE, chips=chips)).chips
    assert [chip.control for chip in shown] == ["chip:0", "chip:1", "chip:2"]


def test_the_button_that_is_held_is_as_wide_as_the_words_and_takes_no_question_away() -> None:
    scene = replace(CROWDED, hold=Control(controls.TALK, "Hold to talk"))
    for screen in SCREENS:
        found = layout(scene, screen)
        assert found.hold is not None
        assert found.hold.area.width == found.places.column.width
        assert found.hold.area.height >= 2 * screen.target or screen.target > FLOOR
        assert len(found.chips) >= 2


@pytest.mark.parametrize("phase", Phase)
def test_the_button_that_is_held_is_shown_during_a_visit_alone(phase: Phase) -> None:
    found = layout(replace(CROWDED, phase=phase, hold=Control(controls.TALK, "Hold to talk")))
    is_visit = phase in (Phase.GREETING, Phase.LISTENING, Phase.THINKING, Phase.ANSWERING)
    assert (found.hold is not None) is is_visit


CROWDED = replace(
    QUIET_SCENE,
    chips=tuple(Chip(f"{controls.CHIP}{number}", "?") for number in range(3)),
    controls=tuple(Control(name, "") for name in SPOKEN_BAR),
)


@pytest.mark.parametrize(("edge", "most"), [(0.0, 3), (300.0, 3), (800.0, 3), (1130.0, 2), (1160.0, 1)])
def test_the_higher_a_screen_hangs_the_fewer_questions_are_offered(edge: float, most: int) -> None:
    screen = screen_of(StageSettings(lower_edge_mm=edge))
    found = layout(CROWDED, screen)
    assert len(found.chips) == most
    assert all((screen.height - target.area.top) / screen.pixels_per_mm <= 1220 - edge for target in found.targets)


def test_on_a_small_screen_the_bar_takes_two_rows_before_it_shrinks() -> None:
    screen = screen_of(StageSettings(diagonal_inches=10.1))
    bar = layout(CROWDED, screen).bar
    assert len({button.area.top for button in bar}) == 2
    assert min(min(button.area.size) for button in bar) >= screen.target == 172


@given(st.sampled_from(SCREENS), st.integers(0, 1200))
def test_what_does_not_fit_is_said_and_what_fits_is_not(screen: Screen, lower: int) -> None:
    narrower = replace(screen, reach=min(screen.height, screen.reach + lower))
    bar = tuple(Control(str(number), "") for number in range(MOST_CONTROLS))
    scene = replace(CROWDED, controls=bar)
    typing = replace(scene, chips=(), keyboard=Keyboard("", "", "ko", "Ask", "Space"))
    targets = [target.area for one in (scene, typing) for target in layout(one, narrower).targets]
    is_well = all(area.top >= narrower.reach and min(area.size) >= narrower.target for area in targets)
    assert is_well is not any("higher" in said or "smaller" in said for said in shortfalls(narrower, ("ko",)))


def test_only_the_answer_to_are_you_still_there_and_the_bar_are_left_while_it_is_asked() -> None:
    scene = replace(
        QUIET_SCENE,
        chips=(Chip("chip:lamp", "?"),),
        keyboard=Keyboard("", "", "en", "", ""),
        controls=(Control(controls.REPEAT, ""),),
        countdown=Countdown("Are you still there?", "Touch here", 0.5),
    )
    assert [target.control for target in layout(scene).targets] == [controls.STILL_HERE, controls.REPEAT]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_label_is_at_least_five_hundredths_of_the_short_side_high_and_as_wide_as_the_screen(screen: Screen) -> None:
    label = layout(QUIET_SCENE, screen).places.label
    assert label.height >= 0.05 * min(screen.size) == 54
    assert (label.left, label.top, label.width) == (0, 0, screen.width)
