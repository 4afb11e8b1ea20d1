"""DOCX: documents of Word and LibreOffice, opened by python-docx; nothing they refer to is fetched."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.archive import Archive
from kiosk.pack.importers.formats.book import Block, Book, Dropped
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

_LEVEL = re.compile(r"heading (\d)", re.I)
_FURNITURE = re.compile(r"^(?:toc|table of figures|header|footer|index|caption|footnote|endnote)", re.I)


def read_document(source: Source) -> Book:
    """Headings and paragraphs; headers, footers, notes, contents and tables are left out. Raises PackError."""
    # Proved before the library unpacks it; nothing of it is kept.
    Archive(source)
    try:
        document = docx.Document(io.BytesIO(source.data))
        properties = document.core_properties
        blocks = tuple(_blocks(document))
        tables = len(document.tables)
        title, author = properties.title or "", properties.author or ""
    # Told as too large by whoever reads it apart.
    except MemoryError:
        raise
    except Exception as error:
        what = "is damaged, or no document that Word or LibreOffice wrote"
        raise refusal(Code.SOURCE_DAMAGED, source.name, what, "save it anew, or as plain text") from error
    heads = [block for block in blocks[:3] if block.level == 1]
    return Book(
        title=title or (heads[0].text if heads else ""),
        # Names that programs write where nobody is named.
        author="" if author.lower() in ("python-docx", "unknown", "author") else author,
        blocks=blocks,
        dropped=(Dropped("", f"{tables} tables"),) if tables else (),
    )


def _blocks(document: Any) -> Iterator[Block]:
    page = 1
    is_paged = any(part.rendered_page_breaks for part in document.paragraphs)
    for part in document.iter_inner_content():
        if isinstance(part, Table) or not isinstance(part, Paragraph):
            continue
        begins_on = page
        breaks = len(part.rendered_page_breaks)
        page += breaks
        text = " ".join(part.text.split())
        if not text or _FURNITURE.match(name := _style(part)):
            continue
        level = _LEVEL.match(name)
        own = int(level.group(1)) if level and level.group(1) != "0" else 1 if name.lower() == "title" else 0
        # The page ended before its first letter.
        if breaks and part.rendered_page_breaks[0].preceding_paragraph_fragment is None:
            begins_on += 1
        places = (str(begins_on), str(page) if page != begins_on else "") if is_paged else ("", "")
        yield Block(text, own, *places)


def _style(paragraph: Any) -> str:
    style = paragraph.style
    return str(style.name or "") if style is not None else ""
