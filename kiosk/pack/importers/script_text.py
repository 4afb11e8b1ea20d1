"""The lines of a spreadsheet as a file of the script."""

from collections.abc import Sequence

from kiosk.pack.importers.answers import Asked, line_id
from kiosk.pack.importers.toml_text import table, tables


def script_text(gathered: Sequence[Asked], name: str, taken: frozenset[str]) -> str:
    """Lines in the order of their rows; `taken` are ids that other files give."""
    ids = set(taken)
    parts = [
        table(
            "[[line]]",
            {
                "id": line_id(asked, ids),
                "asks": asked.asks,
                "says": asked.says[0] if len(asked.says) == 1 else asked.says,
                "source": _source(asked, name),
                "topic": asked.topic,
            },
        )
        for asked in gathered
    ]
    return tables(parts)


def _source(asked: Asked, name: str) -> str:
    rows = f"rows {asked.rows[0]}–{asked.rows[-1]}" if len(asked.rows) > 1 else f"row {asked.row}"
    return ", ".join(filter(None, (asked.source[:1800], name, rows)))
