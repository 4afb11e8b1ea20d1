"""Photographs: one picture goes into the portrait folder, gets its points, and becomes the figure's look."""

import importlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.importers.figure_pack import FigurePack
from kiosk.pack.importers.formats.source import read_source
from kiosk.pack.importers.placement import Placement
from kiosk.pack.importers.report import Item, Outcome, Report, refusal
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.importers.works import Origin, trace
from kiosk.pack.model.files import MANIFEST
from kiosk.pack.store.file_operations import DiskOperations

RIG = "portrait/rig.toml"
Fit = Callable[[Path], bool]
"""Finds the points of a photograph and writes them beside it; whether it can speak."""


def import_photograph(path: Path, pack: FigurePack, wishes: Wishes, fit: Fit) -> Report:
    """Copies, fits and names the photograph. Raises PackError where it is not usable; then nothing is left of it."""
    source = read_source(path)
    suffix = ".jpg" if source.suffix == ".jpeg" else source.suffix
    target = f"portrait/{source.stem}{suffix}"
    other = [file.name for file in (pack.folder / "portrait").glob("*") if file.name == "rig.toml"]
    is_new = not (pack.folder / target).exists()
    if is_new and other:
        what = "another photograph has its points there already"
        hint = "move portrait/ out of the pack to begin with this one"
        raise refusal(Code.EDITED_BY_HAND, RIG, what, hint)
    report = Placement(pack.folder).put_bytes(target, source.data, source, "the photograph")
    if report.problems:
        return report
    if not (pack.folder / RIG).exists():
        _fit_or_remove(fit, pack.folder / target, source.name, is_new)
        report += Report((Item(source.name, "", Outcome.MADE, "its points: lips, lids and edges", RIG),))
    report += _name(pack.folder, target, source.name)
    title = wishes.title or f"Portrait of {pack.name}"
    report += trace(pack.folder, Origin(target, title, wishes.author, f"imported from {source.name}"), source.name)
    return report + trace(
        pack.folder,
        Origin("portrait/rig*", f"Points of the portrait of {pack.name}", "", f"found in {target}"),
        source.name,
    )


def _fit_or_remove(fit: Fit, photo: Path, imported: str, is_new: bool) -> None:
    """Raises KioskError where it cannot speak, and what was copied for it is taken away."""
    is_usable = False
    try:
        is_usable = fit(photo)
    finally:
        if not is_usable and is_new:
            photo.unlink(missing_ok=True)
            with suppress(OSError):
                photo.parent.rmdir()
    if not is_usable:
        what = "is not usable as a talking portrait; the reasons stand above"
        raise refusal(Code.SOURCE_EMPTY, imported, what, "take a frontal portrait with a closed mouth")


def _name(folder: Path, target: str, imported: str) -> Report:
    """Writes [portrait] photo; the rest of pack.toml stays letter by letter."""
    path = folder / MANIFEST
    try:
        edits = importlib.import_module("kiosk.pack.edit.edits_tomlkit")
        before = path.read_bytes().decode("utf-8")
        after = str(edits.with_photo(before, target))
        if after == before:
            return Report()
        files = DiskOperations()
        fresh = path.with_name("." + path.name)
        files.write(fresh, after)
        files.rename(fresh, path)
    except (OSError, UnicodeDecodeError) as error:
        raise refusal(Code.NOT_COPIED, MANIFEST, "cannot be written", "check who may write there") from error
    except PackError as error:
        hint = f'write into it: [portrait] photo = "{target}"'
        raise PackError(Problem(Code.NOT_INTO.value, MANIFEST, error.problems[0].what, hint)) from error
    return Report((Item(imported, "", Outcome.MADE, f'[portrait] photo = "{target}"', MANIFEST),))
