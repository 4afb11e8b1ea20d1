"""Rights: `rights.toml`, which says who allowed what and where every file comes from."""

import re
from dataclasses import dataclass, field, replace

from kiosk.domain.content.figure import Figure
from kiosk.domain.content.rights import Basis, Consent, Rights, Scope, Work, limited_to_childhood
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.document import Document
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.table import Table

SHA256 = re.compile(r"[0-9a-fA-F]{64}")
OPEN_LICENCE = "to be completed"
"""What an import writes where only a person can know."""


@dataclass(frozen=True, slots=True)
class RightsFile:
    """The rights and where they stand."""

    rights: Rights = Rights()
    consents_at: tuple[str, ...] = field(default=())
    """file:line of each consent."""

    works_at: tuple[str, ...] = ()

    def of(self, figure: Figure) -> "RightsFile":
        """A guardian speaks for a child only."""
        consents = tuple(limited_to_childhood(consent, figure.born) for consent in self.rights.consents)
        return replace(self, rights=replace(self.rights, consents=consents))


def read_rights(document: Document, findings: Findings, limits: Limits) -> RightsFile:
    """Everything granted and traced, as far as it can be understood."""
    table = Table(document, findings)
    consents, works = table.tables("consent"), table.tables("work")
    seen: dict[str, str] = {}
    read: list[tuple[Consent, str]] = []
    for entry in consents:
        consent = _consent(entry, limits)
        if consent.id in seen:
            what = f"consent '{consent.id}' is also in {seen[consent.id]}"
            findings.error(Code.GIVEN_TWICE, entry.where("id"), what, "give each consent its own id")
        if consent.id:
            seen.setdefault(consent.id, entry.where("id"))
        read.append((consent, entry.where()))
    traced = [(_work(entry, limits), entry.where()) for entry in works]
    table.close()
    return RightsFile(
        Rights(tuple(consent for consent, _ in read), tuple(work for work, _ in traced)),
        tuple(where for _, where in read),
        tuple(where for _, where in traced),
    )


def _consent(table: Table, limits: Limits) -> Consent:
    scope = [
        table.chosen(value, Scope, "scope", number) for number, value in enumerate(table.texts("scope", required=True))
    ]
    consent = Consent(
        id=table.text("id", required=True),
        basis=table.choice("basis", Basis.INSTITUTIONAL, required=True),
        grantor=table.text("grantor", longest=limits.name_characters, required=True),
        scope=frozenset(filter(None, scope)),
        valid_from=table.day("valid_from"),
        valid_until=table.day("valid_until"),
        revoked=table.flag("revoked", False),
        note=table.text("note", longest=limits.note_characters),
        purposes=table.texts("purposes"),
        territories=table.texts("territories"),
        venues=table.texts("venues"),
        relation=table.text("relation", longest=limits.name_characters),
        revocable=table.flag("revocable", True),
        revocation_contact=table.text("revocation_contact", longest=limits.note_characters),
        signed_on=table.day("signed_on"),
        document_sha256=_digest(table),
    )
    table.close()
    if consent.valid_from and consent.valid_until and consent.valid_until < consent.valid_from:
        what = f"ends on {consent.valid_until}, before it begins on {consent.valid_from}"
        table.findings.error(Code.CONTRADICTION, table.where("valid_until"), what, "correct one of the two dates")
    return consent


def _digest(table: Table) -> str:
    value = table.text("document_sha256")
    if value and not SHA256.fullmatch(value):
        hint = "64 hexadecimal digits: sha256sum prints them"
        table.findings.error(Code.MALFORMED, table.where("document_sha256"), f"is no SHA-256: '{shown(value)}'", hint)
        return ""
    return value.lower()


def _work(table: Table, limits: Limits) -> Work:
    work = Work(
        file=table.text("file", required=True),
        title=table.text("title", longest=limits.name_characters * 2),
        author=table.text("author", longest=limits.name_characters * 2),
        licence=table.text("licence", longest=limits.name_characters * 2, required=True),
        source=table.text("source", longest=limits.note_characters),
    )
    table.close()
    return work
