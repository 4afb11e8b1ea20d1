"""Tables: the keys of one TOML table read one by one; whatever is wrong with them becomes a problem."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from kiosk.pack.checks.codes import Code
from kiosk.pack.model.document import Document
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.locator import Path

Choice = TypeVar("Choice", bound=StrEnum)

TYPE_NAMES: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
    datetime: "a date with a time",
    date: "a date",
}
LIST_ENTRIES = 200
TEXT_CHARACTERS = 200


class Table:
    """Remembers which keys were asked for, so that `close` can name those nobody knows."""

    def __init__(self, document: Document, findings: Findings, path: Path = ()) -> None:
        self.document = document
        self.findings = findings
        self.path = path
        values: Any = document.values
        for part in path:
            values = values[part]
        self._values: dict[str, Any] = values
        self._asked: list[str] = []

    def where(self, *path: str | int) -> str:
        """file:line of a key of this table."""
        return self.document.where((*self.path, *path))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, default: str = "", longest: int = TEXT_CHARACTERS, required: bool = False) -> str:
        """A text with its white space tidied; present means not empty."""
        value = self._value(key, str, required)
        if value is None:
            return default
        return self._tidied(value, longest, key) or default

    def texts(self, key: str, longest: int = TEXT_CHARACTERS, required: bool = False) -> tuple[str, ...]:
        """One text or a list of them."""
        value = self._value(key, (str, list), required)
        if value is None:
            return ()
        if isinstance(value, str):
            tidied = self._tidied(value, longest, key)
            return (tidied,) if tidied else ()
        if required and not value:
            self.findings.error(
                Code.EMPTY, self.where(key), f"'{key}' is empty", "give at least one text, or leave the line out"
            )
        if len(value) > LIST_ENTRIES:
            self.findings.error(
                Code.TOO_MANY, self.where(key), f"'{key}' has {len(value)} entries", f"at most {LIST_ENTRIES}"
            )
        return tuple(filter(None, (self._entry(key, number, longest) for number in range(len(value[:LIST_ENTRIES])))))

    def flag(self, key: str, default: bool) -> bool:
        value = self._value(key, bool)
        return default if value is None else bool(value)

    def whole(self, key: str, default: int | None, least: int, most: int) -> int | None:
        """A whole number between `least` and `most`."""
        value = self._value(key, int)
        if value is None:
            return default
        if not least <= value <= most:
            self.findings.error(Code.OUT_OF_RANGE, self.where(key), f"'{key}' is {shown(value)}", f"{least} to {most}")
            return default
        return int(value)

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number between `least` and `most`."""
        value = self._value(key, (int, float))
        if value is None:
            return default
        if not least <= value <= most:
            self.findings.error(
                Code.OUT_OF_RANGE, self.where(key), f"'{key}' is {shown(value)}", f"{least:g} to {most:g}"
            )
            return default
        return float(value)

    def moment(self, key: str) -> datetime | None:
        """A date with a time."""
        value: datetime | None = self._value(key, datetime)
        return value

    def day(self, key: str) -> date | None:
        value: date | None = self._value(key, date)
        return value

    def choice(self, key: str, default: Choice, required: bool = False) -> Choice:
        """One of the values of the default's own kind."""
        value = self._value(key, str, required)
        return default if value is None else self.chosen(value, type(default), key) or default

    def chosen(self, value: str, kind: type[Choice], *path: str | int) -> Choice | None:
        """The value as one of its kind; None, and a problem, where it is none."""
        known = [member.value for member in kind]
        if value in known:
            return kind(value)
        hint = self.findings.did_you_mean(value.lower(), known) or "one of: " + ", ".join(known)
        self.findings.error(Code.UNKNOWN_VALUE, self.where(*path), f"'{path[0]}' cannot be '{shown(value)}'", hint)
        return None

    def table(self, key: str) -> "Table | None":
        if self._value(key, dict) is None:
            return None
        return Table(self.document, self.findings, (*self.path, key))

    def tables(self, key: str) -> "Sequence[Table]":
        """The entries of `[[key]]`."""
        values = self._value(key, list)
        made: list[Table] = []
        for number, value in enumerate(values or ()):
            if isinstance(value, dict):
                made.append(Table(self.document, self.findings, (*self.path, key, number)))
            else:
                self._mistyped(value, "a table", key, number)
        return made

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def close(self) -> None:
        """Every key that was not asked for is unknown."""
        known = list(dict.fromkeys(self._asked))
        for key in self._values:
            if key not in known:
                hint = self.findings.did_you_mean(key, known) or "known here: " + ", ".join(known)
                self.findings.error(Code.UNKNOWN_KEY, self.where(key), f"unknown key '{shown(key)}'", hint)

    def _value(self, key: str, kinds: type | tuple[type, ...], required: bool = False) -> Any:
        self._asked.append(key)
        value = self._values.get(key)
        if value is None:
            if required:
                self.findings.error(Code.MISSING_KEY, self.where(), f"'{key}' is missing", f"add: {key} = …")
            return None
        kinds = kinds if isinstance(kinds, tuple) else (kinds,)
        if type(value) in kinds:
            return value
        self._mistyped(value, " or ".join(TYPE_NAMES[kind] for kind in kinds), key)
        return None

    def _entry(self, key: str, number: int, longest: int) -> str:
        value = self._values[key][number]
        if not isinstance(value, str):
            self._mistyped(value, "a text", key, number)
            return ""
        return self._tidied(value, longest, key, number)

    def _tidied(self, value: str, longest: int, *path: str | int) -> str:
        tidied = " ".join("".join(c if c.isprintable() or c.isspace() or c == "\u200d" else " " for c in value).split())
        if not tidied:
            self.findings.error(
                Code.EMPTY, self.where(*path), f"'{path[0]}' is empty", "give a text, or leave the key out"
            )
        if len(tidied) > longest:
            what = f"'{path[0]}' has {len(tidied)} characters"
            self.findings.error(Code.TOO_LONG, self.where(*path), what, f"at most {longest}")
        return tidied[:longest]

    def _mistyped(self, value: object, expected: str, *path: str | int) -> None:
        what = f"'{path[0]}' must be {expected}, not {TYPE_NAMES.get(type(value), 'this')}"
        hint = "a date is written without quotation marks: 1815-12-10" if expected == "a date" else ""
        self.findings.error(Code.WRONG_TYPE, self.where(*path), what, hint)
