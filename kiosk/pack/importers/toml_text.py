"""TOML as people like to read it: written by hand-made rules, so that imports are steady from run to run."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDE = 110


def quoted(text: str) -> str:
    """A basic string of one line."""
    # JSON lets this one control character stand, TOML does not.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(entry: Any) -> str:
    """Texts, numbers, truths and lists of texts; a long list has a line for each."""
    if isinstance(entry, bool):
        return "true" if entry else "false"
    if isinstance(entry, str):
        return quoted(entry)
    if isinstance(entry, Sequence):
        parts = [quoted(str(part)) for part in entry]
        inline = "[" + ", ".join(parts) + "]"
        return inline if len(inline) <= WIDE else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return str(entry)


def table(header: str, entries: Mapping[str, Any]) -> str:
    """A table with its header; what is empty or false is left out."""
    lines = [f"{key} = {value(entry)}\n" for key, entry in entries.items() if entry not in ("", (), [], None, False)]
    return f"{header}\n" + "".join(lines)


def tables(parts: Iterable[str]) -> str:
    return "\n".join(parts)
