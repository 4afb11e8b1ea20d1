"""Every screen that stands still is pictured once, under its name."""

from dataclasses import replace
from pathlib import Path

import pygame

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen.scene import Countdown, Keyboard, Phase, Scene
from kiosk.rehearsal.stills import OVERVIEW, Stills
from kiosk.stage.picture import Picture
from kiosk.stage.screen.screen import UPRIGHT_SIZE
from kiosk.stage.stage import Stage
from kiosk.stage.widgets.contact_sheet import BETWEEN, IN_A_ROW, WIDTH
from tests.fakes.portrait import PlainPortrait
from tests.stage.scenes import QUIET_SCENE

ATTRACT = replace(QUIET_SCENE, phase=Phase.ATTRACT)
VISIT = (
    ATTRACT,
    replace(QUIET_SCENE, is_hearing=True),
    replace(QUIET_SCENE, keyboard=Keyboard("", "", "en", "", "")),
    replace(QUIET_SCENE, countdown=Countdown("Are you still there?", "Touch here", 0.5)),
    replace(QUIET_SCENE, phase=Phase.ANSWERING),
)


def play(stills: Stills, scenes: tuple[Scene, ...], seconds: float) -> None:
    at = 0.0
    for scene in scenes:
        for _ in range(round(seconds * 10)):
            stills.add(replace(scene, at=at))
            at += 0.1


def test_each_screen_is_taken_once_and_all_are_laid_side_by_side(tmp_path: Path) -> None:
    stills = Stills(tmp_path / "made", Picture(Stage(PlainPortrait(), Theme())))
    play(stills, VISIT, 2.0)
    stills.close()
    names = sorted(file.name for file in (tmp_path / "made").iterdir())
    kinds = ("attract", "hearing", "keyboard", "still-there", "answering")
    assert names == [*(f"{number:02}-{kind}.png" for number, kind in enumerate(kinds, 1)), OVERVIEW]
    width, height = UPRIGHT_SIZE
    row = round(height * WIDTH / width)
    sheet = pygame.image.load(str(tmp_path / "made" / OVERVIEW))
    assert sheet.get_size() == (IN_A_ROW * (WIDTH + BETWEEN) - BETWEEN, 2 * (row + BETWEEN) - BETWEEN)


def test_a_screen_that_only_passes_is_not_taken(tmp_path: Path) -> None:
    stills = Stills(tmp_path, Picture(Stage(PlainPortrait(), Theme())))
    play(stills, VISIT, 1.0)
    stills.close()
    assert list(tmp_path.iterdir()) == []
