"""The pack into which is imported: what an import must know of it, read without asking that it be fit to be shown."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.starter import is_sample
from kiosk.pack.importers.report import refusal
from kiosk.pack.model.files import MANIFEST, take_inventory
from kiosk.pack.model.findings import Findings
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import LANGUAGE


@dataclass(frozen=True, slots=True)
class FigurePack:
    """A pack in the making."""

    folder: Path
    id: str
    name: str
    """Of the figure."""

    languages: tuple[str, ...]
    most_quote_words: int
    is_living: bool = False

    def language(self, wanted: str) -> str:
        """The language to import into: the one that is asked for, else the pack's first. Raises PackError."""
        if not wanted:
            return self.languages[0]
        if wanted not in self.languages:
            shown = ", ".join(self.languages)
            what = f"has no language '{wanted[:20]}', only {shown}"
            known = f'add "{wanted}" to languages in {MANIFEST}'
            hint = known if LANGUAGE.fullmatch(wanted) else "language tags look like en, ko, pt-BR"
            raise refusal(Code.NOT_INTO, str(self.folder), what, hint)
        return wanted

    def script(self, language: str, besides: str) -> tuple[frozenset[str], frozenset[str]]:
        """Ids given, and keys of `[words]`, in a language's other script files; samples do not count."""
        ids: set[str] = set()
        words: set[str] = set()
        for values in self._scripts(language, besides):
            ids |= {str(entry.get("id")) for key in ("line", "near") for entry in _tables(values, key)}
            own = values.get("words", {})
            words |= set(own) if isinstance(own, dict) else set()
        return frozenset(ids), frozenset(words)

    def asked(self, language: str, besides: str) -> tuple[str, ...]:
        """The questions of a language's other script files; those of samples do not count."""
        found: list[str] = []
        for line in (line for values in self._scripts(language, besides) for line in _tables(values, "line")):
            asks = line.get("asks", [])
            found += [asks] if isinstance(asks, str) else [ask for ask in asks if isinstance(ask, str)]
        return tuple(found)

    def _scripts(self, language: str, besides: str) -> Iterator[dict[str, Any]]:
        for file in take_inventory(self.folder, Findings(), Limits()).under("script", language):
            if file != besides and file.endswith(".toml") and not is_sample(file, _text(self.folder / file)):
                yield _toml(self.folder / file)


def _tables(values: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = values.get(key, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def open_figure_pack(folder: Path) -> FigurePack:
    """What pack.toml says. Raises PackError where it says too little."""
    if not (folder / MANIFEST).is_file():
        hint = f"begin a pack first: kiosk pack new {folder}"
        raise refusal(Code.NOT_INTO, str(folder), f"is no pack: there is no {MANIFEST}", hint)
    values = _toml(folder / MANIFEST)
    figure, policy = values.get("figure"), values.get("policy")
    languages = values.get("languages")
    named = (
        [tag for tag in languages if isinstance(tag, str) and LANGUAGE.fullmatch(tag)]
        if isinstance(languages, list)
        else []
    )
    if not named or not isinstance(figure, dict) or not isinstance(figure.get("name"), str):
        what = f"cannot be imported into while {MANIFEST} does not say languages and the figure's name"
        raise refusal(Code.NOT_INTO, str(folder), what, f"kiosk pack check {folder}")
    most = policy.get("max_quote_words", 60) if isinstance(policy, dict) else 60
    return FigurePack(
        folder,
        str(values.get("id", folder.name)),
        str(figure["name"]),
        tuple(named),
        most if isinstance(most, int) and most > 0 else 60,
        figure.get("kind") == "living",
    )


def is_same_person(author: str, figure: str) -> bool:
    """Whether a book's author is the figure: "Franklin, Benjamin" is Benjamin Franklin."""
    own, other = _parts(author), _parts(figure)
    if not own or not other:
        return False
    if "".join(own) == "".join(other) or set(own) == set(other):
        return True
    if own[-1] != other[-1] or len(own) == 1 or len(other) == 1:
        return False
    # An initial stands for any name that begins so; two names in full must be the same.
    return own[0][0] == other[0][0] and (len(own[0]) < 3 or len(other[0]) < 3 or own[0] == other[0])


def _parts(name: str) -> list[str]:
    if name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given} {family}"
    return [
        "".join(letter for letter in part if letter.isalnum()) for part in name.casefold().replace(".", " ").split()
    ]


def _toml(file: Path) -> dict[str, Any]:
    try:
        # A mark that some editors set before everything, and that TOML does not know.
        return tomllib.loads(_text(file).removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
