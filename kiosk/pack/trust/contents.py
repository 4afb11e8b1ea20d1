"""The list of contents of a pack that is carried: every file with its length and digest, in one canonical text."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import Inventory, built_files

FOLDER = ".kpack"
CONTENTS, SIGNATURE = f"{FOLDER}/contents.json", f"{FOLDER}/signature.json"
"""Beside the files of the pack, in the archive and in the folder that is made of it."""

FORMAT = 1
LONGEST_TEXT = 8 * 1024 * 1024
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a pack holds, as it was when somebody carried or signed it."""

    id: str
    version: str
    files: Mapping[str, Entry]
    built: Mapping[str, Entry] = field(default_factory=dict)
    """What was computed from the pack and travels with it: no part of it, and safe to leave out."""

    def text(self) -> bytes:
        """Canonical: the same contents give the same bytes."""
        value = {"format": FORMAT, "id": self.id, "version": self.version, "files": _listed(self.files)}
        value |= {"built": _listed(self.built)} if self.built else {}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def contents_of(pack_id: str, version: str, inventory: Inventory, built: Sequence[str] = ()) -> Contents:
    """Reads every file once. Raises OSError."""
    folder = inventory.folder
    files = {file: Entry(size, digest(folder / file)) for file, size in inventory.sizes.items()}
    return Contents(
        pack_id, version, files, {file: Entry((folder / file).stat().st_size, digest(folder / file)) for file in built}
    )


def _listed(files: Mapping[str, Entry]) -> dict[str, Any]:
    return {file: [entry.bytes, entry.sha256] for file, entry in sorted(files.items())}


def read_contents(text: bytes, where: str) -> Contents:
    """The list out of its text. Raises PackError for anything but the canonical one."""
    try:
        contents = _parsed(json.loads(text.decode("utf-8")))
        # One text for one content: nothing hides in what was signed, as in keys that come twice.
        is_canonical = contents.text() == text
    except (ValueError, TypeError, KeyError, RecursionError):
        is_canonical = False
    if not is_canonical:
        hint = "carry the pack again with `kiosk pack build -o` on the machine it was made on"
        raise PackError(Problem(Code.CONTENTS.value, where, "the list of contents cannot be understood", hint))
    return contents


def check_contents(contents: Contents, inventory: Inventory) -> None:
    """Raises PackError with every file that is missing, added or another one."""
    problems = []
    for file in sorted({*contents.files, *inventory.sizes}):
        listed, size = contents.files.get(file), inventory.sizes.get(file)
        if listed is None:
            problems.append(Problem(Code.CONTENTS.value, file, "was added after the pack was closed"))
        elif size is None:
            problems.append(Problem(Code.CONTENTS.value, file, "is missing"))
        elif size != listed.bytes or digest(inventory.folder / file) != listed.sha256:
            problems.append(Problem(Code.CONTENTS.value, file, "is not what it was when the pack was closed"))
    if problems:
        raise PackError(*problems)


def check_built(contents: Contents, folder: Path) -> None:
    """The same for what was computed. Raises PackError and OSError."""
    problems = []
    for file in sorted({*contents.built, *built_files(folder)}):
        listed = contents.built.get(file)
        if listed is None:
            problems.append(Problem(Code.CONTENTS.value, file, "was added after the pack was closed"))
        elif not is_as_listed(listed, folder / file):
            problems.append(Problem(Code.CONTENTS.value, file, "is missing, or not what it was"))
    if problems:
        raise PackError(*problems)


def is_as_listed(listed: Entry, file: Path) -> bool:
    """Whether the file is there and the one that was listed. Raises OSError where it cannot be read."""
    return file.is_file() and file.stat().st_size == listed.bytes and digest(file) == listed.sha256


def digest(file: Path) -> str:
    """SHA-256 in hexadecimal."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK_BYTES):
            found.update(chunk)
    return found.hexdigest()


def _parsed(value: Any) -> Contents:
    if value["format"] != FORMAT:
        raise ValueError("another format")
    files, built = (
        {str(file): Entry(int(size), str(sha256)) for file, (size, sha256) in value.get(part, {}).items()}
        for part in ("files", "built")
    )
    return Contents(str(value["id"]), str(value["version"]), files, built)
