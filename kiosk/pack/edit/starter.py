"""The starter: a commented minimal pack from which an organizer begins."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.wizard import filled_in
from kiosk.pack.errors import PackError
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.manifest import PACK_ID

TEMPLATE = Path(__file__).with_name("template")
_PLACE = re.compile(r"\{\{name\}\}|\{(?:id|name|plain)\}")
"""{{name}} becomes {name}, where the kiosk itself will fill in the figure's name."""


def new_pack(folder: Path, pack_id: str, name: str, values: Mapping[str, str] | None = None) -> None:
    """Writes the pack all at once; a folder that already holds something is left alone.

    `values`: the TOML of keys that are known, by `file section.key`. Raises PackError.
    """
    name = " ".join(name.split())
    check_new(folder, pack_id, name)
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        for source in sorted(TEMPLATE.rglob("*.*")):
            target = made / source.relative_to(TEMPLATE)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = _filled(source.read_text(encoding="utf-8"), pack_id, name)
            file = f"{source.relative_to(TEMPLATE).as_posix()} "
            known = {place.removeprefix(file): one for place, one in (values or {}).items() if place.startswith(file)}
            target.write_text(filled_in(text, known), encoding="utf-8", newline="\n")
        made.chmod(0o755)
        os.replace(made, folder)
    except OSError as error:
        if made:
            shutil.rmtree(made, ignore_errors=True)
        what = f"the pack cannot be written: {(error.strerror or '').lower()}"
        raise PackError(
            Problem(Code.NOT_COPIED.value, str(folder), what, "choose a folder you may write to")
        ) from error


def is_sample(file: str, text: str) -> bool:
    """Whether a file of a pack is still the one that a new pack began with."""
    source = TEMPLATE / file
    if ".." in file or not source.is_file():
        return False
    parts = _PLACE.split(source.read_text(encoding="utf-8"))
    return re.fullmatch(".{1,400}?".join(map(re.escape, parts)), text) is not None


def check_new(folder: Path, pack_id: str, name: str) -> None:
    """Raises PackError where such a pack cannot be begun there."""
    problems: list[Problem] = []
    if not PACK_ID.fullmatch(pack_id):
        hint = "a-z, 0-9 and '-', at most 64: ada-lovelace"
        problems.append(Problem(Code.MALFORMED.value, "id", f"'{pack_id}' cannot be the id of a pack", hint))
    if not name or not name.isprintable() or len(name) > Limits().name_characters:
        hint = f"1 to {Limits().name_characters} printable characters"
        problems.append(Problem(Code.MALFORMED.value, "name", "this cannot be the name of a figure", hint))
    if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        problems.append(Problem(Code.NOT_EMPTY.value, str(folder), "is there already", "choose a new folder"))
    if problems:
        raise PackError(*problems)


def _filled(text: str, pack_id: str, name: str) -> str:
    plain = name.replace("\\", "").replace('"', "'")
    values = {
        "{id}": json.dumps(pack_id),
        "{name}": json.dumps(name, ensure_ascii=False),
        "{plain}": plain,
        "{{name}}": "{name}",
    }
    return _PLACE.sub(lambda found: values[found.group()], text)
