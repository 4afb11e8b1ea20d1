"""ODS: the sheets of LibreOffice and others, read from their XML with lxml."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.archive import Archive
from kiosk.pack.importers.formats.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, sheet_of
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
LONGEST_EMPTY = 1000
"""Programs repeat an empty row down to the end of the sheet."""


def read_ods(source: Source) -> tuple[Sheet, ...]:
    """Every sheet. Raises PackError where it is damaged or protected."""
    archive = Archive(source)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise refusal(Code.SOURCE_LOCKED, source.name, "is protected by a password", "save it without one")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(archive.part("content.xml"), parser)
        return tuple(_sheet(table) for table in root.iter(_TABLE + "table"))
    except (etree.LxmlError, ValueError) as error:
        what = "is damaged, or no spreadsheet that LibreOffice wrote"
        raise refusal(Code.SOURCE_DAMAGED, source.name, what, "save it anew, or as CSV") from error


def _sheet(table: Any) -> Sheet:
    grid: list[list[str]] = []
    spans: dict[int, tuple[int, str]] = {}
    is_cut = False
    for row in table.iter(_TABLE + "table-row"):
        cells = list(_cells(row, spans))
        times = _number(row, "number-rows-repeated")
        if not any(cells):
            times = min(times, LONGEST_EMPTY)
        for _ in range(times):
            if len(grid) >= MOST_ROWS:
                is_cut = True
                break
            grid.append(cells)
    while grid and not any(grid[-1]):
        grid.pop()
    return sheet_of(table.get(_TABLE + "name", ""), grid, is_cut)


def _cells(row: Any, spans: dict[int, tuple[int, str]]) -> Iterator[str]:
    """The texts of a row; a cell merged with the one above has that one's."""
    column = 0
    for cell in row.iter(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        text = _text(cell)
        rows_spanned = _number(cell, "number-rows-spanned")
        for _ in range(_number(cell, "number-columns-repeated")):
            if column >= MOST_COLUMNS:
                return
            left, above = spans.get(column, (0, ""))
            if cell.tag == _TABLE + "covered-table-cell" and left:
                spans[column] = (left - 1, above)
                yield above
            else:
                spans[column] = (rows_spanned - 1, text)
                yield text
            column += 1


def _text(cell: Any) -> str:
    paragraphs = [
        "".join(_spoken(paragraph))
        for paragraph in cell.iter(_TEXT + "p")
        # What somebody remarked on a cell is not its text.
        if not any(above.tag == _OFFICE + "annotation" for above in paragraph.iterancestors())
    ]
    return "\n".join(paragraphs) or str(cell.get(_OFFICE + "value", ""))


def _spoken(paragraph: Any) -> Iterator[str]:
    """Its letters; LibreOffice writes blanks, tabs and line ends as elements."""
    yield paragraph.text or ""
    for part in paragraph:
        if part.tag == _TEXT + "line-break":
            yield "\n"
        elif part.tag in (_TEXT + "s", _TEXT + "tab"):
            yield " "
        elif part.tag != _TEXT + "note" and isinstance(part.tag, str):
            yield from _spoken(part)
        yield part.tail or ""


def _number(element: Any, name: str) -> int:
    """A count of the format, 1 where it is missing or no number."""
    value = element.get(_TABLE + name, "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 9 else 1
