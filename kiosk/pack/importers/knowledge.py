"""Knowledge files: chapters as Markdown with front matter, pages and times as places by which they are cited."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.domain.content.passage import TextOrigin
from kiosk.pack.importers.formats.book import Block
from kiosk.pack.importers.sections import Section
from kiosk.pack.importers.sentences import split_long
from kiosk.pack.importers.toml_text import table
from kiosk.pack.model.limits import MEBIBYTE

LONGEST_PARAGRAPH = 2400
LARGEST_FILE = 4 * MEBIBYTE
_PAGES = {"de": "S. {}", "ko": "{}쪽", "ja": "{}ページ", "zh": "第{}页", "pl": "s. {}", "ru": "с. {}"}
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,400}?)(?<=\S)_(?![\w_])|(?<!\w)=(?=\S)([^=\n]{1,200}?)(?<=\S)=(?!\w)")
_OPENING = re.compile(r"^(#{1,6}|[-*+]|\d{1,4}[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of an imported text."""

    title: str
    author: str
    origin: TextOrigin
    year: int | None = None
    language: str = "en"
    is_timed: bool = False
    published: str = ""
    """Where the file comes from, for the provenance."""


def knowledge_files(head: Head, sections: Sequence[Section]) -> tuple[str, ...]:
    """The text of one Markdown file, or of several where one would be too large."""
    files: list[str] = []
    gathered: list[str] = []
    size = 0
    for part in _chunks(head, sections):
        length = len(part.encode("utf-8"))
        if gathered and size + length > LARGEST_FILE:
            files.append(_file(head, gathered))
            gathered, size = [], 0
        gathered.append(part)
        size += length
    return (*files, _file(head, gathered)) if gathered else tuple(files)


def place_of(block: Block, head: Head) -> str:
    """The page or time as it is cited in the language of the text."""
    if not block.place or head.is_timed:
        return block.place
    pages = f"{block.place}–{block.until}" if block.until and block.until != block.place else block.place
    return _PAGES.get(head.language.split("-")[0], "p. {}").format(pages)


def prose(text: str) -> str:
    """A paragraph without the marks of plain text: dashes, emphasis, blanks."""
    # Twice, for one emphasis within another.
    for _ in range(2):
        text = _ITALIC.sub(lambda found: found.group(1) or found.group(2), text)
    text = re.sub(r"(?<!-)\s?--(?:--)?\s?(?!-)", "—", text)
    # A comment's beginning is defused: a book must not set the marks of places that are written into its file.
    text = re.sub(r"\.(?:\s\.){2,}", "…", text).replace("_", "").replace("<!--", "‹!--")
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("\u00ad", "").split())


def _file(head: Head, parts: Sequence[str]) -> str:
    keys = {"title": head.title[:240], "author": head.author[:240], "year": head.year, "origin": head.origin.value}
    return table("+++", keys) + "+++\n" + "".join(parts)


def _chunks(head: Head, sections: Sequence[Section]) -> Iterator[str]:
    """Headings and paragraphs, with a mark wherever the place changes."""
    marked = ""
    for section in sections:
        if section.heading:
            level = "#" * min(max(section.level, 1), 3)
            yield f"\n{level} {' '.join(prose(section.heading).split())[:200]}\n\n"
        for block in section.blocks:
            place = place_of(block, head)
            if place != marked:
                marked = place
                yield f"<!-- at: {place} -->\n"
            for part in split_long(prose(block.text), LONGEST_PARAGRAPH):
                if part:
                    yield _escaped(part) + "\n\n"


def _escaped(paragraph: str) -> str:
    """What would begin a heading, an item or a quotation in Markdown begins none: the blank after it is made hard."""
    paragraph = _OPENING.sub(lambda found: found.group(1) + "\u00a0", paragraph)
    return paragraph.lstrip("> ") if paragraph.startswith(">") else paragraph
