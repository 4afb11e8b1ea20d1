"""Packs into which tests import, and what stands in them afterwards."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.pack.edit.starter import new_pack
from kiosk.pack.importers.importing import Specials, import_all
from kiosk.pack.importers.report import Outcome, Report, together
from kiosk.pack.importers.wishes import Wishes


def begun(folder: Path, name: str = "The Keeper", languages: str = '["en", "ko", "de", "fr"]') -> Path:
    """A new pack as `kiosk pack new` writes it."""
    pack = folder / "keeper"
    new_pack(pack, "keeper", name)
    manifest = (pack / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(
        manifest.replace('languages = ["en"]', f"languages = {languages}"), encoding="utf-8"
    )
    return pack


def imported(pack: Path, path: Path, wishes: Wishes | None = None, specials: Specials | None = None) -> Report:
    return together(import_all([path], pack, wishes or Wishes(), specials or Specials()))


def written(folder: Path, name: str, data: bytes | str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def lines_of(file: Path) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("line", [])
    return found


def contents(pack: Path) -> dict[str, bytes]:
    """Every file of the pack."""
    return {file.relative_to(pack).as_posix(): file.read_bytes() for file in sorted(pack.rglob("*")) if file.is_file()}


def outcomes(report: Report) -> set[Outcome]:
    return {item.outcome for item in report.items}


def reasons(report: Report) -> str:
    return "\n".join(f"{item.where}: {item.what}" for item in report.items if item.outcome is Outcome.SKIPPED)
