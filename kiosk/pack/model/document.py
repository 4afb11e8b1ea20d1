"""Documents: one TOML file of a pack, parsed, with the line of everything in it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.locator import Path, line_of, locate

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[Path, int] = field(default_factory=dict)
    begins_at: int = 0
    """Lines of the file before the TOML begins."""

    def where(self, path: Path = ()) -> str:
        """file:line of a key, or of the nearest table around it."""
        return f"{self.file}:{line_of(self.lines, path) + self.begins_at}"


def parse(file: str, source: str, findings: Findings, begins_at: int = 0) -> Document | None:
    """The file's tables; None, and a problem with its line, where the syntax is wrong."""
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        _report(file, source, str(error), findings, begins_at)
        return None
    return Document(file, values, locate(source), begins_at)


def _report(file: str, source: str, message: str, findings: Findings, begins_at: int) -> None:
    found = _POSITION.search(message)
    ends_at = source.rstrip().count("\n") + 1
    line = int(found.group(1)) if found and found.group(1) else ends_at if found else 1
    column = f", column {found.group(2)}" if found and found.group(2) else ""
    what = _POSITION.sub("", message) if found else "the TOML cannot be read: nested too deeply or a number too long"
    hint = "texts stand in straight quotation marks, lists in [ ], and a long text in three quotation marks"
    findings.error(
        Code.SYNTAX, f"{file}:{line + begins_at}", f"not valid TOML{column}: {what[:1].lower()}{what[1:]}", hint
    )
