"""Columns: which one of a spreadsheet holds the questions and which the answers; by what stands above, else below."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.pack.importers.formats.sheet import Row, Sheet

WORDS_FILE = Path(__file__).with_name("columns.toml")
HEADED_WITHIN = 12
"""Rows from the top among which the heads are looked for: titles and notes may stand above."""

LEAST_QUESTIONS = 0.3
# Greek asks with a semicolon.
_QUESTION_END = re.compile(r"[?？؟;]\s*[\"'»”’)]*$")
_NUMBERED = re.compile(r"[\s\d.:()\[\]_#/–-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of columns from 0."""

    questions: Sequence[int]
    answers: Sequence[int]
    topic: int = -1
    source: int = -1
    id: int = -1
    begins: int = 0
    """Rows of the sheet before the first question."""

    how: str = ""
    """By what they were told, for the report."""


def find_columns(sheet: Sheet) -> Columns | None:
    """The columns; None where it cannot be told."""
    return _by_heads(sheet) or _by_content(sheet)


def letters(column: int) -> str:
    """A column as programs name it: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def number_of(name: str) -> int:
    """The column that is called so: C is 2."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@cache
def _words() -> Mapping[str, frozenset[str]]:
    tables = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {role: frozenset(words) for role, words in tables.items()}


def _role(head: str) -> str:
    """What a head stands for: question, alternative, answer, topic, source, id, or nothing."""
    plain = " ".join(_NUMBERED.sub(" ", head.casefold()).split()).strip(" *:")
    for role, words in _words().items():
        if plain in words:
            return role
    parts = plain.split()
    if 1 < len(parts) <= 4:
        for role in ("alternative", "answer", "question", "topic", "source"):
            if any(part in _words()[role] and len(part) > 2 for part in parts):
                return role
    return ""


def _by_heads(sheet: Sheet) -> Columns | None:
    for begins, row in enumerate(sheet.rows[:HEADED_WITHIN]):
        roles = [_role(cell) if len(cell) < 60 else "" for cell in row.cells]
        if "question" not in roles or "answer" not in roles:
            continue
        found = {role: [number for number, own in enumerate(roles) if own == role] for role in set(roles)}
        return Columns(
            questions=(*found["question"], *found.get("alternative", ())),
            answers=found["answer"],
            topic=found.get("topic", [-1])[0],
            source=found.get("source", [-1])[0],
            id=found.get("id", [-1])[0],
            begins=begins + 1,
            how=f"by the heads in row {row.number}",
        )
    return None


def _by_content(sheet: Sheet) -> Columns | None:
    asked = {column: _asks(sheet.rows, column) for column in range(sheet.width)}
    question = max(asked, key=lambda column: asked[column], default=-1)
    if question < 0 or asked[question] < LEAST_QUESTIONS:
        return None
    lengths = {column: _length(sheet.rows, column) for column in range(sheet.width) if column != question}
    answer = max(lengths, key=lambda column: lengths[column], default=-1)
    if answer < 0 or lengths[answer] < 8:
        return None
    others = [column for column in lengths if column != answer and asked[column] >= LEAST_QUESTIONS and column < answer]
    how = f"by question marks in column {letters(question)} and the length of column {letters(answer)}"
    return Columns((question, *others), (answer,), begins=_unasked(sheet.rows, question), how=how)


def _unasked(rows: Sequence[Row], question: int) -> int:
    """Rows above the first question, which are titles or heads of unknown words."""
    for number, row in enumerate(rows[:HEADED_WITHIN]):
        if _QUESTION_END.search(row.cell(question)):
            return number
    return 0


def _asks(rows: Sequence[Row], column: int) -> float:
    filled = [row.cell(column) for row in rows if row.cell(column)]
    # Against half of all rows at least: a column with two entries, one of which asks, holds no questions.
    return sum(bool(_QUESTION_END.search(cell)) for cell in filled) / max(len(filled), len(rows) / 2, 1)


def _length(rows: Sequence[Row], column: int) -> float:
    """The mean number of characters over all rows."""
    return sum(len(row.cell(column)) for row in rows) / max(len(rows), 1)
