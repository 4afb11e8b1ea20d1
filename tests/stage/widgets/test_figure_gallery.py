"""Portraits among which one is chosen: large, beside each other, and within everybody's reach."""

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Card, Control, Phase, Scene
from kiosk.stage.portrait.silhouette import Silhouette
from kiosk.stage.portrait.still import SIZE, save_portrait
from kiosk.stage.screen.layout import LABEL_HEIGHT, layout
from kiosk.stage.screen.screen import LYING, UPRIGHT, Screen
from kiosk.stage.stage import Stage
from tests.stage.scenes import QUIET_SCENE

NAMES = ("Ada Lovelace", "세종대왕", "Wolfgang Amadeus Mozart, Komponist und Kapellmeister in Salzburg und Wien")


def scene(count: int, picture: str = "") -> Scene:
    cards = tuple(Card(f"figure:{at}", NAMES[at], "1815–1852 · Mathematician", picture, at == 0) for at in range(count))
    bar = tuple(Control(name, name) for name in (controls.BACK, controls.NEXT, controls.CONTRAST))
    return replace(
        QUIET_SCENE,
        phase=Phase.CHOOSING,
        name="Whom would you like to meet?",
        subtitle="누구를?",
        cards=cards,
        controls=bar,
    )


@pytest.mark.parametrize("screen", [UPRIGHT, LYING], ids=["upright", "lying"])
@pytest.mark.parametrize("count", [2, 3])
def test_every_portrait_can_be_touched_low_enough_and_hides_nothing(count: int, screen: Screen) -> None:
    found = layout(scene(count), screen)
    areas = [card.area for card in found.cards]
    assert len(areas) == count
    whole = pygame.Rect((0, LABEL_HEIGHT), (screen.width, screen.height - LABEL_HEIGHT))
    for area in areas:
        assert whole.contains(area)
        assert area.bottom - max(area.top, screen.reach) >= screen.target
        assert found.control_at(area.centerx, area.bottom - 20) in {card.control for card in found.cards}
        assert area.collidelist([other for other in areas if other is not area]) == -1
        assert area.collidelist([button.area for button in found.bar]) == -1


@pytest.mark.parametrize("screen", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_a_portrait_hangs_in_its_frame_and_a_missing_one_leaves_the_name(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "portrait.png"
    save_portrait(Silhouette(), file)
    assert pygame.image.load(str(file)).get_size() == SIZE
    pictures = []
    for picture in (str(file), str(tmp_path / "none.png"), str(Path(__file__))):
        canvas = pygame.Surface(screen.size)
        stage = Stage(Silhouette(), Theme(), screen=screen)
        stage.draw(canvas, scene(3, picture))
        pictures.append(pygame.image.tobytes(canvas, "RGB"))
    assert pictures[0] != pictures[1] == pictures[2]
