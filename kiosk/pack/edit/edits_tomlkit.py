"""Edits: single entries of TOML files changed by tomlkit, with every comment and the layout around them kept."""

import tomllib
from collections.abc import Callable, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError

WIDE = 100


def accepted(text: str, line_id: str) -> str:
    """The script without the mark `proposed` at one line; an empty id means `[words]`. Raises PackError."""

    def edit(entry: Any) -> None:
        entry.pop("proposed", None)

    return _changed(text, lambda document: edit(_entry(document, line_id)))


def reworded(text: str, line_id: str, asks: Sequence[str], says: Sequence[str]) -> str:
    """The script with other questions and answers at one line, accepted; the figure's own words become edited ones."""

    def edit(document: Any) -> None:
        entry = _entry(document, line_id)
        entry.pop("proposed", None)
        if not line_id:
            entry["greeting"] = _texts(says)
            return
        if list(_as_list(entry.get("says"))) != list(says):
            entry["says"] = _texts(says) if len(says) > 1 else says[0]
            if entry.get("origin") == "verbatim":
                entry["origin"] = "edited"
            entry.pop("media", None)
        if list(_as_list(entry.get("asks"))) != list(asks):
            entry["asks"] = _texts(asks)

    return _changed(text, edit)


def dropped(text: str, line_id: str) -> str:
    """The script without one line, or without `[words]`."""

    def edit(document: Any) -> None:
        if not line_id:
            del document["words"]
            return
        entry = _entry(document, line_id)
        _remove(document, "line", lambda line: line is entry)

    return _changed(text, edit)


def unlinked(text: str, line_id: str) -> str:
    """The script in which nothing leads to the id, suggests or offers it; a near answer with nothing to offer goes."""

    def edit(document: Any) -> None:
        _remove(document, "near", lambda near: set(_as_list(near.get("offers"))) == {line_id})
        own = [document["words"]] if "words" in document else []
        for entry in [*_tables(document, "line"), *own, *_tables(document, "near")]:
            for key in ("leads_to", "suggested", "offers"):
                found = _as_list(entry.get(key))
                kept = [own for own in found if own != line_id]
                if len(kept) == len(found):
                    continue
                if kept:
                    entry[key] = _texts(kept)
                else:
                    del entry[key]

    return _changed(text, edit)


def with_photo(text: str, photo: str) -> str:
    """The manifest that names a photograph as the portrait; a drawn one gives way."""

    def edit(document: Any) -> None:
        if "portrait" not in document:
            document["portrait"] = tomlkit.table()
        document["portrait"].pop("vector", None)
        document["portrait"]["photo"] = photo

    return _changed(text, edit)


def _changed(text: str, edit: Callable[[Any], None]) -> str:
    try:
        document = tomlkit.parse(text)
        edit(document)
        made = tomlkit.dumps(document)
        tomllib.loads(made)
    except (TOMLKitError, ValueError, KeyError, TypeError, StopIteration, AttributeError, RecursionError) as error:
        what = "cannot be changed here: it is not written as expected"
        hint = "change it in a text editor"
        raise PackError(Problem(Code.NOT_REVIEWED.value, "script", what, hint)) from error
    return made


def _entry(document: Any, line_id: str) -> Any:
    if not line_id:
        return document["words"]
    return next(line for line in _tables(document, "line") if line.get("id") == line_id)


def _tables(document: Any, key: str) -> list[Any]:
    entries = document.get(key, [])
    return [entry for entry in entries if isinstance(entry, Table | dict)] if isinstance(entries, AoT | list) else []


def _remove(document: Any, key: str, is_meant: Callable[[Any], bool]) -> None:
    entries = document.get(key, [])
    for number in reversed([number for number, entry in enumerate(entries) if is_meant(entry)]):
        del entries[number]
    if key in document and not len(entries):
        del document[key]


def _as_list(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(value)] if isinstance(value, str) else [str(entry) for entry in value]


def _texts(texts: Sequence[str]) -> Any:
    made = tomlkit.array()
    for text in texts:
        made.append(text)
    return made.multiline(sum(map(len, texts)) > WIDE)
