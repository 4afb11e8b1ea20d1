"""Versions: what lies in a library, told by the names of its folders alone."""

import re
from collections.abc import Mapping
from pathlib import Path

from kiosk.pack.model.manifest import PACK_ID

VERSION = re.compile(r".+-([0-9a-f]{8})(?:-[0-9]+)?")


def digests(root: Path) -> Mapping[str, frozenset[str]]:
    """By the id of every pack the beginnings of the digests of all its versions that are still there."""
    found: dict[str, frozenset[str]] = {}
    try:
        for home in root.iterdir():
            if PACK_ID.fullmatch(home.name) and home.is_dir():
                names = (VERSION.fullmatch(folder.name) for folder in home.iterdir())
                found[home.name] = frozenset(name[1] for name in names if name is not None)
    except OSError:
        return found
    return found
