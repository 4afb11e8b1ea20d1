"""Reading: which reader opens which kind of file; none touches anything but the bytes it is given."""

import importlib
from collections.abc import Sequence
from typing import Any

from kiosk.pack.importers.formats.book import Book
from kiosk.pack.importers.formats.plain import read_plain
from kiosk.pack.importers.formats.sheet import Sheet, parse_csv
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.formats.subtitles import read_subtitles
from kiosk.pack.importers.wishes import Wishes


def read_book(source: Source, wishes: Wishes) -> Book:
    """A text of any kind. Raises PackError or ImportError."""
    match source.suffix:
        case ".epub":
            book: Book = _door("epub_lxml").read_epub(source)
        case ".docx":
            book = _door("document_docx").read_document(source)
        case ".pdf":
            book = _door("pages_pypdfium2").read_pdf(source)
        case _:
            text, _ = _door("encoding_charset_normalizer").decoded(source, wishes.language)
            book = _read_letters(text, source)
    return book


def _read_letters(text: str, source: Source) -> Book:
    match source.suffix:
        case ".html" | ".htm" | ".xhtml":
            book: Book = _door("html_lxml").read_html(text, source)
        case ".md" | ".markdown":
            book = _door("markdown_markdown_it").read_markdown(text, source)
        case ".srt" | ".vtt":
            book = read_subtitles(text)
        case _:
            book = read_plain(text)
    return book


def read_sheets(source: Source, wishes: Wishes) -> Sequence[Sheet]:
    """Every sheet of a spreadsheet of any kind. Raises PackError or ImportError."""
    if source.suffix == ".ods":
        return tuple(_door("sheet_lxml").read_ods(source))
    if source.suffix in (".xlsx", ".xlsm"):
        return tuple(_door("sheet_openpyxl").read_xlsx(source))
    text, _ = _door("encoding_charset_normalizer").decoded(source, wishes.language)
    return (parse_csv(text),)


def _door(name: str) -> Any:
    """A module with a library of its own, imported where it is needed: not every machine has them all."""
    return importlib.import_module(f"kiosk.pack.importers.formats.{name}")
