"""Sections: a book's chapters without what is no text of its author: title page, contents, index, others' notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.pack.importers.formats.book import Block, Book, Dropped
from kiosk.pack.importers.formats.headings import key

SUBSTANCE_CHARACTERS = 700
"""Prose of a chapter; a title page has less."""

_LEFT_OUT = {
    "the table of contents": r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|indice|índice|sommario"
    r"|차례|목차|目次|目录|目錄",
    "a list of pictures": r"(?:list of )?(?:illustrations|plates|figures|maps)|abbildungs?verzeichnis"
    r"|verzeichnis der abbildungen",
    "the index": r"(?:general |subject )?index(?: of names)?|(?:personen|sach|namens?)?register|색인|찾아보기|索引",
    "the bibliography": r"(?:select(?:ed)? )?bibliography|references|literatur(?:verzeichnis)?|bibliographie"
    r"|bibliografía|참고\s?문헌|参考文献",
    "notes": r"(?:foot|end)?notes?|notes (?:to|on) the text|anmerkungen|fußnoten|각주|注釈|注释",
    "an advertisement": r"advertisements?|(?:other )?(?:books|works) by .{3,60}|by the same author",
    "errata": r"errata|corrigenda|druckfehler",
    "a transcriber's note": r"transcriber['’]?s'? notes?.*|anmerkungen zur transkription",
    "the imprint": r"copyright.*|imprint|impressum|colophon|credits|판권",
    "a dedication": r"dedication|widmung|헌사",
    "thanks": r"acknowledge?ments?|danksagung|remerciements|agradecimientos|감사의 (?:글|말)",
}
_LEFT_OUT_FORMS = tuple((why, re.compile(rf"^(?:{form})\W*$", re.I)) for why, form in _LEFT_OUT.items())
_SHORT = ("the table of contents", "a list of pictures", "the imprint", "a dedication")
_BY_OTHERS = re.compile(
    r"^(?:editor['’]?s |translator['’]?s |publisher['’]?s |general |biographical |historical )?"
    r"(?:introduction|introductory (?:note|essay|remarks)|preface|foreword|note|biographical (?:sketch|note)|memoir|"
    r"vorwort|einleitung|nachwort|afterword|préface|avant-propos|prólogo|prefazione|서문|해설|머리말|解説|序文|序)"
    r"(?: (?:by|to|von|de|of)\b.*)?\W*$",
    re.I,
)
_END = re.compile(r"^(?:the end|finis|fin|ende|fine|끝|完|終)\W*$", re.I)
_I = re.compile(r"\b(?:I|my|me|ich|mein\w*|mich|je|j['’]|mon|ma|mes|yo|mi|mis|io|mio|mia)\b")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that follows up to the next one."""

    heading: str
    level: int
    blocks: Sequence[Block]
    line: int = 0

    @property
    def characters(self) -> int:
        return sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A book's sections by whose words they are."""

    own: Sequence[Section]
    by_others: Sequence[Section]
    """Introductions in which others write about the author."""

    dropped: Sequence[Dropped]


def sort_sections(book: Book) -> Sorted:
    """Chapters of the author, what others wrote about the author, and what is left out with its reason."""
    sections = [part for section in _sections(book.blocks) for part in _without_prose(section)]
    dropped = list(book.dropped)
    own: list[Section] = []
    by_others: list[Section] = []
    begins = next((at for at, section in enumerate(sections) if _is_chapter(section)), 0)
    is_over = False
    for at, section in enumerate(sections):
        why = _left_out(section)
        # In the second half alone: before it a part of the book ends, not the book.
        is_over = is_over or (bool(_END.match(section.heading)) and at > len(sections) // 2)
        if at < begins and not why:
            why = "title page" if book.is_timed is False else "before the text"
        elif is_over:
            why = why or "after the end"
        if why:
            dropped.append(Dropped(_where(section), why))
        elif _is_by_others(section, book):
            by_others.append(section)
        elif section.blocks or section.level == 1:
            own.append(section)
    if own:
        own[0] = _without_title_page(own[0], book.title)
    dropped += _notes([*own, *by_others])
    return Sorted(tuple(map(_without_notes, own)), tuple(map(_without_notes, by_others)), tuple(_joined(dropped)))


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    heading, gathered = Block("", level=2), list[Block]()
    for block in blocks:
        if block.is_heading:
            if heading.text or gathered:
                yield Section(heading.text, heading.level, tuple(gathered), heading.line)
            heading, gathered = block, []
        else:
            gathered.append(block)
    if heading.text or gathered:
        yield Section(heading.text, heading.level, tuple(gathered), heading.line)


def _without_prose(section: Section) -> Iterator[Section]:
    """A table of contents ends where running text begins, though no heading stands between them."""
    if _left_out(section) not in _SHORT:
        yield section
        return
    begins = next((at for at, block in enumerate(section.blocks) if _is_prose(block)), len(section.blocks))
    rest = Section("", section.level, section.blocks[begins:])
    if rest.characters < SUBSTANCE_CHARACTERS:
        yield section
        return
    yield Section(section.heading, section.level, section.blocks[:begins], section.line)
    yield rest


def _is_prose(block: Block) -> bool:
    dots = block.text.count("..") + block.text.count(" . ")
    return len(block.text) > 250 and not block.is_note and dots < 4 and sum(map(str.isdigit, block.text)) < 20


def _is_chapter(section: Section) -> bool:
    """Enough prose, and not a list of titles or an imprint."""
    if _left_out(section):
        return False
    prose = [block for block in section.blocks if len(block.text) > 160 and not block.is_note]
    return sum(len(block.text) for block in prose) >= SUBSTANCE_CHARACTERS or _is_all_there_is(section)


def _is_all_there_is(section: Section) -> bool:
    return not section.heading and section.characters > 0 and len(section.blocks) > 3


def _left_out(section: Section) -> str:
    heading = section.heading.strip(" .:*_")
    return next((why for why, form in _LEFT_OUT_FORMS if form.match(heading)), "")


def _is_by_others(section: Section, book: Book) -> bool:
    """An introduction that names the author again and again, and hardly says I."""
    if not _BY_OTHERS.match(section.heading) or not book.author:
        return False
    surname = book.author.split()[-1].strip(",.")
    text = " ".join(block.text for block in section.blocks)
    named = len(re.findall(rf"\b{re.escape(surname)}\b", text))
    said = len(_I.findall(text))
    return named >= 3 and named * 2 > said


def _without_title_page(section: Section, title: str) -> Section:
    """The first chapter without the lines of a title page before its prose; the book's title heads no chapter."""
    begins = next(
        (at for at, block in enumerate(section.blocks) if len(block.text) > 80 or block.text[-1:] in '.!?”"’。…:'), 0
    )
    is_title = bool(title) and key(section.heading).startswith(key(title))
    return Section("" if is_title else section.heading, section.level, section.blocks[begins:], section.line)


def _without_notes(section: Section) -> Section:
    return Section(
        section.heading, section.level, tuple(block for block in section.blocks if not block.is_note), section.line
    )


def _notes(sections: Sequence[Section]) -> Iterator[Dropped]:
    count = sum(block.is_note for section in sections for block in section.blocks)
    if count:
        yield Dropped("", f"{count} footnotes and remarks in brackets, which others may have written")


def _joined(dropped: Sequence[Dropped]) -> Iterator[Dropped]:
    """Title pages of several blocks are told once."""
    told = False
    for entry in dropped:
        if entry.why == "title page":
            if told:
                continue
            told = True
        yield entry


def _where(section: Section) -> str:
    place = f"line {section.line}" if section.line else next((f"p. {b.place}" for b in section.blocks if b.place), "")
    return ", ".join(filter(None, (place, section.heading[:60])))
