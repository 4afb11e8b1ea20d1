"""Pieces of a line that one font draws in one direction, in the order in which they stand on the screen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import category

import pygame

from kiosk.stage.text.direction_bidi import levels, mirrored
from kiosk.stage.text.typefaces import Script, best_file, face_for, files, font, is_backward, lacking, script_of

JOINER = "\u200d"
BACKWARD = ("Hebr", "Arab")
_SPECIAL = re.compile("[\u0530-\u1aff\ufb13-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Scripts that are shaped or run to the left; a text without them is one run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One piece; `start` and `end` count letters of the whole text as it is written."""

    text: str
    """As it stands from left to right: the font joins the letters of a backward script itself."""

    start: int
    end: int
    level: int
    file: str
    tag: str
    face: str

    @property
    def is_backward(self) -> bool:
        return self.level % 2 == 1

    def font(self, size: int) -> pygame.font.Font:
        return font(self.file, size, self.tag, self.face)

    def width(self, size: int) -> int:
        return width(self.font(size), self.text)

    def part(self, text: str, size: int) -> int:
        """How wide a beginning of the run would be; `text` is as it is written."""
        return width(self.font(size), shown_order(text) if self.is_backward else text)


@lru_cache(maxsize=4000)
def width(drawing: pygame.font.Font, text: str) -> int:
    """Shaping a text costs as much as drawing it."""
    return int(drawing.size(text)[0])


@lru_cache(maxsize=2000)
def runs(text: str, style: str, folder: Path, language: str) -> tuple[Run, ...]:
    """Left to right."""
    if not _SPECIAL.search(text):
        file = best_file(text, style, folder)
        return (Run(text, 0, len(text), 0, file, "", face_for(file, language)),) if text else ()
    found = levels(text, is_backward(language))
    scripts = list(_scripts(text, style, folder))
    made: list[Run] = []
    for (level, script), group in groupby(range(len(text)), key=lambda at: (found[at], scripts[at])):
        places = list(group)
        start, end = places[0], places[-1] + 1
        piece = text[start:end]
        file = best_file(piece, style, folder, script)
        is_upside = script is not None and script.tag in BACKWARD and level % 2 == 0
        made.append(
            Run(
                text=shown_order(piece) if level % 2 else piece,
                start=start,
                end=end,
                level=level,
                file=file,
                tag=script.tag if script and not is_upside else "",
                face=face_for(file, language),
            )
        )
    return tuple(_reordered(made))


def shown_order(piece: str) -> str:
    """A backward piece from left to right: accents stay behind their letters, brackets turn round."""
    clusters: list[str] = []
    for letter in piece:
        if clusters and (category(letter) in ("Mn", "Me", "Mc") or JOINER in (letter, clusters[-1][-1])):
            clusters[-1] += letter
        else:
            clusters.append(mirrored(letter))
    return "".join(reversed(clusters))


def _scripts(text: str, style: str, folder: Path) -> Iterator[Script | None]:
    """Of every letter; blanks and signs go with the script before them where its font has them."""
    now: Script | None = None
    for letter in text:
        own = script_of(letter)
        if own or letter.isalnum() or (now and lacking(files(style, folder, now)[0], letter)):
            now = own
        yield now


def _reordered(made: list[Run]) -> list[Run]:
    """Rule L2: from the highest level down to the lowest odd one, what stands together is turned round."""
    for level in range(max((run.level for run in made), default=0), 0, -1):
        turned: list[Run] = []
        for is_higher, group in groupby(made, key=lambda run: run.level >= level):
            together = list(group)
            turned += reversed(together) if is_higher else together
        made = turned
    return made
