"""HTML: pages, and the chapters of EPUB files, parsed with lxml; nothing that a page refers to is fetched."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.book import Block, Book, Dropped
from kiosk.pack.importers.formats.gutenberg import strip_gutenberg
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

_SILENT = frozenset(
    [
        "script",
        "style",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "video",
        "audio",
        "table",
        "figure",
        "figcaption",
        "head",
        "sup",
        "hr",
    ]
)
_HEADING = re.compile(r"h[1-6]")
_WALLS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "blockquote",
        "li",
        "dd",
        "dt",
        "ul",
        "ol",
        "dl",
        "body",
        "pre",
        "center",
        "tr",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "address",
    ]
)
_FURNITURE = re.compile(
    r"\b(?:pg-?boilerplate|pgheader|toc|navigation|menu|cookie|breadcrumb|sidebar|caption|hidden)\b", re.I
)
_PUBLISHER = frozenset({"pg-header", "pg-footer"})
_NOTE = re.compile(r"\b(?:footnotes?|endnotes?|rearnotes?)\b", re.I)
_PAGE = re.compile(r"\b(?:pagenum|page-?number|pageno|pagebreak|pb)\b", re.I)
_NUMBER = re.compile(r"\[?(?:pg|page|p\.|seite|s\.)?[\s_-]*(\d{1,4}|[ivxlc]{1,7})\]?", re.I)
# Deeper than people write, and well before Python's own recursion ends at a thousand.
DEEPEST = 200
_TYPE = "{http://www.idpf.org/2007/ops}type"


def read_html(text: str, source: Source) -> Book:
    """The prose of one page with its headings; menus, tables, pictures and scripts are left out."""
    root = parse_html(text.encode("utf-8", "replace"), source)
    blocks, dropped = prose_of(root), []
    plain = strip_gutenberg(root.text_content()) if "Project Gutenberg" in text[:30_000] else None
    if plain:
        blocks = within_publisher(blocks)
        dropped.append(Dropped("", "the header and licence of Project Gutenberg"))
    title = " ".join((root.findtext(".//title") or "").split())
    author = next((str(meta.get("content")) for meta in root.iter("meta") if _is_author(meta)), "")
    return Book(
        title=(plain.title if plain else "")
        or re.sub(r"^The Project Gutenberg.*?(?:of|eBook,?)\s+|, by .*$", "", title),
        author=(plain.author if plain else "") or author,
        editor=plain.editor if plain else "",
        language=str(root.get("lang") or "").split("-")[0],
        published=plain.published if plain else "",
        blocks=tuple(blocks),
        dropped=tuple(dropped),
    )


def parse_html(data: bytes, source: Source) -> Any:
    """The tree of a page in UTF-8. Raises PackError where there is none."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise refusal(Code.SOURCE_DAMAGED, source.name, "is no page that can be read") from error
    return root


def prose_of(root: Any) -> list[Block]:
    """Headings and paragraphs in their order."""
    return list(_Reader().read(root))


def within_publisher(blocks: list[Block]) -> list[Block]:
    """What stands between the lines that begin and end a book of Project Gutenberg."""
    starts = [at for at, block in enumerate(blocks) if re.search(r"\*\*\*\s*START OF", block.text, re.I)]
    begins = starts[-1] + 1 if starts else 0
    ends = next(
        (
            at
            for at, block in enumerate(blocks[begins:], begins)
            if re.search(r"\*\*\*\s*END OF|^End of (?:the )?Project Gutenberg", block.text, re.I)
        ),
        len(blocks),
    )
    return blocks[begins:ends]


def _is_author(meta: Any) -> bool:
    return str(meta.get("name", "")).lower() in ("author", "dc.creator") and bool(meta.get("content"))


class _Reader:
    """Walks the tree once, gathering the letters of the paragraph that is open."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._page = ""
        self._begins_on = ""
        self._blocks: list[Block] = []

    def read(self, root: Any) -> list[Block]:
        self._walk(root, 0, 0, False)
        self._close(0, False)
        return self._blocks

    def _walk(self, element: Any, level: int, depth: int, is_note: bool) -> None:
        for child in _parts(element):
            if isinstance(child, str):
                self._letters.append(child)
                continue
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.rpartition("}")[2].lower()
            kind = " ".join(
                (child.get("class") or "", child.get(_TYPE) or child.get("epub:type") or "", child.get("role") or "")
            )
            if self._turns_page(child, kind) or name in _SILENT or not name or depth > DEEPEST:
                continue
            if child.get("id") in _PUBLISHER or (_FURNITURE.search(kind) and not _HEADING.fullmatch(name)):
                continue
            own_level = int(name[1]) if _HEADING.fullmatch(name) else level
            # A link or span of that kind is the mark that points at a note.
            notes = is_note or (bool(_NOTE.search(kind)) and name not in ("a", "span"))
            if name == "br":
                self._letters.append("\n" if own_level else " ")
            elif name in _WALLS:
                self._close(level, is_note)
                self._walk(child, own_level, depth + 1, notes)
                self._close(own_level, notes)
            else:
                self._walk(child, own_level, depth + 1, notes)

    def _turns_page(self, element: Any, kind: str) -> bool:
        """A mark of the printed edition's pages, which is no text."""
        if not _PAGE.search(kind) or len(text := element.text_content().strip()) > 12:
            return False
        for told in (text, element.get("title") or "", element.get("aria-label") or "", element.get("id") or ""):
            if found := _NUMBER.fullmatch(told.strip()):
                self._page = found.group(1)
                if not "".join(self._letters).strip():
                    self._begins_on = self._page
                return True
        return True

    def _close(self, level: int, is_note: bool) -> None:
        text = " ".join("".join(self._letters).split())
        if text:
            until = self._page if self._page != self._begins_on else ""
            self._blocks.append(Block(text, level, self._begins_on, until, is_note=is_note))
        self._letters, self._begins_on = [], self._page


def _parts(element: Any) -> Iterator[Any]:
    """Texts and elements in their order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail
