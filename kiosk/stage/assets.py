"""Fonts of the system, and rendered texts kept for the next frame."""

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, normalize

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
LONGEST = 400
"""Characters of one line; no more of the thinnest letter would fit across the canvas."""

MOST_ACCENTS = 2
"""Over or under one letter; more would leave the line."""


@lru_cache(maxsize=64)
def font(file: str, size: int) -> pygame.font.Font:
    """A font of one size; pygame's own where the file is empty or cannot be read."""
    pygame.font.init()
    try:
        return pygame.font.Font(file or None, size)
    except (OSError, pygame.error):
        return pygame.font.Font(None, size)


@lru_cache(maxsize=8)
def files(style: str, folder: Path = FONTS) -> tuple[str, ...]:
    """The fonts of a style that are installed, and at last pygame's own."""
    found = [str(folder / name) for name in FILES[style] if (folder / name).is_file()]
    return (*found, "")


@lru_cache(maxsize=2000)
def best_file(text: str, style: str, folder: Path) -> str:
    """The font of the style that lacks the fewest letters of the text, the first of those that are as good."""
    return min(files(style, folder), key=lambda file: lacking(file, text))


def lacking(file: str, text: str) -> int:
    """How many letters a font cannot draw (pygame.font itself does not tell, pygame.freetype does)."""
    face = _face(file)
    return len(text) if face is None else sum(metrics is None for metrics in face.get_metrics(text))


@lru_cache(maxsize=2000)
def shown(text: str) -> str:
    """What can be drawn of a text on one line: blanks for breaks, nothing invisible, no towers of accents."""
    kept: list[str] = []
    for letter in normalize("NFC", text[: LONGEST * 2]):
        is_tower = all(combining(above) for above in (letter, *kept[-MOST_ACCENTS:])) and len(kept) >= MOST_ACCENTS
        if letter.isprintable() and not is_tower:
            kept.append(letter)
        elif letter.isspace():
            kept.append(" ")
    return "".join(kept[:LONGEST])


@lru_cache(maxsize=16)
def _face(file: str) -> pygame.freetype.Font | None:
    pygame.freetype.init()
    try:
        return pygame.freetype.Font(file or None, 20)
    except (OSError, pygame.error):
        return None


class Texts:
    """Rendered texts, the least used forgotten first."""

    def __init__(self, folder: Path = FONTS) -> None:
        self._folder = folder
        self._kept: OrderedDict[tuple[str, str, int, Colour], pygame.Surface] = OrderedDict()

    def render(self, text: str, style: str, size: int, colour: Colour) -> pygame.Surface:
        """One line of text."""
        key = (text, style, size, colour)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        rendered = self._rendered(shown(text), style, size, colour)
        self._kept[key] = rendered
        if len(self._kept) > KEPT_TEXTS:
            self._kept.popitem(last=False)
        return rendered

    def width(self, text: str, style: str, size: int) -> int:
        """How wide one line would be."""
        text = shown(text)
        return self._font(text, style, size).size(text)[0]

    def lines(self, text: str, style: str, size: int, width: int) -> list[str]:
        """The text in lines no wider than `width`, broken at blanks."""
        made: list[str] = []
        for word in shown(text).split():
            longer = f"{made[-1]} {word}" if made else word
            if made and self.width(longer, style, size) <= width:
                made[-1] = longer
            else:
                made.append(word)
        return made

    def fitted(self, text: str, style: str, size: int, colour: Colour, width: int) -> pygame.Surface:
        """One line no wider than `width`: a little smaller where that is enough, else cut with an ellipsis."""
        text = shown(text)
        for smaller in (size, round(size * 0.9), round(size * 0.8)):
            if self.width(text, style, smaller) <= width:
                return self.render(text, style, smaller, colour)
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle].rstrip() + "…", style, smaller) <= width:
                low = middle
            else:
                high = middle - 1
        return self.render(text[:low].rstrip() + "…", style, smaller, colour)

    def ending(self, text: str, style: str, size: int, width: int) -> str:
        """The longest end of the text that is no wider than `width`."""
        text = shown(text[-LONGEST:])
        while text and self.width(text, style, size) > width:
            text = text[1:]
        return text

    def _font(self, text: str, style: str, size: int) -> pygame.font.Font:
        return font(best_file(text, style, self._folder), size)

    def _rendered(self, text: str, style: str, size: int, colour: Colour) -> pygame.Surface:
        """A text without width, such as a lone accent, gives an empty picture; pygame would raise."""
        drawing = self._font(text, style, size)
        if drawing.size(text)[0] == 0:
            return pygame.Surface((0, drawing.get_linesize()), pygame.SRCALPHA)
        return drawing.render(text, True, colour)
