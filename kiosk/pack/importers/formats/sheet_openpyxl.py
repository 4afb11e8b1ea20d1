"""XLSX: sheets, opened by openpyxl; formulas give the values that were last computed."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.columns import number_of
from kiosk.pack.importers.formats.archive import Archive
from kiosk.pack.importers.formats.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, sheet_of
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

MOST_SPANNED = 4_000_000
"""Cells of all merged stretches."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})")


def read_xlsx(source: Source) -> tuple[Sheet, ...]:
    """Every visible sheet. Raises PackError where it is damaged or protected."""
    _check_merged(Archive(source), source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(source.data), data_only=True, keep_links=False)
            return tuple(_sheets(book))
    except MemoryError:
        raise
    except Exception as error:
        what = "is damaged, or no spreadsheet that Excel or LibreOffice wrote"
        raise refusal(Code.SOURCE_DAMAGED, source.name, what, "save it anew, or as CSV") from error


def _check_merged(archive: Archive, source: Source) -> None:
    """The library goes through every cell of a merged stretch, and a sheet has seventeen thousand million."""
    cells = 0
    for name in archive.names():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for left, top, right, bottom in _MERGED.findall(archive.part(name).replace(b"\0", b"")):
                columns = number_of(right.decode()) - number_of(left.decode()) + 1
                cells += max(columns, 1) * max(int(bottom) - int(top) + 1, 1)
    if cells > MOST_SPANNED:
        what = f"merges {cells:,} cells into few"
        raise refusal(Code.SOURCE_TOO_LARGE, source.name, what, "undo the merging of whole columns and rows")


def _sheets(book: Any) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows, columns = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
        grid = [
            ["" if value is None else str(value) for value in row]
            for row in sheet.iter_rows(max_row=rows, max_col=columns, values_only=True)
        ]
        for span in sheet.merged_cells.ranges:
            _fill(grid, span)
        yield sheet_of(sheet.title, grid, sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS)


def _fill(grid: list[list[str]], span: Any) -> None:
    """Rows of a merged stretch each have its text; columns do not, or a question would be its own answer."""
    if span.min_row > len(grid):
        return
    row, column = span.min_row - 1, span.min_col - 1
    if column >= len(grid[row]):
        return
    for number in range(row + 1, min(span.max_row, len(grid))):
        grid[number][column] = grid[row][column]
