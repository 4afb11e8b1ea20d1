"""Placement: where imported files are put into a pack, so that no second import and no new version harms people's work.

Every file that an import writes begins with a comment that names its source, the source's digest and the digest of what
follows. A file whose digest still fits was touched by nobody and may give way to a new version.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import Item, Outcome, Report, refusal
from kiosk.pack.store.file_operations import DiskOperations, FileOperations

_STAMP = re.compile(r"^# imported from (.*) \(source ([0-9a-f]{16}), as imported ([0-9a-f]{16})\)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Placement:
    """The folder of one pack."""

    folder: Path
    files: FileOperations = DiskOperations()

    def put(self, target: str, text: str, source: Source, what: str) -> Report:
        """Writes a TOML or Markdown file; what people have changed stays, with a problem if the source is newer."""
        made = stamped(text, source)
        path = self.folder / target
        before = self._read(path)
        outcome = Outcome.MADE if before is None else Outcome.UPDATED
        if before == made:
            return Report((Item(source.name, "", Outcome.UNCHANGED, what, target),))
        if before is not None and not is_as_imported(before):
            if imported_from(before) == source.digest:
                kept = "changed by hand since the import: it stays as it is"
                return Report((Item(source.name, "", Outcome.KEPT, kept, target),))
            return self._refused(target, source)
        self._write(path, made)
        return Report((Item(source.name, "", outcome, what, target),))

    def put_bytes(self, target: str, data: bytes, source: Source, what: str) -> Report:
        """Copies a picture or a sound; a different file of that name is left alone."""
        path = self.folder / target
        try:
            before = path.read_bytes() if path.exists() else None
            if before == data:
                return Report((Item(source.name, "", Outcome.UNCHANGED, what, target),))
            if before is not None:
                return self._refused(target, source)
            self.files.make_folder(path.parent)
            fresh = path.with_name("." + path.name)
            fresh.write_bytes(data)
            self.files.rename(fresh, path)
        except OSError as error:
            raise _not_written(target, error) from error
        return Report((Item(source.name, "", Outcome.MADE, what, target),))

    def _refused(self, target: str, source: Source) -> Report:
        what = f"is not what {source.name} was imported to: it was changed by hand, or comes from elsewhere"
        hint = "it stays as it is; to take the new version, move it out of the pack and import again"
        return Report(
            (Item(source.name, "", Outcome.REFUSED, "another file is in its place", target),),
            (Problem(Code.EDITED_BY_HAND.value, target, what, hint),),
        )

    def _read(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8") if path.exists() else None
        except (OSError, ValueError):
            # What cannot be read bears no stamp, so it is taken for people's work and stays.
            return ""

    def _write(self, path: Path, text: str) -> None:
        try:
            self.files.make_folder(path.parent)
            fresh = path.with_name("." + path.name)
            self.files.write(fresh, text)
            self.files.rename(fresh, path)
        except OSError as error:
            raise _not_written(os.path.relpath(path, self.folder), error) from error


def stamped(text: str, source: Source) -> str:
    """The text with its stamp: as the first line, or inside the front matter."""
    stamp = f"# imported from {_one_line(source.name)} (source {source.digest}, as imported {_digest(text)})\n"
    # Front matter begins a file or it is none.
    return f"+++\n{stamp}{text[4:]}" if text.startswith("+++\n") else stamp + text


def is_as_imported(text: str) -> bool:
    """Whether nobody has touched the file since an import wrote it."""
    found = _STAMP.search(text)
    return found is not None and _digest(text[: found.start()] + text[found.end() :]) == found.group(3)


def imported_from(text: str) -> str:
    """The digest of the source it was imported from; empty where it was not."""
    found = _STAMP.search(text)
    return found.group(2) if found else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _one_line(name: str) -> str:
    return "".join(letter if letter.isprintable() else "·" for letter in name)


def _not_written(target: str, error: OSError) -> Exception:
    what = f"cannot be written: {(error.strerror or 'the disk failed').lower()}"
    return refusal(Code.NOT_COPIED, target, what, "check the space on the disk and who may write there")
