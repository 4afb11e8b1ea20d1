"""Panels: what can be chosen can be reached, and a page shows every word of it."""

from dataclasses import replace

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen import controls
from kiosk.domain.screen.pages import ROOMS, Block, pages
from kiosk.domain.screen.scene import Control, Countdown, Panel, Phase
from kiosk.stage.screen.layout import layout
from kiosk.stage.screen.screen import LANDSCAPE, LYING, PORTRAIT, UPRIGHT, Screen, screen_of
from kiosk.stage.settings import StageSettings
from kiosk.stage.stage import Stage
from tests.fakes.portrait import PlainPortrait
from tests.stage.scenes import QUIET_SCENE

SCREENS = tuple(
    screen_of(StageSettings(diagonal_inches=inches, shape=shape))
    for shape in (PORTRAIT, LANDSCAPE)
    for inches in (24.0, 32.0, 55.0)
)
BAR = tuple(Control(name, name) for name in (controls.CLOSE, controls.BACK, controls.NEXT, "a", "b", "c"))
READING = replace(QUIET_SCENE, phase=Phase.READING, controls=BAR)


def choosing(count: int, columns: int, field: str | None = None) -> Panel:
    choices = tuple(Control(f"{controls.LANGUAGE}{number}", str(number)) for number in range(count))
    return Panel("Language", choices=choices, columns=columns, field=field)


def picture(panel: Panel, screen: Screen = UPRIGHT, text_size: int = 0) -> pygame.Surface:
    surface = pygame.Surface(screen.size)
    scene = replace(READING, panel=panel, text_size=text_size)
    Stage(PlainPortrait(), Theme(), screen=screen).draw(surface, scene)
    return surface


@given(st.sampled_from(SCREENS), st.integers(1, 20), st.integers(1, 3), st.none() | st.just("••"))
def test_every_choice_lies_in_the_panel_and_in_reach_and_can_be_touched(
    screen: Screen, count: int, columns: int, field: str | None
) -> None:
    found = layout(replace(READING, panel=choosing(count, columns, field)), screen)
    assert len(found.choices) == count
    for choice in found.choices:
        assert found.places.panel.contains(choice.area)
        assert choice.area.top >= screen.reach
        assert min(choice.area.size) >= screen.target
        assert found.control_at(*choice.area.center) == choice.control
        assert not any(choice.area.colliderect(button.area) for button in found.bar)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pad_of_the_pin_stands_as_on_a_telephone(screen: Screen) -> None:
    found = layout(replace(READING, panel=choosing(12, 3, "")), screen).choices
    rows = [found[first : first + 3] for first in (0, 3, 6, 9)]
    assert all(len({choice.area.top for choice in row}) == 1 for row in rows)
    assert [choice.area.left for choice in rows[0]] == [choice.area.left for choice in rows[3]]


def test_nothing_but_the_question_and_the_bar_is_touched_while_it_is_asked_who_is_there() -> None:
    asked = Countdown("Are you still there?", "Touch here", 0.5)
    scene = replace(READING, panel=choosing(5, 2), countdown=asked)
    names = [target.control for target in layout(scene).targets]
    assert names == [controls.STILL_HERE, *(button.control for button in BAR)]


SENTENCES = (
    "The lamp was lit at dusk and burned until the sun stood over the reef. ",
    "맑은 밤에는 삼십 킬로미터 밖에서도 불빛이 보였습니다. ",
    "晴朗的夜里，二十海里外的船都能直接看见它。",
    "Свет маяка был виден за двадцать миль в ясную ночь. ",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente ",
)


@pytest.mark.parametrize("screen", [UPRIGHT, LYING])
@pytest.mark.parametrize("text_size", range(len(ROOMS)))
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_full_page_of_any_script_stays_in_its_panel(sentence: str, text_size: int, screen: Screen) -> None:
    """The lowest line of the panel is its own colour: what would not fit was not drawn over its edge."""
    block = Block("Sources", tuple(sentence * 3 for _ in range(20)))
    for page in pages((block,), ROOMS[text_size]):
        area = layout(replace(READING, panel=Panel("About", page)), screen).places.panel
        shown = picture(Panel("About", page), screen, text_size)
        empty = picture(Panel("About", (Block("", ()),)), screen, text_size)
        foot = Rect(area.left + 20, area.bottom - 10, area.width - 40, 4)
        assert pygame.image.tobytes(shown.subsurface(foot), "RGB") == pygame.image.tobytes(
            empty.subsurface(foot), "RGB"
        )
        assert pygame.image.tobytes(shown, "RGB") != pygame.image.tobytes(empty, "RGB")


def test_what_was_entered_and_what_is_noticed_are_on_the_screen() -> None:
    nothing = picture(choosing(12, 3, ""))
    assert pygame.image.tobytes(picture(choosing(12, 3, "••")), "RGB") != pygame.image.tobytes(nothing, "RGB")
    noticed = picture(replace(choosing(12, 3, ""), notice="That was not the PIN"))
    assert pygame.image.tobytes(noticed, "RGB") != pygame.image.tobytes(nothing, "RGB")
