"""Carrying packs: a checked folder becomes one signed file, and such a file a folder again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.seal import UNSIGNED, Seal
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import built_files, take_inventory
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.archive import SUFFIX, unpack, write_archive
from kiosk.pack.trust.contents import (
    CONTENTS,
    LONGEST_TEXT,
    SIGNATURE,
    Entry,
    check_built,
    check_contents,
    contents_of,
    is_as_listed,
    read_contents,
)
from kiosk.pack.trust.signature import SigningKey, TrustedKey, Verify, seal_of, signed


@dataclass(frozen=True, slots=True)
class Signer:
    """Who answers for a pack, and with what key."""

    name: str
    key: SigningKey
    day: date


def is_archive(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX


def carry(folder: Path, out: Path, day: date, signer: Signer | None = None) -> Pack:
    """Checks a folder and writes it as one file, whole or not at all. Raises PackError with all that is wrong."""
    reading = read_pack(folder, day)
    if reading.pack is None:
        raise PackError(*reading.problems)
    try:
        inventory = take_inventory(folder, Findings(), Limits())
        contents = contents_of(reading.pack.id, reading.pack.version, inventory, built_files(folder))
        proof = signed(contents.text(), signer.key, signer.name, signer.day) if signer else None
        write_archive(folder, contents, proof, out)
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'the disk failed').lower()}"
        raise PackError(
            Problem(Code.NOT_COPIED.value, str(out), what, "check the space and who may write there")
        ) from error
    return reading.pack


def open_archive(archive: Path, into: Path) -> None:
    """Unpacks into a new folder and compares every file with the list of contents. Raises PackError, OSError."""
    unpack(archive, into)
    contents = read_contents(_text(into / CONTENTS), archive.name)
    check_contents(contents, take_inventory(into, Findings(), Limits()))
    check_built(contents, into)


def built_of(folder: Path) -> Mapping[str, Entry]:
    """What was computed and is still what was listed when the pack was closed; empty where nobody closed it."""
    if not (folder / CONTENTS).is_file():
        return {}
    listed = read_contents(_text(folder / CONTENTS), CONTENTS).built
    present = set(built_files(folder))
    return {file: entry for file, entry in listed.items() if file in present and is_as_listed(entry, folder / file)}


def seal_of_folder(folder: Path, trusted: Sequence[TrustedKey], day: date, verify: Verify) -> Seal:
    """Who signed what lies there. Raises PackError where it is no longer what was signed."""
    if not (folder / SIGNATURE).is_file():
        return UNSIGNED
    contents = _text(folder / CONTENTS)
    check_contents(read_contents(contents, CONTENTS), take_inventory(folder, Findings(), Limits()))
    return seal_of(contents, _text(folder / SIGNATURE), trusted, day, verify)


def _text(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            # A longer one is cut, and then no longer canonical: it is refused without being read whole.
            return opened.read(LONGEST_TEXT)
    except OSError as error:
        what = f"cannot be read: {(error.strerror or '').lower()}"
        raise PackError(Problem(Code.CONTENTS.value, file.name, what, "copy the pack again")) from error
