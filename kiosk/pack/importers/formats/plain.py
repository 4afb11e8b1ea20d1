"""Plain text: books and notes as TXT, with paragraphs, chapters, notes and page marks found by their form alone."""

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.pack.importers.formats.book import Block, Book, Dropped
from kiosk.pack.importers.formats.gutenberg import Stripped, strip_gutenberg
from kiosk.pack.importers.formats.headings import is_heading, is_named, is_numbered, is_numeral, key, titled

_PAGE = re.compile(r"[\[{(]\s?(?:pg|page|p\.|seite|s\.)\s?([0-9]{1,4}|[ivxlc]{1,7})\s?[\]})]", re.I)
_PICTURE = re.compile(r"\[(?:illustration|image|picture|map|plate|abbildung|frontispiece)\b[^\]]{0,3000}\]", re.I)
_SCRIBE = re.compile(r"^\[?(?:transcriber|anmerkungen? (?:zur|des) transkri)[^\]]*note", re.I)
_FOOTNOTE = re.compile(r"^\s*[\[(]\s?(?:footnote\s*)?(\d{1,4}|[A-Z]|\*)\s?[\])]:?\s|^\s*\[footnote\b", re.I)
_MARK = re.compile(r"(?<=\S)\[(?:\d{1,4}|[A-Z]|\*)\]")
_RULE = re.compile(r"^[\s*_=~.·•#+-]*$")
_PAGE_ALONE = re.compile(r"^\s*[-–—\[(]?\s*(?:(?:page|seite|p\.)\s*)?\d{1,4}\s*[-–—\])]?\s*$", re.I)
_SIGNED = re.compile(
    r"\s?\((?:[^()]|\([^()]{0,400}\)){0,1500}?(?:--|—)\s?(?:[A-Z]\.\s?){2,3}\)|\s?\[[^\[\]]{0,1500}(?:--|—)\s?(?:[A-Z]\.\s?){2,3}\]"
)
"""A remark in brackets that somebody signed with initials, such as an editor."""

_LISTING = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|índice|indice|차례|목차|目次|目录|目錄", re.I
)
_AT_THE_END = re.compile(r"(?:appendix|bibliography|index|notes|epilogue|conclusion)\b", re.I)
_LEADS_TO_PAGE = re.compile(r"(?:\s{3,}|\.{3,}\s?)[\divxlcO]{1,5}\s*$")
REMOVED = "\x01"
"""Stands for what was taken out of a line, so that the line does not become an empty one."""

WIDE_LINE = 120
"""A file whose lines are longer has one paragraph to a line."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines between empty ones."""

    lines: Sequence[str]
    line: int
    before: int
    after: int

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).replace(REMOVED, " ").split())

    @property
    def indent(self) -> int:
        return min(len(line) - len(line.lstrip()) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """As it writes them, by their letters alone."""

    listing: frozenset[int] = frozenset()
    """Numbers of the stretches that hold it."""


def read_plain(text: str) -> Book:
    """The blocks of a plain text, the publisher's header and licence left out."""
    stripped = strip_gutenberg(text) or Stripped(text)
    dropped: list[Dropped] = []
    if stripped.begins:
        dropped.append(Dropped(f"lines 1–{stripped.begins}", "the header of Project Gutenberg"))
    if stripped.ends:
        dropped.append(Dropped(f"from line {stripped.ends + 1}", "the licence of Project Gutenberg"))
    body, pictures = _PICTURE.subn(_blank, stripped.text)
    if pictures:
        dropped.append(Dropped("", f"{pictures} captions of pictures"))
    body, signed = _SIGNED.subn(lambda found: "\n".join([REMOVED] * (found.group().count("\n") + 1)), body)
    if signed:
        dropped.append(Dropped("", f"{signed} remarks in brackets that are signed with initials: an editor's"))
    blocks = tuple(_blocks(list(_stretches(body, stripped.begins))))
    return Book(
        title=stripped.title,
        author=stripped.author,
        editor=stripped.editor,
        language=stripped.language,
        published=stripped.published,
        blocks=blocks,
        dropped=tuple(dropped),
    )


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _stretches(text: str, begins: int) -> Iterator[Stretch]:
    """Paragraphs as they stand between empty lines, or one to a line where lines are long."""
    lines = [line.rstrip() for line in text.replace("\f", "\n\n").expandtabs(8).split("\n")]
    filled = [len(line) for line in lines if line]
    is_wide = bool(filled) and (statistics.fmean(filled) > WIDE_LINE or max(filled) > 20 * WIDE_LINE)
    is_dense = not is_wide and len(filled) > 40 and len(lines) - len(filled) < len(filled) / 60
    width = max(statistics.quantiles(filled, n=20)[-1] if len(filled) > 1 else 0, 30)
    gathered: list[str] = []
    # The first line stands as free as any heading.
    start, before, empty = 0, 9, 9
    for number, line in enumerate([*lines, ""], 1):
        ends = is_wide or (is_dense and bool(gathered) and _begins_anew(gathered[-1], line, width))
        if gathered and (not line.strip() or ends):
            after = _empty_after(lines, number - 1) if not line.strip() else 1
            yield Stretch(tuple(gathered), begins + start, before, after)
            gathered, empty = [], 1 if ends and line.strip() else 0
        if line.strip():
            if not gathered:
                start, before = number, empty
            gathered.append(line)
        else:
            empty += 1


def _begins_anew(last: str, line: str, width: float) -> bool:
    """In a text without empty lines: an indented line, or one after a short line that ends a sentence."""
    indented = len(line) - len(line.lstrip()) > len(last) - len(last.lstrip())
    return indented or (len(last) < 0.75 * width and last.rstrip()[-1:] in '.!?:…"”。」')


def _empty_after(lines: Sequence[str], index: int) -> int:
    count = 0
    while index + count < len(lines) and not lines[index + count].strip():
        count += 1
    return count if index + count < len(lines) else 9


def _blocks(stretches: Sequence[Stretch]) -> Iterator[Block]:
    """Headings, paragraphs and notes; a numeral and the title below it are one heading."""
    contents = _contents(stretches)
    heads = _headings(stretches, contents)
    page, note_indent, numeral = "", -1, ""
    for number, stretch in enumerate(stretches):
        text, begins_on, page = _paged(stretch.text, page)
        if not text or _RULE.match(text) or (_PAGE_ALONE.match(text) and number not in heads) or _is_table(text):
            continue
        if number in heads:
            if is_numeral(text) and number + 1 in heads and not is_numeral(stretches[number + 1].text):
                numeral = titled(text).rstrip(".")
                continue
            title = contents.titles.get(key(text)) or titled(text)
            title = f"{numeral}. {title}" if numeral else title
            yield Block(title, level=_level(text), place=begins_on, line=stretch.line)
            note_indent, numeral = -1, ""
            continue
        is_note = bool(_FOOTNOTE.match(text))
        if is_note:
            note_indent = stretch.indent if stretch.indent >= 2 else -1
        elif note_indent >= 0 and stretch.indent >= note_indent:
            is_note = True
        else:
            note_indent = -1
        is_note = is_note or _is_remark(text)
        prose = _MARK.sub("", text)
        until = page if page != begins_on else ""
        yield Block(prose, place=begins_on, until=until, line=stretch.line, is_note=is_note)


def _headings(stretches: Sequence[Stretch], contents: Contents) -> frozenset[int]:
    """Numbers of the stretches that are headings; capitals alone count only where nothing else does."""
    strong: set[int] = set()
    weak: set[int] = set()
    for number, stretch in enumerate(stretches):
        text = stretch.text
        if len(text) > 160 or len(stretch.lines) > 4:
            continue
        if number in contents.listing:
            continue
        is_below = number - 1 in strong and is_numeral(stretches[number - 1].text)
        if (is_below and _is_title(stretch, contents)) or (
            key(text) in contents.titles and (stretch.before >= 2 or is_numbered(text))
        ):
            strong.add(number)
        elif is_heading(stretch.lines, stretch.before, stretch.after):
            is_strong = stretch.before >= 2 or is_numbered(text) or is_named(text)
            (strong if is_strong else weak).add(number)
    return frozenset(strong if len(strong) >= 3 else strong | weak)


def _is_table(text: str) -> bool:
    """Rows of numbers and strokes can be neither quoted nor understood when heard."""
    letters = sum(letter.isalpha() for letter in text)
    return len(text) > 40 and letters < 0.45 * len(text.replace(" ", ""))


def _paged(text: str, page: str) -> tuple[str, str, str]:
    """The text without its page marks, the page on which it begins, and the one on which it ends."""
    marks = list(_PAGE.finditer(text))
    if not marks:
        return text, page, page
    begins_on = marks[0].group(1) if not text[: marks[0].start()].strip() else page
    plain = re.sub(r"(\w)-?\s*\x00\s*(\w)", r"\1 \2", _PAGE.sub("\x00", text)).replace("\x00", " ")
    return " ".join(plain.split()), begins_on, marks[-1].group(1)


def _is_title(stretch: Stretch, contents: Contents) -> bool:
    """Whether what stands below a numeral is the chapter's title."""
    if is_numeral(stretch.text):
        return False
    return key(stretch.text) in contents.titles or is_heading(stretch.lines, max(stretch.before, 1), stretch.after)


def _is_remark(text: str) -> bool:
    """A whole paragraph in brackets is the editor's, a transcriber's note nobody's."""
    if _SCRIBE.match(text):
        return True
    return text.startswith("[") and text.endswith("]") and len(text) > 40 and "]" not in text[:-1]


def _level(text: str) -> int:
    return 1 if re.match(r"\s*(?:part|book|volume|vol\.|teil|buch|band|livre|partie|libro|parte)\b", text, re.I) else 2


def _contents(stretches: Sequence[Stretch]) -> Contents:
    """Titles of the table of contents, as it writes them."""
    found: dict[str, str] = {}
    numbers: set[int] = set()
    begins = next(
        (at for at, stretch in enumerate(stretches[:400]) if _LISTING.fullmatch(stretch.text.strip(" .:_*"))), -1
    )
    if begins < 0:
        return Contents()
    for number, stretch in enumerate(stretches[begins + 1 : begins + 200], begins + 1):
        if is_named(stretch.text) and not _AT_THE_END.match(stretch.text) and found:
            break
        if len(stretch.text) > 300 and not any(_LEADS_TO_PAGE.search(line) for line in stretch.lines):
            break
        titles = [title for line in stretch.lines if 3 < len(title := _entry(line)) < 100]
        if any(key(title) in found for title in titles):
            break
        found.update((key(title), title) for title in titles)
        numbers.add(number)
        if stretch.after >= 3 and len(found) > 2:
            break
    return Contents(found, frozenset(numbers))


def _entry(line: str) -> str:
    """A line of the contents without its number and page."""
    title = re.sub(r"(?:\s{2,}|[\s.]{4,})[\divxlcO]{1,5}\s*$", "", line).replace("_", "").strip()
    return re.sub(r"^(?:chapter\s+)?(?:[IVXLC]{1,8}|\d{1,3})\.?\s+", "", title, flags=re.I).strip(" .")
