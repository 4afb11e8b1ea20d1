"""Provenance: every imported file gets a `[[work]]` in rights.toml, whose licence a person has to fill in."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.starter import TEMPLATE, is_sample
from kiosk.pack.importers.report import Item, Outcome, Report
from kiosk.pack.importers.toml_text import table
from kiosk.pack.model.files import RIGHTS
from kiosk.pack.model.rights import OPEN_LICENCE
from kiosk.pack.store.file_operations import DiskOperations

HEAD = "[[work]]\n"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file of the pack comes from."""

    file: str
    title: str
    author: str
    source: str


def trace(folder: Path, origin: Origin, imported: str) -> Report:
    """Adds the work at the end of rights.toml unless one of exactly that file is there; nothing else is touched."""
    path = folder / RIGHTS
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        values = tomllib.loads(before.lstrip("\ufeff"))
        works = values.get("work", [])
        if any(isinstance(work, dict) and _covers(work, origin) for work in works):
            return Report()
        wide = [
            work for work in works if isinstance(work, dict) and fnmatchcase(origin.file, str(work.get("file", "")))
        ]
        entry = table(
            "[[work]]",
            {
                "file": origin.file,
                "title": origin.title[:240],
                "author": origin.author[:240],
                "licence": OPEN_LICENCE,
                "source": origin.source[:2000],
            },
        )
        after = before.rstrip("\n") + ("\n\n" if before.strip() else "") + entry
        # Proved before it is written: the file is the organizer's, and an import must not spoil it.
        tomllib.loads(after.lstrip("\ufeff"))
        files = DiskOperations()
        fresh = path.with_name("." + path.name)
        files.write(fresh, after)
        files.rename(fresh, path)
    except (OSError, ValueError, RecursionError, TypeError) as error:
        reason = (getattr(error, "strerror", None) or "its TOML is not valid").lower()
        what = f"no work could be added for {origin.file}: {reason}"
        return Report((), (Problem(Code.NOT_INTO.value, RIGHTS, what, "mend rights.toml, then import again"),))
    what = f"where {origin.file} comes from; its licence is to be completed"
    return Report((Item(imported, "", Outcome.MADE, what, RIGHTS), *_also(wide, imported)))


def _covers(work: Mapping[str, Any], origin: Origin) -> bool:
    """A work of exactly that file, or one of more files by the same author that a person has completed."""
    if work.get("file") == origin.file:
        return True
    is_wide = fnmatchcase(origin.file, str(work.get("file", "")))
    is_completed = str(work.get("licence", OPEN_LICENCE)).casefold() != OPEN_LICENCE
    return is_wide and is_completed and bool(origin.author) and work.get("author") == origin.author


def without_sample_works(folder: Path) -> tuple[str, ...]:
    """Takes out the works of a new pack's samples where no sample is left; gives the files they stood for.

    They would give to the curators what is somebody else's. A work that a person has changed stays.
    """
    path = folder / RIGHTS
    gone: list[str] = []
    try:
        text = path.read_text(encoding="utf-8")
        for part in (TEMPLATE / RIGHTS).read_text(encoding="utf-8").split(HEAD)[1:]:
            block, work = HEAD + part.rstrip("\n"), tomllib.loads(HEAD + part)["work"][0]
            top = str(work["file"]).partition("/")[0]
            if block in text and not any(_is_left(folder, file) for file in (folder / top).rglob("*.*")):
                text = "\n\n".join(piece.strip("\n") for piece in text.split(block, 1)).rstrip("\n") + "\n"
                gone.append(str(work["file"]))
        if gone:
            tomllib.loads(text)
            files = DiskOperations()
            fresh = path.with_name("." + path.name)
            files.write(fresh, text)
            files.rename(fresh, path)
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(gone)


def _is_left(folder: Path, file: Path) -> bool:
    try:
        return is_sample(file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def _also(works: Sequence[Mapping[str, Any]], imported: str) -> Iterator[Item]:
    """Works of more files that claim this one too, such as those of a new pack."""
    for work in works:
        if _is_sample_work(work):
            continue
        what = f"rights.toml gives {work.get('file')} to {work.get('author', 'somebody')} too: narrow that work"
        yield Item(imported, "", Outcome.TAKEN, what, RIGHTS)


def _is_sample_work(work: Mapping[str, Any]) -> bool:
    """One of a new pack's, which gives way after the import."""
    written = (TEMPLATE / RIGHTS).read_text(encoding="utf-8").partition(HEAD)
    samples = tomllib.loads(written[1] + written[2])["work"]
    return work in samples
