"""The script: `script/<language>/*.toml`, the lines of a figure and what it says around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from kiosk.domain.content.address import Address
from kiosk.domain.content.script import Line, Near, Origin, PackWords
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.addresses import check_ids, read_address
from kiosk.pack.model.document import Document
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.near import PlacedNear, named, read_near
from kiosk.pack.model.table import Table

LINE_ID = re.compile(r"\w[\w.-]{0,63}")
SINGLE_WORDS = ("name", "title", "invitation", "helpline")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and where its parts stand."""

    line: Line
    leads_at: Sequence[str] = ()
    media_at: str = ""
    stages_at: Sequence[str] = ()
    short_at: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """What one language says."""

    placed: Sequence[Placed] = ()
    words: PackWords = PackWords()
    suggested_at: Sequence[str] = field(default=())
    addresses: Sequence[Address] = ()
    near: Sequence[PlacedNear] = ()
    words_of: Mapping[str, PackWords] = field(default_factory=dict)
    """What single stages of the figure's life say around the answers."""

    stages_at: Sequence[tuple[str, str]] = ()
    """Every stage that is named, and where."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(placed.line for placed in self.placed)

    def named(self, name: str) -> tuple[Line, ...]:
        """The lines with the figure's name where they say {name}."""

        def told(text: str) -> str:
            return text.replace("{name}", name)

        return tuple(
            replace(line, says=tuple(map(told, line.says)), short=told(line.short), simple=told(line.simple))
            for line in self.lines
        )

    def named_near(self, name: str) -> tuple[Near, ...]:
        """The near answers, likewise."""
        return tuple(named(placed.near, name) for placed in self.near)


def read_script(documents: Sequence[Document], findings: Findings, limits: Limits) -> Script:
    """All files of one language together."""
    placed: list[Placed] = []
    addresses: list[Address] = []
    near: list[PlacedNear] = []
    words = _Words(findings)
    stages = _Stages(findings)
    for document in documents:
        table = Table(document, findings)
        placed += [_line(entry, limits) for entry in table.tables("line")]
        addresses += [read_address(entry, limits, _id(entry)) for entry in table.tables("address")]
        near += [read_near(entry, limits, _id(entry, required=False)) for entry in table.tables("near")]
        if (own := table.table("words")) is not None:
            stages.add(own.table("variant"), limits)
            words.add(own, limits)
        table.close()
    _check_ids(placed, near, findings)
    check_ids(addresses, findings)
    return Script(
        tuple(placed),
        PackWords(**words.values),
        (*words.suggested_at, *(place for one in stages.words.values() for place in one.suggested_at)),
        tuple(addresses),
        tuple(near),
        {stage: PackWords(**own.values) for stage, own in stages.words.items()},
        (*stages.at, *_named_stages(placed)),
    )


def _named_stages(placed: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    for entry in placed:
        yield from zip(entry.line.variants, entry.stages_at, strict=True)


class _Stages:
    """The tables `[words.variant.<id>]` of several files."""

    def __init__(self, findings: Findings) -> None:
        self.words: dict[str, _Words] = {}
        self.at: list[tuple[str, str]] = []
        self._findings = findings

    def add(self, table: Table | None, limits: Limits) -> None:
        for stage in table.names() if table is not None else ():
            if table is not None and (own := table.table(stage)) is not None:
                self.at.append((stage, own.where()))
                self.words.setdefault(stage, _Words(self._findings)).add(own, limits)


class _Words:
    """The `[words]` tables of several files becoming one."""

    def __init__(self, findings: Findings) -> None:
        self.values: dict[str, Any] = {}
        self.suggested_at: list[str] = []
        self._findings = findings
        self._places: dict[str, str] = {}

    def add(self, table: Table, limits: Limits) -> None:
        for known in (entry.name for entry in fields(PackWords) if entry.name != "proposed"):
            value: Any
            if known in SINGLE_WORDS:
                longest = limits.name_characters if known != "helpline" else limits.asks_characters * 2
                value = table.text(known, longest=longest)
            else:
                value = table.texts(known, longest=limits.asks_characters * 2)
            if not value:
                continue
            if known in self.values:
                what = f"'{known}' stands in {self._places[known]} already"
                self._findings.warning(Code.WORDS_TWICE, table.where(known), what, "the first one counts")
                continue
            self.values[known], self._places[known] = value, table.where(known)
            if known == "suggested" and isinstance(value, tuple):
                self.suggested_at = [table.where(known, number) for number in range(len(value))]
        if table.flag("proposed", False):
            self.values["proposed"] = True
        table.close()


def _line(table: Table, limits: Limits) -> Placed:
    leads_to, variants = table.texts("leads_to"), table.texts("variants")
    line = Line(
        id=_id(table),
        asks=table.texts("asks", limits.asks_characters, required=True),
        says=table.texts("says", limits.says_characters, required=True),
        short=table.text("short", longest=limits.says_characters),
        simple=table.text("simple", longest=limits.says_characters),
        origin=table.choice("origin", Origin.WRITTEN),
        source=table.text("source", longest=limits.note_characters),
        leads_to=leads_to,
        media=table.text("media"),
        locked=table.flag("locked", False),
        sensitive=table.flag("sensitive", False),
        after_death=table.flag("after_death", False),
        dated=table.day("date"),
        variants=variants,
        topic=table.text("topic"),
        proposed=table.flag("proposed", False),
        where=table.where(),
    )
    table.close()
    if line.origin is not Origin.WRITTEN and not line.source:
        what = f"line '{shown(line.id)}' is {line.origin.value} without a source"
        hint = 'name the work and page: source = "…", or leave origin out for your own words'
        table.findings.error(Code.NO_SOURCE, table.where("origin"), what, hint)
    places = tuple(table.where("leads_to", number) for number in range(len(leads_to)))
    stages = tuple(table.where("variants", number) for number in range(len(variants)))
    return Placed(line, places, table.where("media"), stages, table.where("short"))


def _id(table: Table, required: bool = True) -> str:
    value = table.text("id", required=required)
    if value and not LINE_ID.fullmatch(value):
        hint = "letters, digits, '-', '_' and '.', at most 64: first-notes"
        table.findings.error(Code.MALFORMED, table.where("id"), f"'id' cannot be '{shown(value)}'", hint)
    return value


def _check_ids(placed: Sequence[Placed], near: Sequence[PlacedNear], findings: Findings) -> None:
    seen: dict[str, str] = {}
    named = [("line", entry.line.id, entry.line.where) for entry in placed]
    named += [("near answer", entry.near.id, entry.near.where) for entry in near]
    for kind, own_id, where in named:
        if own_id in seen:
            what = f"{kind} '{shown(own_id)}' is also in {seen[own_id]}"
            findings.error(Code.GIVEN_TWICE, where, what, f"give each {kind} its own id")
        elif own_id:
            seen[own_id] = where
