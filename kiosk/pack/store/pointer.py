"""Pointers: the small files of a library that name which pack and which version of it counts."""

import tomllib
from pathlib import Path


def entry(file: Path, key: str) -> str:
    """A text of a small file, empty where there is none that can be trusted."""
    try:
        value = tomllib.loads(file.read_text(encoding="utf-8")).get(key, "")
    except (OSError, ValueError, RecursionError):
        return ""
    # It names something beside the file, and must not lead elsewhere.
    is_plain = isinstance(value, str) and "/" not in value and "\\" not in value and ".." not in value
    return value if is_plain else ""
