"""Books: what is left of a document of any kind once its file format is out of the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    text: str
    """One line; emphasis as in Markdown."""

    level: int = 0
    """1 to 6 for a heading, the lower the wider; 0 for a paragraph."""

    place: str = ""
    """The page or the time where it begins, as a number such as 12, xii or 1:02:03; empty where there is none."""

    until: str = ""
    """The page where it ends, if that is another."""

    line: int = 0
    """Of the source, from 1; 0 where lines mean nothing."""

    is_note: bool = False
    """A footnote, or a remark of the editor in brackets."""

    @property
    def is_heading(self) -> bool:
        return self.level > 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a reader left out, for the report."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Book:
    """A document as it was read."""

    title: str = ""
    author: str = ""
    editor: str = ""
    year: int | None = None
    language: str = ""
    published: str = ""
    """Where the file comes from, such as "Project Gutenberg, eBook 2010"."""

    blocks: Sequence[Block] = ()
    dropped: Sequence[Dropped] = field(default=())
    is_timed: bool = False
    """Places are times of a recording, not pages."""
