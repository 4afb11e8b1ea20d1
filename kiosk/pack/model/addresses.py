"""Addresses of a script: `[[address]]`, speeches to an audience."""

from collections.abc import Sequence

from kiosk.domain.content.address import Address, Part
from kiosk.domain.content.script import Origin
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.table import Table


def read_address(table: Table, limits: Limits, line_id: str) -> Address:
    """One speech as far as it can be understood; `line_id` was read and judged already."""
    address = Address(
        id=line_id,
        title=table.text("title", longest=limits.name_characters, required=True),
        parts=tuple(_part(entry, limits) for entry in table.tables("part")),
        begins=table.moment("begins"),
        takes_questions=table.flag("takes_questions", False),
        origin=table.choice("origin", Origin.WRITTEN),
        source=table.text("source", longest=limits.note_characters),
        where=table.where(),
    )
    table.close()
    if not address.parts:
        hint = "add [[address.part]] with says, a text"
        table.findings.error(Code.EMPTY, address.where, f"address '{shown(address.id)}' has no part", hint)
    if address.origin is not Origin.WRITTEN and not address.source:
        what = f"address '{shown(address.id)}' is {address.origin.value} without a source"
        table.findings.error(Code.NO_SOURCE, table.where("origin"), what, "name the work and page")
    return address


def check_ids(addresses: Sequence[Address], findings: Findings) -> None:
    """Each has its own."""
    seen: dict[str, str] = {}
    for address in addresses:
        if address.id in seen:
            what = f"address '{shown(address.id)}' is also in {seen[address.id]}"
            findings.error(Code.GIVEN_TWICE, address.where, what, "give each its own id")
        seen.setdefault(address.id, address.where)


def _part(table: Table, limits: Limits) -> Part:
    part = Part(
        says=table.text("says", longest=limits.says_characters),
        media=table.text("media"),
        title=table.text("title", longest=limits.name_characters),
        pause_seconds=table.number("pause_seconds", 0.0, 0.0, limits.pause_seconds),
    )
    table.close()
    if not part.says and not part.media:
        hint = "give it says, a text, or media, a sound"
        table.findings.error(Code.EMPTY, table.where(), "a part of an address is silent", hint)
    return part
