"""Signs of controls: each is drawn, and no two look alike."""

import pygame

from kiosk.domain.screen.button import Icon
from kiosk.stage.widgets.icons import control_icon

INK = (20, 20, 20)


def drawn(icon: Icon) -> bytes:
    surface = pygame.Surface((96, 96), pygame.SRCALPHA)
    control_icon(surface, icon, (48, 48), 40, INK)
    return pygame.image.tobytes(surface, "RGBA")


def test_every_icon_is_drawn_and_no_two_look_alike() -> None:
    pictures = {icon: drawn(icon) for icon in Icon}
    blank = bytes(len(pictures[Icon.STOP]))
    assert blank not in pictures.values()
    assert len(set(pictures.values())) == len(Icon)
