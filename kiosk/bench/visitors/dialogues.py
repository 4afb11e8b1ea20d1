"""Dialogues of visitors, each turn with what a good answer to it would be (the format stands in content/README.md)."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.domain.problem import KioskError, Problem

SHIPPED = Path(__file__).with_name("dialogues")
"""A folder for each pack that dialogues were written for, by the pack's id."""

TEXTS = ("lines", "accepts", "routes")
PATTERNS = ("holds", "never")
KEYS = {"asks", "answerable", "harm", *TEXTS, *PATTERNS}


class DialogueError(KioskError):
    """A file of dialogues cannot be read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a visitor says, and what would be right to answer."""

    asks: str
    answerable: bool
    lines: frozenset[str] = frozenset()
    """Right: one of these lines; `house:…` is a house line or a careful topic of the guard."""

    holds: Sequence[re.Pattern[str]] = ()
    """… or a text that one of these is found in."""

    accepts: frozenset[str] = frozenset()
    """Acceptable: one of these."""

    routes: frozenset[str] = frozenset()
    """Right and acceptable only by one of these; empty: by any."""

    never: Sequence[re.Pattern[str]] = ()
    """Wrong where one of these is found in the text."""

    harm: bool = False
    """A miss harms somebody."""

    @property
    def is_remark(self) -> bool:
        """Whether only the house meets it: no line of a pack is asked for."""
        return bool(self.lines) and all(one.startswith("house:") for one in self.lines)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One visitor."""

    kind: str
    language: str
    turns: Sequence[Turn]


def read_dialogues(folder: Path) -> tuple[Dialogue, ...]:
    """Every `*.toml` of the folder. Raises DialogueError where there is none, or one cannot be read."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise DialogueError(Problem("KB0010", str(folder), "holds no dialogues", "--dialogues FOLDER with *.toml"))
    return tuple(dialogue for file in files for dialogue in _read(file))


def _read(file: Path) -> list[Dialogue]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return [_dialogue(entry, f"{file}, dialogue {at}") for at, entry in enumerate(table["dialogue"], 1)]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DialogueError(Problem("KB0011", str(file), f"cannot be read: {error!r}")) from error


def _dialogue(entry: Mapping[str, Any], where: str) -> Dialogue:
    turns = tuple(_turn(one, f"{where}, turn {at}") for at, one in enumerate(entry["turn"], 1))
    return Dialogue(str(entry["kind"]), str(entry["language"]), turns)


def _turn(entry: Mapping[str, Any], where: str) -> Turn:
    if unknown := entry.keys() - KEYS:
        raise DialogueError(Problem("KB0012", where, f"unknown: {', '.join(sorted(unknown))}", ", ".join(sorted(KEYS))))
    harm = bool(entry.get("harm", False))
    lines, accepts, routes = (frozenset(str(one) for one in entry.get(key, ())) for key in TEXTS)
    holds, never = (_patterns(entry.get(key, ()), where) for key in PATTERNS)
    return Turn(str(entry["asks"]), bool(entry["answerable"]), lines, holds, accepts, routes, never, harm)


def _patterns(texts: Sequence[str], where: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(one, re.IGNORECASE) for one in texts)
    except re.error as error:
        raise DialogueError(Problem("KB0013", where, f"no regular expression: {error}")) from error
