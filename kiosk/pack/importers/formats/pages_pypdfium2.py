"""PDF: the lines of every page with their places, read by PDFium."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.book import Book
from kiosk.pack.importers.formats.pages import Line, Page, read_pages
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

MOST_PAGES = 5000
MOST_RUNS = 4000
"""Runs of letters on one page: more is a drawing."""

LEAST_CHARACTERS = 40
"""A page has more on the average, or it is a picture of one."""


def read_pdf(source: Source) -> Book:
    """The running text with page numbers. Raises PackError where it is damaged, locked or has no text."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise refusal(
                Code.SOURCE_LOCKED, source.name, "is protected by a password", "save it without one"
            ) from error
        raise _damaged(source) from error
    try:
        if len(document) > MOST_PAGES:
            what = f"has {len(document)} pages, more than {MOST_PAGES}"
            raise refusal(Code.SOURCE_TOO_LARGE, source.name, what, "split it into several files")
        pages = [_page(document, number) for number in range(len(document))]
        told = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        raise _damaged(source) from error
    finally:
        document.close()
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if characters < LEAST_CHARACTERS * max(len(pages), 1):
        what = "holds no text, or only pictures of its pages"
        hint = "let a program for text recognition read it first, such as ocrmypdf"
        raise refusal(Code.SOURCE_EMPTY, source.name, what, hint)
    blocks, dropped = read_pages(pages)
    return Book(title=told.get("Title", ""), author=told.get("Author", ""), blocks=blocks, dropped=dropped)


def _damaged(source: Source) -> Exception:
    what = "is damaged or cut off, or no PDF"
    return refusal(Code.SOURCE_DAMAGED, source.name, what, "fetch or export it again")


def _page(document: Any, number: int) -> Page:
    label = document.get_page_label(number) or ""
    page = document[number]
    try:
        text = page.get_textpage()
        height = page.get_height()
        lines = list(_lines(text, height))
        text.close()
    finally:
        page.close()
    return Page(label, lines)


def _lines(text: Any, page_height: float) -> Iterator[Line]:
    """Runs of letters of one font, put together where they stand on one line."""
    gathered: list[Line] = []
    for number in range(min(text.count_rects(), MOST_RUNS)):
        left, bottom, right, top = text.get_rect(number)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if not words:
            continue
        size, baseline = _form(text, left, (bottom + top) / 2, top - bottom)
        run = Line(words, left, page_height - (baseline if baseline is not None else bottom), right, size)
        if gathered and not _is_beside(gathered[-1], run):
            yield _line(gathered)
            gathered = []
        gathered.append(run)
    if gathered:
        yield _line(gathered)


def _form(text: Any, left: float, middle: float, height: float) -> tuple[float, float | None]:
    """Size of the letters and their base line, of the letter at a place; the height of the run where it has none."""
    index = text.get_index(left + 0.5, middle, 2.0, max(height, 2.0))
    if index is None or index < 0:
        return height, None
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        scale = math.hypot(matrix.b, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(text, index) * scale
    x, y = ctypes.c_double(), ctypes.c_double()
    has_origin = pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return (size if 1.0 < size < 500.0 else height), (y.value if has_origin else None)


def _is_beside(last: Line, run: Line) -> bool:
    size = max(last.height, run.height, 1.0)
    return abs(run.top - last.top) < 0.5 * size and -size < run.left - last.right < 12 * size


def _line(runs: list[Line]) -> Line:
    text = runs[0].text
    for before, run in pairwise(runs):
        text += ("" if run.left - before.right < 0.12 * max(run.height, 1.0) else " ") + run.text
    return Line(text, runs[0].left, runs[0].top, runs[-1].right, max(run.height for run in runs))
