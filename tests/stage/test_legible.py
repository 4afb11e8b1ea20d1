"""Every control of every screen is measured: on the glass in millimetres, on the picture in contrast."""

import math
from itertools import combinations

import numpy as np
import pygame
import pytest
from pygame import Rect

from kiosk.domain.screen.scene import Phase, Scene
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.screen.layout import Layout, layout
from kiosk.stage.screen.screen import LANDSCAPE, PORTRAIT, screen_of
from kiosk.stage.settings import StageSettings
from kiosk.stage.stage import Stage
from kiosk.stage.theme import LEAST_CONTRAST, Colour, contrast
from kiosk.stage.widgets.panel import TITLE_HEIGHT
from tests.stage.gallery import GALLERY

MM_PER_INCH = 25.4
NEAR = 30
"""Levels by which two colours are told apart; what lies nearer to the ground is its own shade."""

EDGE = 8
"""Pixels of a control's border, which is no letter."""


class Sheet:
    """A portrait of one colour: the darkest and the lightest that words may stand over."""

    def __init__(self, paint: Colour) -> None:
        self._paint = paint

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        return [surface.fill(self._paint)]


@pytest.mark.parametrize("inches", [24.0, 32.0, 43.0, 55.0])
@pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("name", GALLERY)
def test_every_control_is_twenty_millimetres_on_the_glass_and_beside_the_others(
    name: str, shape: str, inches: float
) -> None:
    screen = screen_of(StageSettings(diagonal_inches=inches, shape=shape))
    mm = inches * MM_PER_INCH / math.hypot(*screen.size)
    targets = [target.area for target in layout(GALLERY[name].scene, screen).targets]
    assert all(min(area.size) * mm >= 20.0 for area in targets)
    assert all(Rect(0, 0, *screen.size).contains(area) and area.top >= screen.reach for area in targets)
    assert not any(one.colliderect(other) for one, other in combinations(targets, 2))


@pytest.mark.parametrize("paint", [(0, 0, 0), (255, 255, 255)], ids=["over-black", "over-white"])
@pytest.mark.parametrize("name", GALLERY)
def test_every_word_and_sign_has_the_contrast_of_wcag_whatever_is_behind_it(name: str, paint: Colour) -> None:
    shown = GALLERY[name]
    surface = pygame.Surface(shown.screen.size)
    Stage(Sheet(paint), shown.theme, screen=shown.screen).draw(surface, shown.scene)
    for area in read(shown.scene, layout(shown.scene, shown.screen)):
        ground, ink = ground_and_ink(surface, area.inflate(-2 * EDGE, -2 * EDGE))
        assert contrast(ground, ink) >= LEAST_CONTRAST, (area, ground, ink)


def read(scene: Scene, found: Layout) -> list[Rect]:
    """Where words are."""
    places = found.places
    areas = [target.area for target in found.targets]
    if scene.panel:
        panel = places.panel
        head = Rect(panel.left, panel.top, panel.width, TITLE_HEIGHT) if scene.panel.choices else panel
        return [places.label, *areas] if scene.countdown else [places.label, head, *areas]
    if scene.phase is Phase.ATTRACT:
        return [places.label, places.title, *areas]
    areas += [places.label, places.state]
    if scene.keyboard and not scene.countdown:
        return [*areas, places.typed]
    if scene.caption.lines and not scene.countdown:
        areas.append(places.caption)
    return areas


def ground_and_ink(surface: pygame.Surface, area: Rect) -> tuple[Colour, Colour]:
    """The colour that fills most of the area, and the one that fills most of the rest."""
    found, counts = np.unique(pygame.surfarray.array2d(surface.subsurface(area)), return_counts=True)
    colours = [surface.unmap_rgb(int(found[at])) for at in np.argsort(-counts)]
    red, green, blue, _ = colours[0]
    ink = next(one for one in colours if max(abs(one.r - red), abs(one.g - green), abs(one.b - blue)) > NEAR)
    return (red, green, blue), (ink.r, ink.g, ink.b)


def test_a_word_without_contrast_would_be_found() -> None:
    shown = GALLERY["answering"]
    surface = pygame.Surface(shown.screen.size)
    Stage(Sheet((0, 0, 0)), shown.theme).draw(surface, shown.scene)
    chip = layout(shown.scene).chips[0].area
    surface.fill((90, 90, 90), chip)
    surface.fill((140, 140, 140), chip.inflate(-200, -60))
    ground, ink = ground_and_ink(surface, chip)
    assert contrast(ground, ink) < LEAST_CONTRAST
