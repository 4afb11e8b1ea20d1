"""Review: what the kiosk proposed, one entry after the other, until a person has accepted, reworded or dropped it.

Nothing is kept beside the pack: an entry that is still marked `proposed` has not been reviewed.
"""

import importlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import take_inventory
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.store.file_operations import DiskOperations, FileOperations


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that waits, or the `[words]` of one file."""

    file: str
    language: str
    id: str
    """Empty for `[words]`."""

    asks: Sequence[str]
    says: Sequence[str]
    origin: str = "written"
    source: str = ""
    media: str = ""


class Review:
    """The entries of one pack that wait, and the changes made to its files."""

    def __init__(self, folder: Path, files: FileOperations | None = None) -> None:
        self._folder = folder
        self._files = files or DiskOperations()
        self._undone: list[Mapping[str, str]] = []
        self._edits: Any = _edits()

    def waiting(self) -> tuple[Entry, ...]:
        """In the order of the files. Raises PackError where one cannot be read."""
        return tuple(entry for file in self._scripts() for entry in _proposed(file, self._text(file)))

    def accept(self, entry: Entry) -> None:
        """It is as it should be. Raises PackError; then nothing has changed."""
        self._change({entry.file: self._edits.accepted(self._text(entry.file), entry.id)})

    def reword(self, entry: Entry, asks: Sequence[str], says: Sequence[str]) -> None:
        """Takes other words; the figure's own become edited ones, and their recording is not played to others."""
        _check(entry, asks, says)
        self._change({entry.file: self._edits.reworded(self._text(entry.file), entry.id, asks, says)})

    def drop(self, entry: Entry) -> None:
        """Takes the line out, and every link to it in its language."""
        after = {entry.file: self._edits.dropped(self._text(entry.file), entry.id)}
        for file in self._scripts() if entry.id else ():
            text = after.get(file, self._text(file))
            if file.split("/")[1] == entry.language and entry.id in text:
                after[file] = self._edits.unlinked(text, entry.id)
        self._change(after)

    def undo(self) -> bool:
        """Takes back the last change of this sitting; whether there was one."""
        if not self._undone:
            return False
        for file, text in self._undone.pop().items():
            self._write(file, text)
        return True

    def _change(self, after: Mapping[str, str]) -> None:
        before = {file: self._text(file) for file in after}
        for file, text in after.items():
            if text != before[file]:
                self._write(file, text)
        self._undone.append(before)

    def _scripts(self) -> tuple[str, ...]:
        found = take_inventory(self._folder, Findings(), Limits()).under("script")
        return tuple(file for file in found if file.endswith(".toml") and file.count("/") >= 2)

    def _text(self, file: str) -> str:
        try:
            return (self._folder / file).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(Problem(Code.UNREADABLE.value, file, "cannot be read")) from error

    def _write(self, file: str, text: str) -> None:
        path = self._folder / file
        fresh = path.with_name("." + path.name)
        try:
            self._files.write(fresh, text)
            self._files.rename(fresh, path)
        except OSError as error:
            what = f"cannot be written: {(error.strerror or 'the disk failed').lower()}"
            raise PackError(Problem(Code.NOT_COPIED.value, file, what)) from error


def _edits() -> Any:
    try:
        return importlib.import_module("kiosk.pack.edit.edits_tomlkit")
    except ImportError as error:
        what = "needs the Python package tomlkit"
        hint = "pip install 'avatar-kiosk[import]'"
        raise PackError(Problem(Code.LIBRARY_MISSING.value, "kiosk pack review", what, hint)) from error


def _proposed(file: str, text: str) -> list[Entry]:
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        hint = "kiosk pack check says where"
        raise PackError(Problem(Code.SYNTAX.value, file, "is not valid TOML", hint)) from error
    language = file.split("/")[1]
    found: list[Entry] = []
    words, lines = values.get("words"), values.get("line")
    if isinstance(words, dict) and words.get("proposed") is True:
        around = (
            f"{key}: {' / '.join(_texts(words.get(key)))}"
            for key in ("farewell", "decline", "suggested")
            if key in words
        )
        found.append(Entry(file, language, "", (), _texts(words.get("greeting")), source="; ".join(around)))
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, dict) and line.get("proposed") is True and isinstance(line.get("id"), str):
            told = {key: str(line.get(key, "")) for key in ("source", "media")}
            origin = str(line.get("origin", "written"))
            found.append(
                Entry(file, language, line["id"], _texts(line.get("asks")), _texts(line.get("says")), origin, **told)
            )
    return found


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()


def _check(entry: Entry, asks: Sequence[str], says: Sequence[str]) -> None:
    limits = Limits()
    what = ""
    if not any(text.strip() for text in says):
        what = "an answer cannot be empty"
    elif entry.id and not any(text.strip() for text in asks):
        what = "a line needs a question"
    elif long := [text for text in says if len(text) > limits.says_characters]:
        what = f"an answer of {len(long[0])} characters is too long: at most {limits.says_characters}"
    elif long := [text for text in asks if len(text) > limits.asks_characters]:
        what = f"a question of {len(long[0])} characters is too long: at most {limits.asks_characters}"
    if what:
        raise PackError(Problem(Code.NOT_REVIEWED.value, entry.id or "[words]", what))
