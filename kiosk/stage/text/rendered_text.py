"""Rendered texts, kept for the next frame; in any script, in boxes they never leave."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, normalize

import pygame

from kiosk.domain.screen.captions import units
from kiosk.stage.text.direction_bidi import JOINERS, base_level
from kiosk.stage.text.runs import Run, runs
from kiosk.stage.text.typefaces import FONTS, is_backward, script_of
from kiosk.stage.theme import Colour

KEPT_TEXTS = 400
LONGEST = 400
"""Characters of one line; no more of the thinnest letter would fit across the canvas."""

MOST_ACCENTS = 2
"""Over or under one letter; more would leave the line."""

SMALLER = (1.0, 0.9, 0.8)
"""How much smaller a text may become before it is cut."""

SMALLER_YET = (*SMALLER, 0.7, 0.6, 0.5)
"""The same for words that must not be cut: those that are spoken."""


@lru_cache(maxsize=2000)
def shown(text: str) -> str:
    """What can be drawn of a text on one line: blanks for breaks, nothing invisible, no towers of accents."""
    kept: list[str] = []
    for letter in normalize("NFC", text[: LONGEST * 2]):
        is_tower = all(combining(above) for above in (letter, *kept[-MOST_ACCENTS:])) and len(kept) >= MOST_ACCENTS
        is_joiner = letter in JOINERS and bool(kept) and script_of(kept[-1]) is not None
        if (letter.isprintable() and not is_tower) or is_joiner:
            kept.append(letter)
        elif letter.isspace():
            kept.append(" ")
    return "".join(kept[:LONGEST])


class Texts:
    """Rendered texts, the least used forgotten first."""

    def __init__(self, folder: Path = FONTS) -> None:
        self.language = ""
        """Of the scene: Han characters look different in Tokyo, Seoul, Beijing and Taipei."""

        self._folder = folder
        self._kept: OrderedDict[tuple[str, str, int, Colour, str], pygame.Surface] = OrderedDict()

    def render(self, text: str, style: str, size: int, colour: Colour) -> pygame.Surface:
        """One line of text."""
        key = (text, style, size, colour, self.language)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        rendered = _rendered(self._runs(shown(text), style), size, colour)
        self._kept[key] = rendered
        if len(self._kept) > KEPT_TEXTS:
            self._kept.popitem(last=False)
        return rendered

    def width(self, text: str, style: str, size: int) -> int:
        """How wide one line would be."""
        return sum(run.width(size) for run in self._runs(shown(text), style))

    def lines(self, text: str, style: str, size: int, width: int) -> list[str]:
        """The text in lines no wider than `width`, broken where its script breaks."""
        text = shown(text)
        made: list[str] = []
        last = 0
        for start, end in units(text):
            gap, last = text[last:start] and " ", end
            longer = f"{made[-1]}{gap}{text[start:end]}" if made else text[start:end]
            if made and self.width(longer, style, size) <= width:
                made[-1] = longer
            else:
                made.append(text[start:end])
        return made

    def halves(self, text: str, style: str, size: int, width: int) -> tuple[str, str]:
        """The first line no wider than `width`, and all the rest; no rest where one line is enough."""
        text = shown(text)
        last = len(text)
        for start, end in reversed(list(units(text))):
            if self.width(text[:end], style, size) <= width:
                return text[:end], text[end:].strip()
            last = start
        return text[:last], text[last:]

    def fitted(self, text: str, style: str, size: int, colour: Colour, width: int) -> pygame.Surface:
        """One line no wider than `width`: a little smaller where that is enough, else cut with an ellipsis."""
        text, size = self.fit(text, style, size, width)
        return self.render(text, style, size, colour)

    def fit(self, text: str, style: str, size: int, width: int, shares: Sequence[float] = SMALLER) -> tuple[str, int]:
        """What `fitted` draws, and how large."""
        text = shown(text)
        for share in shares:
            smaller = round(size * share)
            if self.width(text, style, smaller) <= width:
                return text, smaller
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle].rstrip() + "…", style, smaller) <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…", smaller

    def ending(self, text: str, style: str, size: int, width: int) -> str:
        """The longest end of the text that is no wider than `width`."""
        text = shown(text[-LONGEST:])
        low, high = 0, len(text)
        while low < high:
            middle = (low + high) // 2
            if self.width(text[middle:], style, size) <= width:
                high = middle
            else:
                low = middle + 1
        return text[low:]

    def reached(self, text: str, style: str, size: int, letters: int) -> list[tuple[int, int]]:
        """From where to where, left to right, the first `letters` letters stand: from the right in Arabic."""
        found: list[tuple[int, int]] = []
        left = 0
        for run in self._runs(shown(text), style):
            width = run.width(size)
            inside = min(letters, run.end) - run.start
            if inside > 0:
                part = width if inside == run.end - run.start else run.part(shown(text)[run.start :][:inside], size)
                found.append((left + width - part, left + width) if run.is_backward else (left, left + part))
            left += width
        return found

    def runs_left(self, text: str) -> bool:
        """Whether the text begins at the right."""
        return base_level(shown(text), self.is_backward) == 1

    @property
    def is_backward(self) -> bool:
        """Whether the scene's language is written from right to left."""
        return is_backward(self.language)

    def _runs(self, text: str, style: str) -> tuple[Run, ...]:
        return runs(text, style, self._folder, self.language)


def _rendered(pieces: tuple[Run, ...], size: int, colour: Colour) -> pygame.Surface:
    """The pieces side by side on one line; a text without width, such as a lone accent, gives an empty picture."""
    drawn = [(run.font(size), run) for run in pieces if run.width(size) > 0]
    if not drawn:
        return pygame.Surface((0, size), pygame.SRCALPHA)
    if len(drawn) == 1:
        return drawn[0][0].render(drawn[0][1].text, True, colour)
    above = max(used.get_ascent() for used, _ in drawn)
    parts = [(used.render(run.text, True, colour), above - used.get_ascent()) for used, run in drawn]
    height = max(part.get_height() + top for part, top in parts)
    line = pygame.Surface((sum(part.get_width() for part, _ in parts), height), pygame.SRCALPHA)
    left = 0
    for part, top in parts:
        line.blit(part, (left, top))
        left += part.get_width()
    return line
