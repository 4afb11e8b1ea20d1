"""The permanent label as it must look, drawn once more and by itself; and where a colour is seen."""

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Rect

from kiosk.stage.screen.layout import LABEL_HEIGHT, MARGIN
from kiosk.stage.screen.screen import UPRIGHT, Screen
from kiosk.stage.text import lettering
from kiosk.stage.text.rendered_text import Texts
from kiosk.stage.text.typefaces import SANS
from kiosk.stage.theme import Palette


def label_alone(text: str, colours: Palette, screen: Screen = UPRIGHT, language: str = "") -> bytes:
    """RGB bytes of the whole band."""
    band = pygame.Surface((screen.width, LABEL_HEIGHT))
    band.fill(colours.surface)
    band.fill(colours.accent, Rect(0, LABEL_HEIGHT - 3, screen.width, 3))
    texts = Texts()
    texts.language = language
    words = texts.fitted(text, SANS, lettering.LABEL, colours.ink, screen.width - 2 * MARGIN)
    band.blit(words, words.get_rect(center=band.get_rect().center))
    return pygame.image.tobytes(band, "RGB")


def pixels_of(found: pygame.mask.Mask) -> NDArray[np.bool_]:
    """By column and row, whether the mask holds the pixel."""
    seen = pygame.surfarray.array3d(found.to_surface(setcolor="white", unsetcolor="black"))
    return np.asarray(seen[:, :, 0] > 0)
