"""The permanent label as it must look, drawn once more and by itself; and where a colour is seen."""

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Rect

from kiosk.stage import layout as place
from kiosk.stage.assets import SANS, Texts
from kiosk.stage.panels import LABEL_SIZE
from kiosk.stage.theme import Palette


def label_alone(text: str, colours: Palette) -> bytes:
    """RGB bytes of the whole band."""
    band = pygame.Surface(place.LABEL.size)
    band.fill(colours.surface)
    band.fill(colours.accent, Rect(0, place.LABEL.height - 3, place.WIDTH, 3))
    words = Texts().fitted(text, SANS, LABEL_SIZE, colours.ink, place.WIDTH - 2 * place.MARGIN)
    band.blit(words, words.get_rect(center=band.get_rect().center))
    return pygame.image.tobytes(band, "RGB")


def pixels_of(found: pygame.mask.Mask) -> NDArray[np.bool_]:
    """By column and row, whether the mask holds the pixel."""
    seen = pygame.surfarray.array3d(found.to_surface(setcolor="white", unsetcolor="black"))
    return np.asarray(seen[:, :, 0] > 0)
