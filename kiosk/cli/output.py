"""What verbs print: JSON objects, one per line, or the same for people; problems as `code where what — hint`."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.domain.problem import Problem


class Output:
    """Standard output of one verb, flushed at once."""

    def __init__(self, is_json: bool) -> None:
        self.is_json = is_json

    def row(self, row: Mapping[str, Any], text: str | None = None) -> None:
        """One object, or the line of text that says the same to people; None: no line for people."""
        if self.is_json:
            print(json.dumps(row, ensure_ascii=False), flush=True)
        elif text is not None:
            print(text, flush=True)

    def problems(self, problems: Iterable[Problem]) -> int:
        """Prints all problems; the exit status they make."""
        status = 0
        for problem in problems:
            status = 1 if problem.is_error else status
            if self.is_json:
                self.row(
                    {
                        "event": "problem",
                        "severity": problem.severity.value,
                        "code": problem.code,
                        "where": problem.where,
                        "what": problem.what,
                        "hint": problem.hint,
                    }
                )
            else:
                print(f"{problem.severity.value}: {problem}", file=sys.stderr, flush=True)
        return status


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of equal keys as a table for people."""
    rows = list(rows)
    if not rows:
        return ""
    heads = list(rows[0])
    cells = [heads, *([_cell(row.get(head)) for head in heads] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
