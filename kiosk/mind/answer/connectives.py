"""Connectives: what is said around an answer (an offer, "as I said", its source), and what accepts an offer."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

PATTERNS = ("yes", "second", "no")


@dataclass(frozen=True, slots=True)
class Connectives:
    """Lists of variants with places to be filled; the patterns are searched in what a visitor says to an offer."""

    near: Sequence[str]
    near_text: Sequence[str]
    choice: Sequence[str]
    as_said: Sequence[str]
    source_line: Sequence[str]
    source_text: Sequence[str]
    source_written: Sequence[str]
    age_living: Sequence[str]
    age_dead: Sequence[str]
    age_born: Sequence[str]
    yes: re.Pattern[str]
    second: re.Pattern[str]
    no: re.Pattern[str]
    no_more: Sequence[str]
    declined: Sequence[str]
    months: Sequence[str]
    day: str
    weekdays: Sequence[str]
    today_is: str
    time_is: str
    sum_is: str

    def accepted(self, text: str, offered: Sequence[str]) -> str:
        """Which of the lines offered the visitor wants; empty: none of them."""
        if len(offered) > 1 and self.second.search(text):
            return offered[1]
        return offered[0] if offered and self.yes.search(text.lower()) else ""

    def refuses(self, text: str) -> bool:
        return bool(self.no.search(text.lower()))

    def dated(self, day: date) -> str:
        """The day in words."""
        ordinal = f"{day.day}{_ending(day.day)}" if self.months[0] == "January" else str(day.day)
        return self.day.format(day=ordinal, month=self.months[day.month - 1], year=day.year)


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@cache
def connectives(language: str) -> Connectives | None:
    """None in a language that has none."""
    file = resources.files("kiosk.mind") / "answer" / "connectives.toml"
    table: Mapping[str, Any] | None = tomllib.loads(file.read_text("utf-8")).get(language.split("-", maxsplit=1)[0])
    if table is None:
        return None
    compiled = {name: re.compile(table[name], re.IGNORECASE) for name in PATTERNS}
    return Connectives(**{field.name: compiled.get(field.name, table[field.name]) for field in fields(Connectives)})
