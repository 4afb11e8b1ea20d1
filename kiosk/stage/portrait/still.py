"""A sitting: one still picture of a portrait at rest, for where figures hang side by side."""

from pathlib import Path

import pygame

from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.screen.screen import UPRIGHT_SIZE

SIZE = (540, 960)
SITTING = Pose(smile=0.25, breath=0.5)


def save_portrait(portrait: Portrait, file: Path) -> None:
    """Draws it upright, half as large as it is painted. Raises OSError where the file cannot be written."""
    pygame.display.init()
    if pygame.display.get_surface() is None:
        pygame.display.set_mode((1, 1))
    painting = pygame.Surface(UPRIGHT_SIZE)
    portrait.draw(painting, SITTING)
    try:
        pygame.image.save(pygame.transform.smoothscale(painting, SIZE), str(file))
    except pygame.error as error:
        raise OSError(0, str(error)) from error
