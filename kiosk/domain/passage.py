"""Passages: the paragraphs of a pack's texts, each with the place it can be cited by."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class TextOrigin(StrEnum):
    """Who wrote a text decides how it may be spoken."""

    PRIMARY = "primary"
    """The figure's own words: quoted as such."""

    ABOUT = "about"
    """Others on the figure: introduced with their author."""

    WRITTEN = "written"
    """The curators: labelled as written by them after their sources."""


@dataclass(frozen=True, slots=True)
class Text:
    """The front matter of one knowledge file."""

    file: str
    title: str
    author: str = ""
    year: int | None = None
    licence: str = ""
    origin: TextOrigin = TextOrigin.WRITTEN
    sources: Sequence[str] = ()
    max_quote_words: int | None = None
    """None: the pack's own limit."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: the unit that is found and cited."""

    text: Text
    words: str
    where: str
    """Heading and paragraph number, such as "March, 2"."""

    start: int
    """Offset of its first character in the file."""

    end: int
