"""Pins: what was installed, from where, and the digests it is held to from then on."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.models.digest import file_digest

PIN_NAME = "pinned.toml"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One installed file as it was when it came."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Pin:
    """The record that lies beside an installed model."""

    model_id: str
    origin: str
    """The source it was taken from."""

    delivered: Mapping[str, str]
    """Digests of what the source sent (an archive, or the files themselves)."""

    files: Mapping[str, PinnedFile]


def pin_folder(folder: Path, model_id: str, origin: str, delivered: Mapping[str, str]) -> Pin:
    found = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != PIN_NAME)
    files = {file.relative_to(folder).as_posix(): PinnedFile(file_digest(file), file.stat().st_size) for file in found}
    return Pin(model_id, origin, dict(delivered), files)


def write_pin(folder: Path, pin: Pin) -> None:
    lines = [
        "# Written when the model was installed; 'kiosk models verify' holds the files to it.",
        f"model = {json.dumps(pin.model_id)}",
        f"origin = {json.dumps(pin.origin)}",
        "",
        "[delivered]",
        *(f"{json.dumps(name)} = {json.dumps(digest)}" for name, digest in pin.delivered.items()),
        "",
        "[files]",
        *(
            f'{json.dumps(name)} = {{ sha256 = "{file.sha256}", size_bytes = {file.size_bytes} }}'
            for name, file in pin.files.items()
        ),
    ]
    (folder / PIN_NAME).write_text("\n".join(lines) + "\n", "utf-8")


def read_pin(folder: Path) -> Pin | None:
    """None where the model was put there by hand, or its record is damaged."""
    try:
        table = tomllib.loads((folder / PIN_NAME).read_text("utf-8"))
        files = {name: PinnedFile(entry["sha256"], entry["size_bytes"]) for name, entry in table["files"].items()}
        return Pin(table["model"], table["origin"], dict(table["delivered"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
