"""Pages: texts with headings, laid out so that each page can be read at arm's length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from kiosk.domain.screen.captions import units

HEADING_LINES = 1.6
"""What a heading takes, with the space before it."""

PARAGRAPH_GAP = 0.35
"""After a paragraph, in lines."""

WIDE = 2.6
"""What a wide character takes of a line, measured in letters of a book face."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands under it; a part that goes on from the page before has the heading again."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Room:
    """What a page holds: letters of a line, wide ones counted more, and lines."""

    characters: int
    lines: int


ROOMS = (Room(66, 13), Room(59, 12), Room(55, 11))
"""By the text size that the visitor chose."""


@lru_cache(maxsize=32)
def pages(blocks: tuple[Block, ...], room: Room) -> tuple[tuple[Block, ...], ...]:
    """The blocks in order. One that fits on a page is never torn apart, a longer one goes on at a page's top."""
    made: list[list[Block]] = [[]]
    left = float(room.lines)
    for part in (part for block in blocks for part in _parts(block, room)):
        height = HEADING_LINES + sum(_height(paragraph, room.characters) for paragraph in part.paragraphs)
        if height > left and made[-1]:
            made.append([])
            left = float(room.lines)
        made[-1].append(part)
        left -= height
    return tuple(tuple(page) for page in made)


def _parts(block: Block, room: Room) -> Iterable[Block]:
    """The block in pieces of one page each."""
    most = room.lines - HEADING_LINES
    taken: list[str] = []
    left = most
    whole = int(most - PARAGRAPH_GAP)
    for piece in (piece for paragraph in block.paragraphs for piece in _pieces(paragraph, room.characters, whole)):
        height = _height(piece, room.characters)
        if height > left and taken:
            yield Block(block.heading, tuple(taken))
            taken, left = [], most
        taken.append(piece)
        left -= height
    if taken:
        yield Block(block.heading, tuple(taken))


def _pieces(paragraph: str, characters: int, most: int) -> Iterable[str]:
    """A paragraph that no page holds, cut into such as do."""
    broken = lines(paragraph, characters)
    for first in range(0, len(broken), most):
        yield " ".join(broken[first : first + most])


def _height(paragraph: str, characters: int) -> float:
    return len(lines(paragraph, characters)) + PARAGRAPH_GAP


def lines(text: str, characters: int) -> list[str]:
    """The text broken where its script breaks."""
    made: list[str] = []
    last = 0
    for start, end in units(text):
        gap, last = " " if start > last else "", end
        if made and width(made[-1] + gap + text[start:end]) <= characters:
            made[-1] += gap + text[start:end]
        else:
            made.append(text[start:end])
    return made


def width(text: str) -> float:
    """In letters of a book face."""
    return sum(WIDE if east_asian_width(character) in "WF" else 1 for character in text)
