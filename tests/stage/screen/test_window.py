"""Any screen at any turn: a touch means what is drawn under the finger."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.events import Event, Pressed, Released, Tapped
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Chip, Control, Keyboard, Phase, Scene
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.screen import LYING_SIZE, SHAPES, UPRIGHT_SIZE, screen_of
from kiosk.stage.screen.window import TURNS, StageError, Window, placement
from kiosk.stage.settings import StageSettings
from tests.checkout import ROOT
from tests.stage.label import pixels_of
from tests.stage.scenes import QUIET_SCENE

SCENE = replace(QUIET_SCENE, chips=(Chip("chip:lamp", "How bright was the lamp?"), Chip("chip:oil", "?")))
CHIP = layout(SCENE).chips[0].area
MARK = 24
"""Pixels of the mark that is looked for on the screen; large enough to survive being made smaller."""

sizes = st.tuples(st.integers(400, 4000), st.integers(400, 4000))
turns = st.sampled_from(TURNS)
canvases = st.sampled_from((UPRIGHT_SIZE, LYING_SIZE))


@pytest.fixture(params=TURNS)
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    opened = Window(StageSettings(rotation=request.param, fullscreen=False), "The Keeper")
    pygame.event.clear()
    yield opened
    pygame.display.set_mode((1, 1))


def on_screen(window: Window, x: float, y: float) -> tuple[int, int]:
    """Where the canvas point is seen: a mark is shown there and looked for."""
    window.canvas.fill((0, 0, 0))
    window.canvas.fill((255, 255, 255), pygame.Rect(round(x) - MARK // 2, round(y) - MARK // 2, MARK, MARK))
    window.show()
    spot = middle_of_mark(pygame.display.get_surface() or pygame.Surface((1, 1)))
    return round(spot[0]), round(spot[1])


def middle_of_mark(surface: pygame.Surface) -> tuple[float, float]:
    found = pygame.mask.from_threshold(surface, (255, 255, 255), (140, 140, 140, 255))
    assert found.count(), "the mark is not on the screen"
    across, down = np.nonzero(pixels_of(found))
    return float(across.mean()) + 0.5, float(down.mean()) + 0.5


def polled(window: Window, *events: pygame.event.Event, phase: Phase = Phase.LISTENING) -> list[Event]:
    for event in events:
        pygame.event.post(event)
    return window.poll(replace(SCENE, phase=phase), 7.0)


def clicked(x: float, y: float, button: int = 1, touch: bool = False) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=button, touch=touch)


def touched(x: float, y: float) -> pygame.event.Event:
    screen = pygame.display.get_window_size()
    return pygame.event.Event(pygame.FINGERDOWN, x=x / screen[0], y=y / screen[1], finger_id=1, touch_id=1)


@settings(deadline=None, max_examples=40)
@given(sizes, canvases, turns, st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)))
def test_the_touched_point_is_the_one_that_is_drawn_there(
    screen: tuple[int, int], size: tuple[int, int], rotation: int, point: tuple[float, float]
) -> None:
    x, y = round(point[0] * size[0]), round(point[1] * size[1])
    canvas = pygame.Surface(size)
    canvas.fill((255, 255, 255), pygame.Rect(x - MARK // 2, y - MARK // 2, MARK, MARK))
    place = placement(screen, size, rotation)
    surface = pygame.Surface(screen)
    surface.blit(place.fitted(canvas), place.origin)
    found_x, found_y = place.to_canvas(*middle_of_mark(surface))
    exact = max(2.0, 1.0 / place.scale)
    assert abs(found_x - x) <= exact
    assert abs(found_y - y) <= exact


@given(sizes, canvases, turns)
def test_the_canvas_is_as_large_as_the_screen_allows_and_in_its_middle(
    screen: tuple[int, int], size: tuple[int, int], rotation: int
) -> None:
    place = placement(screen, size, rotation)
    width, height = place.size
    assert width <= screen[0]
    assert height <= screen[1]
    assert screen[0] - width <= 1 or screen[1] - height <= 1
    assert abs(screen[0] - width - 2 * place.origin[0]) <= 2
    assert abs(screen[1] - height - 2 * place.origin[1]) <= 2


@given(sizes, canvases, st.floats(0, 1080), st.floats(0, 1080))
def test_a_monitor_that_stands_on_its_head_is_touched_on_the_other_side(
    screen: tuple[int, int], size: tuple[int, int], x: float, y: float
) -> None:
    upright = placement(screen, size, 0).to_canvas(x, y)
    upside_down = placement(screen, size, 180).to_canvas(screen[0] - x, screen[1] - y)
    exact = 1.01 / placement(screen, size, 0).scale
    assert upside_down == pytest.approx(upright, abs=exact)


def test_a_click_on_a_chip_asks_its_question_at_every_turn(window: Window) -> None:
    assert polled(window, clicked(*on_screen(window, *CHIP.center))) == [Tapped(7.0, "chip:lamp")]


def test_a_finger_gives_exactly_one_tap_although_the_system_makes_a_click_of_it_too(window: Window) -> None:
    x, y = on_screen(window, *CHIP.center)
    assert polled(window, touched(x, y), clicked(x, y, touch=True)) == [Tapped(7.0, "chip:lamp")]


def test_two_fingers_are_two_taps(window: Window) -> None:
    spots = [on_screen(window, *chip.area.center) for chip in layout(SCENE).chips]
    assert polled(window, *(touched(*spot) for spot in spots)) == [Tapped(7.0, "chip:lamp"), Tapped(7.0, "chip:oil")]


def test_only_the_first_mouse_button_taps(window: Window) -> None:
    spot = on_screen(window, *CHIP.center)
    assert polled(window, *(clicked(*spot, button=button) for button in (2, 3, 4, 5))) == []


@pytest.mark.parametrize("phase", Phase)
def test_a_touch_beside_all_buttons_wakes_the_figure_only_while_nobody_is_served(window: Window, phase: Phase) -> None:
    expected = [Tapped(7.0, controls.WAKE)] if phase in (Phase.ATTRACT, Phase.FAREWELL) else []
    assert polled(window, touched(*on_screen(window, 540, 600)), phase=phase) == expected


def lifted(touch: bool) -> pygame.event.Event:
    if touch:
        return pygame.event.Event(pygame.FINGERUP, x=0.5, y=0.5, finger_id=1, touch_id=1)
    return pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(5, 5), button=1, touch=False)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("is_finger", [True, False])
def test_an_upper_corner_is_pressed_and_released_at_every_turn(window: Window, is_finger: bool, phase: Phase) -> None:
    down = touched if is_finger else clicked
    for x in (20, window.screen.width - 20):
        spot = on_screen(window, x, 20)
        assert polled(window, down(*spot), phase=phase) == [Pressed(7.0, controls.CORNER)]
        assert polled(window, lifted(is_finger), phase=phase) == [Released(7.0, controls.CORNER)]
        assert polled(window, lifted(is_finger), phase=phase) == []


def test_a_finger_that_leaves_a_chip_releases_nothing(window: Window) -> None:
    assert polled(window, touched(*on_screen(window, *CHIP.center)), lifted(touch=True)) == [Tapped(7.0, "chip:lamp")]


TALKING = replace(SCENE, hold=Control(controls.TALK, "Hold to talk"))
BUTTON = layout(TALKING).hold


def on(window: Window, scene: Scene, *happened: pygame.event.Event) -> list[Event]:
    for event in happened:
        pygame.event.post(event)
    return window.poll(scene, 7.0)


@pytest.mark.parametrize("is_finger", [True, False])
def test_the_button_to_talk_is_pressed_and_let_go_wherever_the_finger_is_by_then(
    window: Window, is_finger: bool
) -> None:
    assert BUTTON is not None
    spot = on_screen(window, *BUTTON.area.center)
    assert on(window, TALKING, (touched if is_finger else clicked)(*spot)) == [Pressed(7.0, controls.TALK)]
    assert on(window, SCENE, lifted(is_finger)) == [Released(7.0, controls.TALK)]


def test_a_second_finger_that_is_lifted_does_not_let_go(window: Window) -> None:
    assert BUTTON is not None
    on(window, TALKING, touched(*on_screen(window, *BUTTON.area.center)))
    other = pygame.event.Event(pygame.FINGERUP, x=0.5, y=0.5, finger_id=2, touch_id=1)
    assert on(window, TALKING, other) == []
    assert on(window, TALKING, lifted(True)) == [Released(7.0, controls.TALK)]


SPACE_DOWN = (
    pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SPACE),
    pygame.event.Event(pygame.TEXTINPUT, text=" "),
)
SPACE_UP = pygame.event.Event(pygame.KEYUP, key=pygame.K_SPACE)


def test_a_hardware_button_that_acts_as_a_key_is_held_and_types_nothing(window: Window) -> None:
    assert on(window, TALKING, *SPACE_DOWN) == [Pressed(7.0, controls.TALK)]
    assert on(window, TALKING, SPACE_UP, SPACE_UP) == [Released(7.0, controls.TALK)]


def test_a_key_that_is_held_is_let_go_when_the_window_no_longer_hears_of_it(window: Window) -> None:
    on(window, TALKING, *SPACE_DOWN)
    assert on(window, TALKING, pygame.event.Event(pygame.WINDOWFOCUSLOST)) == [Released(7.0, controls.TALK)]


@pytest.mark.parametrize("scene", [SCENE, replace(TALKING, keyboard=Keyboard("", "", "en", "", ""))])
def test_where_nobody_talks_by_button_and_while_one_types_the_key_is_a_key(window: Window, scene: Scene) -> None:
    assert on(window, scene, *SPACE_DOWN, SPACE_UP) == [Tapped(7.0, controls.KEY + " ")]


def test_another_key_can_be_the_button_and_one_that_is_none_is_refused_by_the_setting_s_name() -> None:
    window = Window(StageSettings(talk_key="f8"), "The Keeper")
    pygame.event.clear()
    pressed = on(window, TALKING, pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F8), *SPACE_DOWN)
    assert pressed == [Pressed(7.0, controls.TALK), Tapped(7.0, controls.KEY + " ")]
    with pytest.raises(StageError, match="talk_key"):
        Window(StageSettings(talk_key="spase"), "The Keeper")


def test_what_is_typed_becomes_keys(window: Window) -> None:
    typed = [pygame.event.Event(pygame.TEXTINPUT, text=text) for text in ("a", "?", " ", "이름", "\x07")]
    assert polled(window, *typed) == [Tapped(7.0, controls.KEY + letter) for letter in "a? 이름"]


@pytest.mark.parametrize(
    ("key", "control"),
    [
        (pygame.K_RETURN, controls.SEND),
        (pygame.K_KP_ENTER, controls.SEND),
        (pygame.K_BACKSPACE, controls.BACKSPACE),
    ],
)
def test_return_sends_and_backspace_deletes(window: Window, key: int, control: str) -> None:
    assert polled(window, pygame.event.Event(pygame.KEYDOWN, key=key)) == [Tapped(7.0, control)]


def test_a_letter_key_alone_types_nothing_since_its_text_comes_by_itself(window: Window) -> None:
    assert polled(window, pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a)) == []


def test_escape_closes_a_window_and_does_nothing_to_a_full_screen() -> None:
    for is_fullscreen in (True, False):
        window = Window(StageSettings(fullscreen=is_fullscreen), "The Keeper")
        pygame.event.clear()
        assert polled(window, pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE)) == []
        assert window.is_closing is not is_fullscreen


def test_closing_the_window_ends_the_kiosk_even_on_a_full_screen() -> None:
    window = Window(StageSettings(), "The Keeper")
    pygame.event.clear()
    assert polled(window, pygame.event.Event(pygame.QUIT)) == []
    assert window.is_closing


def test_a_window_that_was_closed_can_be_opened_again() -> None:
    Window(StageSettings(), "The Keeper").close()
    window = Window(StageSettings(), "The Keeper")
    window.show()
    assert not window.is_closing


def test_a_display_that_is_not_there_gives_way_to_the_first() -> None:
    assert Window(StageSettings(display=7, shape="portrait"), "The Keeper").canvas.get_size() == UPRIGHT_SIZE


@pytest.mark.parametrize("rotation", TURNS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_canvas_lies_where_the_screen_does_after_its_turn(shape: str, rotation: int) -> None:
    """The screen of these tests is wider than high before it is turned."""
    window = Window(StageSettings(rotation=rotation, shape=shape), "The Keeper")
    lies = shape == "landscape" or (shape == "auto" and rotation in (0, 180))
    assert window.canvas.get_size() == (LYING_SIZE if lies else UPRIGHT_SIZE) == window.screen.size


def test_a_shape_that_is_none_is_refused_by_the_setting_s_name() -> None:
    with pytest.raises(StageError) as raised:
        Window(StageSettings(shape="round"), "The Keeper")
    [problem] = raised.value.problems
    assert (problem.code, problem.where) == ("KG0003", "stage.shape")


def test_twenty_millimetres_are_measured_on_the_screen_not_on_the_canvas() -> None:
    """An upright canvas in the middle of a lying screen is small: more of its pixels go into a millimetre."""
    between, filled = (screen_of(StageSettings(shape="portrait"), size) for size in (LYING_SIZE, UPRIGHT_SIZE))
    assert between.target == pytest.approx(filled.target * 1920 / 1080, abs=1.5)


@pytest.mark.parametrize("rotation", [45, -90, 360, 1])
def test_another_turn_than_a_quarter_is_refused_by_the_setting_s_name(rotation: int) -> None:
    with pytest.raises(StageError) as raised:
        Window(StageSettings(rotation=rotation), "The Keeper")
    [problem] = raised.value.problems
    assert (problem.code, problem.where) == ("KG0002", "stage.rotation_degrees")
    assert str(rotation) in problem.what


@pytest.mark.parametrize("driver", ["x11", "no-such-driver"])
def test_without_a_screen_the_kiosk_says_so_and_what_to_do(driver: str) -> None:
    """In a process of its own, since SDL keeps the driver it has begun with."""
    program = (
        "from kiosk.stage.settings import StageSettings\n"
        "from kiosk.stage.screen.window import StageError, Window\n"
        "try:\n    Window(StageSettings(), 'The Keeper')\n"
        "except StageError as error:\n    print(error.problems[0])\n"
    )
    surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**surroundings, "SDL_VIDEODRIVER": driver},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()[-1]
    assert said.startswith("KG0001 screen cannot be opened")
    assert "kiosk rehearse" in said
