"""Passages: the paragraphs of a pack's texts, each with the place it can be cited by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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

    dated: date | None = None
    """The day of the latest event it tells of, or on which it was written."""

    @property
    def known_from(self) -> date | None:
        """From this day on it can be known; the end of its year where no day is told."""
        if self.dated is None and self.year is not None and 1 <= self.year <= 9999:
            return date(self.year, 12, 31)
        return self.dated


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
