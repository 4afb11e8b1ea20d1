"""Printed pages: lines with their places on the page become paragraphs and headings; running heads and numbers go."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.pack.importers.formats.book import Block, Dropped
from kiosk.pack.importers.formats.headings import is_named, is_numbered, titled

MARGIN_LINES = 2
"""Running heads and feet are among so many lines at either end of a page."""

REPEATED = 3
_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite|s\.|pág\.)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|von|de)\s*\d+)?\W*$", re.I
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,7}\b", re.I)
_HYPHEN = re.compile(r"(\w)[-\u00ad\u2010]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; lengths in points, from the left, and from the top of the page to its base line."""

    text: str
    left: float
    top: float
    right: float
    height: float
    """Of its letters: their size, not that of the tallest."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its lines from top to bottom."""

    label: str
    lines: Sequence[Line]


def read_pages(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """The running text of all pages, each paragraph with the page on which it begins and ends."""
    furniture = _furniture(pages)
    numbered = _numbered(pages)
    kept = [
        replace(page, label=label, lines=[line for at, line in enumerate(page.lines) if (number, at) not in furniture])
        for number, (page, label) in enumerate(zip(pages, numbered, strict=True))
    ]
    dropped = [Dropped("", f"{len(furniture)} running heads, feet and page numbers")] if furniture else []
    return tuple(_joined(list(_paragraphs(kept)))), tuple(dropped)


def _margins(page: Page) -> Iterator[int]:
    count = len(page.lines)
    yield from sorted({*range(min(MARGIN_LINES, count)), *range(max(count - MARGIN_LINES, 0), count)})


def _furniture(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Page and line of what repeats at the ends of pages, and of page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page.lines[at].text) for at in _margins(page)})
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        for at in _margins(page):
            text = page.lines[at].text
            repeats = seen[_shape(text)] >= max(REPEATED, len(pages) // 25) and len(text) < 100
            if (repeats and (len(pages) > 2)) or _NUMBER.match(text):
                found.add((number, at))
    return found


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def _numbered(pages: Sequence[Page]) -> list[str]:
    """The file's own labels; else the printed numbers where they run along; else counted from 1."""
    counted = [str(number) for number in range(1, len(pages) + 1)]
    if any(page.label and page.label != count for page, count in zip(pages, counted, strict=True)):
        return [page.label or count for page, count in zip(pages, counted, strict=True)]
    offsets: Counter[int] = Counter()
    for number, page in enumerate(pages):
        for at in _margins(page):
            found = _NUMBER.match(page.lines[at].text) or re.match(
                r"^(\d{1,4})\s+\D|.*\D\s+(\d{1,4})$", page.lines[at].text
            )
            told = next((group for group in found.groups() if group), "") if found else ""
            if told.isdigit():
                offsets[int(told) - number] += 1
    offset, times = offsets.most_common(1)[0] if offsets else (1, 0)
    if times < max(3, len(pages) // 3) or offset == 1:
        return counted
    return [str(number + offset) if number + offset > 0 else "" for number in range(len(pages))]


def _paragraphs(pages: Sequence[Page]) -> Iterator[Block]:
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return
    usual = statistics.median(line.height for line in lines)
    for page in pages:
        if not page.lines:
            continue
        left = statistics.mode(round(line.left) for line in page.lines)
        right = max(line.right for line in page.lines)
        gaps = [below.top - above.top for above, below in zip(page.lines, page.lines[1:], strict=False)]
        pitch = statistics.median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 2 * usual
        gathered: list[Line] = []
        for number, line in enumerate(page.lines):
            if gathered and _begins(gathered, line, (left, right, pitch, usual)):
                yield _block(gathered, page.label, usual)
                gathered = []
            gathered.append(page.lines[number])
        if gathered:
            yield _block(gathered, page.label, usual)


def _begins(gathered: Sequence[Line], line: Line, form: tuple[float, float, float, float]) -> bool:
    """Whether a line begins a paragraph: by a gap, an indent, other letters, or a short line before it."""
    left, right, pitch, usual = form
    last = gathered[-1]
    gap = line.top - last.top
    # Upwards as well: that is the next column.
    if gap > 1.35 * pitch or gap < -pitch:
        return True
    if abs(line.height - last.height) > 0.18 * usual and abs(gap) > 0.3 * pitch:
        return True
    indented = usual * 0.6 < line.left - left < usual * 6 and abs(last.left - left) < usual * 0.6
    ended = last.text[-1:] in ".!?…:”\"'»。」" and last.right < right - 2.5 * usual
    return indented or ended


def _block(lines: Sequence[Line], label: str, usual: float) -> Block:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif _HYPHEN.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text += " " + line.text
    text = " ".join(text.split())
    is_large = statistics.fmean(line.height for line in lines) > 1.15 * usual and len(text) < 140
    is_formal = len(lines) == 1 and len(text) < 80 and (is_named(text) or is_numbered(text)) and not text[-1].isdigit()
    height = statistics.fmean(line.height for line in lines)
    level = (1 if height > 1.6 * usual else 2) if is_large or is_formal else 0
    return Block(titled(text) if level else text, level, label)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """A paragraph that goes on overleaf is one; headings of several lines too."""
    open_block: Block | None = None
    for block in blocks:
        if open_block is None:
            open_block = block
        elif open_block.level and block.level == open_block.level and open_block.place == block.place:
            open_block = replace(open_block, text=f"{open_block.text} {block.text}")
        elif _goes_on(open_block, block):
            hyphen = _HYPHEN.search(open_block.text) and block.text[:1].islower()
            text = open_block.text[:-1] + block.text if hyphen else f"{open_block.text} {block.text}"
            open_block = replace(open_block, text=text, until=block.place)
        else:
            yield open_block
            open_block = block
    if open_block is not None:
        yield open_block


def _goes_on(before: Block, after: Block) -> bool:
    if before.level or after.level or (before.until or before.place) == after.place:
        return False
    return before.text[-1:] not in '.!?…:”"»。」' or after.text[:1].islower()
