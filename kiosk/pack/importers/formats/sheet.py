"""Sheets: the cells of a spreadsheet as texts, merged ones filled in, whatever program wrote it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

MOST_ROWS = 20_000
MOST_COLUMNS = 60
DELIMITERS = ",;\t|"
EXAMINED_ROWS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something."""

    number: int
    """As the program shows it, from 1."""

    cells: Sequence[str]

    def cell(self, column: int) -> str:
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a spreadsheet; `name` is empty where there is only one without a name."""

    name: str
    rows: Sequence[Row]
    is_cut: bool = False
    """Whether rows or columns beyond the limits were left out."""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def sheet_of(name: str, grid: Sequence[Sequence[str]], is_cut: bool = False) -> Sheet:
    """The rows of a grid that hold something, tidied."""
    tidied = ([tidy(cell) for cell in row] for row in grid)
    return Sheet(name, tuple(Row(number, row) for number, row in enumerate(tidied, 1) if any(row)), is_cut)


def tidy(cell: str) -> str:
    """One cell's text: line ends kept, other white space made single, what cannot be printed left out."""
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in cell.replace("\u200b", "").splitlines())
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def parse_csv(text: str) -> Sheet:
    """Rows of a CSV file with whichever delimiter makes the steadiest columns."""
    best: list[list[str]] = []
    best_score = -1.0
    for delimiter in DELIMITERS:
        rows = _parsed(text, delimiter)
        widths = [len(row) for row in rows[:EXAMINED_ROWS] if any(cell.strip() for cell in row)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(usual) / len(widths) * min(usual, 4) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = rows, score
    is_cut = len(best) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in best)
    return sheet_of("", [row[:MOST_COLUMNS] for row in best[:MOST_ROWS]], is_cut)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    """As many rows as count, and one more."""
    # It belongs to the module, and so to everybody: set back at the end.
    limit = csv.field_size_limit(1 << 24)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return rows
    finally:
        csv.field_size_limit(limit)
    return rows
