"""Questions and answers of a spreadsheet becoming lines of a script."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.pack.importers.columns import Columns
from kiosk.pack.importers.formats.sheet import Row, Sheet
from kiosk.pack.importers.formats.source import plain_name
from kiosk.pack.importers.report import Item, skipped
from kiosk.pack.model.limits import Limits

_BETWEEN = re.compile(r"(?<=[?？؟])[\s/|;,]*(?=\S)|\s*[|;]\s+|\s+/\s+|\s*[•·▪]\s*")
_LISTED = re.compile(r"^(?:[-*•–]|\(?\d{1,2}[.)])\s+")


@dataclass(slots=True)
class Asked:
    """One answer with every question that leads to it, as rows are read."""

    asks: list[str]
    says: list[str]
    row: int
    id: str = ""
    topic: str = ""
    source: str = ""
    rows: list[int] = field(default_factory=list)


class Gathering:
    """Reads rows; what cannot become a line is remembered with its reason."""

    def __init__(self, name: str, sheet: Sheet, columns: Columns) -> None:
        self._name, self._sheet, self._columns = name, sheet, columns
        self._limits = Limits()
        self._first: dict[str, int] = {}
        self.gathered: list[Asked] = []
        self.items: list[Item] = []

    def run(self) -> "Gathering":
        """All rows; an answer that stands beside several questions in a row is one line."""
        for row in self._sheet.rows[self._columns.begins :]:
            self._row(row)
        if self._sheet.is_cut:
            self._skip(0, "rows or columns beyond the limit of 20,000 rows and 60 columns")
        return self

    def _row(self, row: Row) -> None:
        asks = [ask for column in self._columns.questions for ask in questions_in(row.cell(column))]
        says = [row.cell(column).replace("\n", " ") for column in self._columns.answers if row.cell(column)]
        if not asks and not says:
            return
        if not asks or not says:
            self._skip(row.number, f"it has no {'question' if says else 'answer'}")
            return
        if too_long := next((text for text in says if len(text) > self._limits.says_characters), None):
            most = self._limits.says_characters
            self._skip(
                row.number, f"its answer has {len(too_long):,} characters, at most {most:,} are said: shorten it"
            )
            return
        last = self.gathered[-1] if self.gathered else None
        if last is not None and last.says == says:
            self._more(last, self._new(asks, row.number), row.number)
            last.rows.append(row.number)
        elif (
            last is not None
            and last.rows[-1] == row.number - 1
            # The same question in the next row has another wording of its answer.
            and [_bag(ask) for ask in asks] == [_bag(ask) for ask in last.asks]
        ):
            last.says += [text for text in says if text not in last.says]
            last.rows.append(row.number)
        elif new := self._new(asks, row.number):
            columns = self._columns
            topic, source = row.cell(columns.topic).replace("\n", " "), row.cell(columns.source).replace("\n", " ")
            own = row.cell(columns.id)
            self.gathered.append(Asked(new, says, row.number, own, topic[:200], source, [row.number]))

    def _more(self, last: Asked, asks: Sequence[str], number: int) -> None:
        room = self._limits.items - len(last.asks)
        last.asks += asks[: max(room, 0)]
        if len(asks) > room:
            self._skip(number, f"its answer has {self._limits.items} questions already")

    def _new(self, asks: Sequence[str], number: int) -> list[str]:
        """Those that were not asked before and are short enough."""
        kept: list[str] = []
        for ask in asks:
            if len(ask) > self._limits.asks_characters:
                self._skip(number, f"its question has {len(ask)} characters, at most {self._limits.asks_characters}")
            elif _bag(ask) in self._first:
                # Twice in one row is worth no word.
                if self._first[_bag(ask)] != number:
                    self._skip(number, f"'{ask[:60]}' is asked in row {self._first[_bag(ask)]} already")
            else:
                self._first[_bag(ask)] = number
                kept.append(ask)
        return kept[: self._limits.items]

    def _skip(self, number: int, why: str) -> None:
        sheet = f"{self._sheet.name}, " if self._sheet.name else ""
        self.items.append(skipped(self._name, f"{sheet}row {number}" if number else self._sheet.name, why))


def questions_in(cell: str) -> Iterator[str]:
    """The questions of one cell: one to a line, or one after the other."""
    for line in cell.split("\n"):
        for part in _BETWEEN.split(_LISTED.sub("", line)):
            question = _LISTED.sub("", part or "").strip(' ,;/|"“”«»„').strip()
            if len(question) > 1:
                yield question


def line_id(asked: Asked, taken: set[str]) -> str:
    """An id of its own: the spreadsheet's, else made of the first question."""
    wanted = plain_name(asked.id or asked.asks[0])
    made, number = wanted, 1
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    taken.add(made)
    return made


def _bag(question: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", question).casefold())))
