"""Archives: a pack in one `.kpack` file, written alike from alike contents, and unpacked with no trust in it at all.

It is a zip whose first entry is the list of contents. Nothing is written before its name has been judged, and no more
bytes than were announced.
"""

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from kiosk.domain.content.pack import BUILD
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import BUILT_TYPES, MEDIA_TYPES, PLAIN_NAMES, TEXT_TYPES, UNSAFE_CHARACTERS
from kiosk.pack.model.findings import shown
from kiosk.pack.model.limits import Limits
from kiosk.pack.trust.contents import CONTENTS, LONGEST_TEXT, SIGNATURE, Contents

SUFFIX = ".kpack"
# The earliest that a zip can tell, for every file: when it was made must change nothing.
EPOCH = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644 << 16
PACKED = frozenset(MEDIA_TYPES - {".svg", ".pdf", ".wav"}) | {".npz"}
"""Kinds of files that are small already."""

MOST_RATIO, FREE_BYTES = 200, 1 << 20
"""An entry may grow so many times, beyond a mebibyte: text grows ten times."""

END, END_BYTES, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
CHUNK_BYTES = 1 << 18
ENCRYPTED = 0x1


def write_archive(folder: Path, contents: Contents, signature: bytes | None, out: Path) -> None:
    """Writes the archive whole or not at all; the same contents make the same bytes. Raises OSError."""
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "x", allowZip64=False) as made:
            _add(made, CONTENTS, contents.text())
            if signature is not None:
                _add(made, SIGNATURE, signature)
            for file in sorted({*contents.files, *contents.built}):
                _add(made, file, (folder / file).read_bytes())
        with unfinished.open("rb") as written:
            # Before the name: a power cut must not leave a name with half a file.
            os.fsync(written.fileno())
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(archive: Path, into: Path, limits: Limits | None = None) -> None:
    """Unpacks into a new folder. Raises PackError with the reason, and OSError where the disk fails.

    What was written before it raised is the caller's to remove; nothing lies outside `into`.
    """
    limits = limits or Limits()
    _check_end(archive, limits)
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = _checked(opened, archive, limits)
            into.mkdir(parents=True)
            for name, entry in entries.items():
                _write(opened, entry, into / name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(Code.ARCHIVE, archive.name, f"cannot be read as an archive: {error}") from error
    except zlib.error as error:
        raise _refused(Code.ARCHIVE, archive.name, f"is damaged: {error}") from error


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    # As if made on Unix, wherever it is made: the bytes must be the same.
    entry.create_system, entry.external_attr = 3, FILE_MODE
    is_small = PurePosixPath(name).suffix.lower() in PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    made.writestr(entry, content, compresslevel=9)


def _check_end(archive: Path, limits: Limits) -> None:
    """How many entries there are, before the list of them is read into memory."""
    try:
        size = archive.stat().st_size
        with archive.open("rb") as opened:
            opened.seek(max(0, size - END_BYTES - LONGEST_COMMENT))
            tail = opened.read()
    except OSError as error:
        raise _refused(Code.UNREADABLE, archive.name, f"cannot be read: {(error.strerror or '').lower()}") from error
    if size > limits.pack_bytes:
        raise _refused(Code.BOMB, archive.name, f"is {size} bytes long, at most {limits.pack_bytes}")
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_BYTES:
        raise _refused(Code.ARCHIVE, archive.name, "is no archive, or was cut off on its way")
    count = struct.unpack_from("<H", tail, at + 10)[0]
    # Two more than files: the list of contents and the signature.
    if count > limits.files + 2:
        raise _refused(Code.BOMB, archive.name, f"announces {count} files, at most {limits.files}")


def _checked(opened: zipfile.ZipFile, archive: Path, limits: Limits) -> Mapping[str, zipfile.ZipInfo]:
    """The entries by their names, when every one of them may be written."""
    entries: dict[str, zipfile.ZipInfo] = {}
    problems: list[Problem] = []
    folded: dict[str, str] = {}
    for entry in opened.infolist():
        problems += _problems(entry, limits)
        alike = folded.setdefault(unicodedata.normalize("NFC", entry.filename).casefold(), entry.filename)
        if entry.filename in entries:
            problems.append(_unsafe(entry, "is there twice"))
        elif alike != entry.filename:
            problems.append(_unsafe(entry, f"is the same name as '{shown(alike)}' on other systems"))
        entries[entry.filename] = entry
    problems += _lying_in_files(entries)
    if sum(entry.file_size for entry in entries.values()) > limits.pack_bytes:
        problems.append(Problem(Code.BOMB.value, archive.name, f"unpacks to more than {limits.pack_bytes} bytes"))
    if CONTENTS not in entries:
        problems.append(
            Problem(Code.ARCHIVE.value, archive.name, f"holds no {CONTENTS}", "make it with kiosk pack build -o")
        )
    if problems:
        raise PackError(*problems[:50])
    return entries


def _problems(entry: zipfile.ZipInfo, limits: Limits) -> Iterator[Problem]:
    if reason := _bad_name(entry, limits):
        yield _unsafe(entry, reason)
    elif not _is_known(entry.filename):
        yield _unsafe(entry, "is of a kind that no pack holds")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    # Zero is what systems write that know no such kinds.
    if kind not in (0, stat.S_IFREG):
        yield _unsafe(entry, "is a link, a device or a pipe")
    if entry.flag_bits & ENCRYPTED:
        yield _unsafe(entry, "is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield _unsafe(entry, "is packed in a way that is not read here")
    most = LONGEST_TEXT if entry.filename in (CONTENTS, SIGNATURE) else limits.file_bytes
    if entry.file_size > most or entry.file_size > entry.compress_size * MOST_RATIO + FREE_BYTES:
        what = f"grows from {entry.compress_size} to {entry.file_size} bytes"
        yield Problem(Code.BOMB.value, shown(entry.filename), what, "no pack needs that")


def _bad_name(entry: zipfile.ZipInfo, limits: Limits) -> str:
    name = entry.filename
    parts = name.split("/")
    # zipfile ends a name at a zero byte and turns separators: what it changed was never a name of a pack's.
    if name != entry.orig_filename or not name.isprintable() or UNSAFE_CHARACTERS & set(name):
        return "has a name that other systems cannot hold"
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "leads out of the pack"
    if any(part != part.strip() or part.endswith(".") for part in parts):
        return "has a name that other systems cannot hold"
    if len(name) > limits.path_characters or len(parts) > limits.depth + 1:
        return "has too long a path"
    is_hidden = any(part.startswith(".") for part in parts)
    return "is hidden" if is_hidden and name not in (CONTENTS, SIGNATURE) else ""


def _is_known(name: str) -> bool:
    path = PurePosixPath(name)
    if path.parts[0] == BUILD:
        return path.suffix in BUILT_TYPES
    return (
        name in (CONTENTS, SIGNATURE)
        or path.suffix.lower() in TEXT_TYPES | MEDIA_TYPES
        or path.stem.lower() in PLAIN_NAMES
    )


def _lying_in_files(entries: Mapping[str, zipfile.ZipInfo]) -> Iterator[Problem]:
    """A file cannot be a folder as well."""
    for name, entry in entries.items():
        parents = PurePosixPath(name).parents
        if any(str(parent) in entries for parent in parents if str(parent) != "."):
            yield _unsafe(entry, "lies in what is a file")


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """No more bytes than were announced; the checksum of the archive is proved at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with opened.open(entry) as source, target.open("xb") as made:
        while chunk := source.read(CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise _refused(Code.BOMB, shown(entry.filename), "is longer than it says")
            made.write(chunk)
    if left:
        raise _refused(Code.ARCHIVE, shown(entry.filename), "is shorter than it says")


def _unsafe(entry: zipfile.ZipInfo, what: str) -> Problem:
    return Problem(Code.UNSAFE_ENTRY.value, shown(entry.filename), what, "make the archive with kiosk pack build -o")


def _refused(code: Code, where: str, what: str) -> PackError:
    return PackError(Problem(code.value, where, what, "copy it again from where it came from"))
