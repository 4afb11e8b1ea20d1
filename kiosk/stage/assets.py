"""Fonts of the system, and rendered texts kept for the next frame."""

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

import pygame
import pygame.freetype

from kiosk.stage.theme import Colour

FONTS = Path("/usr/share/fonts")
SERIF, SANS = "serif", "sans"
FILES = {
    SERIF: (
        "opentype/ebgaramond/EBGaramond12-Regular.otf",
        "truetype/noto/NotoSerif-Regular.ttf",
        "opentype/noto/NotoSerifCJK-Regular.ttc",
    ),
    SANS: (
        "truetype/noto/NotoSans-Regular.ttf",
        "opentype/noto/NotoSansCJK-Regular.ttc",
    ),
}
"""Best first; the first that has all letters of a text draws it."""

KEPT_TEXTS = 400


@lru_cache(maxsize=64)
def font(file: str, size: int) -> pygame.font.Font:
    """A font of one size; pygame's own where the file is empty or cannot be read."""
    pygame.font.init()
    try:
        return pygame.font.Font(file or None, size)
    except (OSError, pygame.error):
        return pygame.font.Font(None, size)


@lru_cache(maxsize=8)
def files(style: str) -> tuple[str, ...]:
    """The fonts of a style that are installed, and at last pygame's own."""
    found = [str(FONTS / name) for name in FILES[style] if (FONTS / name).is_file()]
    return (*found, "")


@lru_cache(maxsize=2000)
def font_for(text: str, style: str, size: int) -> pygame.font.Font:
    """The first font of the style that has every letter of the text."""
    candidates = files(style)
    whole = next((file for file in candidates if has_letters(file, text)), candidates[0])
    return font(whole, size)


@lru_cache(maxsize=2000)
def has_letters(file: str, text: str) -> bool:
    """Whether a font can draw every letter (pygame.font itself does not tell, pygame.freetype does)."""
    face = _face(file)
    return face is None or all(metrics is not None for metrics in face.get_metrics(text))


@lru_cache(maxsize=16)
def _face(file: str) -> pygame.freetype.Font | None:
    pygame.freetype.init()
    try:
        return pygame.freetype.Font(file or None, 20)
    except (OSError, pygame.error):
        return None


class Texts:
    """Rendered texts, the least used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int, Colour], pygame.Surface] = OrderedDict()

    def render(self, text: str, style: str, size: int, colour: Colour) -> pygame.Surface:
        """One line of text."""
        key = (text, style, size, colour)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        rendered = font_for(text, style, size).render(text.replace("\0", ""), True, colour)
        self._kept[key] = rendered
        if len(self._kept) > KEPT_TEXTS:
            self._kept.popitem(last=False)
        return rendered

    def lines(self, text: str, style: str, size: int, width: int) -> list[str]:
        """The text in lines no wider than `width`, broken at blanks."""
        made: list[str] = []
        for word in text.split():
            longer = f"{made[-1]} {word}" if made else word
            if made and font_for(longer, style, size).size(longer)[0] <= width:
                made[-1] = longer
            else:
                made.append(word)
        return made

    def fitted(self, text: str, style: str, size: int, colour: Colour, width: int) -> pygame.Surface:
        """One line no wider than `width`: a little smaller where that is enough, else cut with an ellipsis."""
        for smaller in (size, round(size * 0.9), round(size * 0.8)):
            rendered = self.render(text, style, smaller, colour)
            if rendered.get_width() <= width:
                return rendered
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if font_for(text, style, smaller).size(text[:middle].rstrip() + "…")[0] <= width:
                low = middle
            else:
                high = middle - 1
        return self.render(text[:low].rstrip() + "…", style, smaller, colour)
