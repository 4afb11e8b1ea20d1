"""Local folders: a model found ready-made, zipped or inside a wheel or jar on a disk or a USB stick."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.models.catalog import Model, ModelError, Source, SourceKind
from kiosk.models.wheel import wheel_pattern


def holds_model(folder: Path, model: Model) -> bool:
    """Whether every required file is there, by one of its names."""
    return all(any((folder / name).is_file() for name in required.split("|")) for required in model.files)


def find_ready(model: Model, folders: Iterable[Path]) -> Path | None:
    """A folder that is the model already: named after it, after the publisher's archive, or holding its one file."""
    archives = [Path(source.files[0].name).stem for source in model.sources if source.is_archive]
    for folder in _places(folders):
        named = [folder / name for name in (model.id, *archives)]
        for candidate in (*named, folder) if model.entry else named:
            if holds_model(candidate, model):
                return candidate
    return None


def find_delivery(source: Source, folders: Iterable[Path]) -> tuple[Path, ...]:
    """The wheel or jar, or every file of the source under its publisher's name; empty where something is missing."""
    if source.kind is SourceKind.PARTS:
        return ()
    for folder in _places(folders):
        if source.is_packed:
            packages = sorted(folder.glob(_package_pattern(source)))
            if packages:
                return (packages[0],)
        elif len(source.files) == 1:
            file = folder / source.files[0].origin.rsplit("/", 1)[1]
            if file.is_file():
                return (file,)
    return ()


def _package_pattern(source: Source) -> str:
    """What the file of its package is called, as registries name them."""
    if source.kind is SourceKind.WHEEL:
        return wheel_pattern(source)
    return f"{source.package.rpartition(':')[2]}-{source.version}.jar"


def copy_ready(found: Path, model: Model, into: Path) -> None:
    """Copies plain files only, and no more than half as much again as the model should take."""
    files = [file for file in sorted(found.rglob("*")) if file.is_file()]
    if model.entry:
        # It may be a stick's top folder, full of other things.
        names = [name for required in model.files for name in required.split("|")]
        files = [found / name for name in names if (found / name).is_file()]
    if any(file.is_symlink() or not file.resolve().is_relative_to(found.resolve()) for file in files):
        raise ModelError(Problem("KM0012", str(found), "holds links that lead out of it", "copy the files themselves"))
    most_bytes = model.size_bytes * 3 // 2
    total = sum(file.stat().st_size for file in files)
    if total > most_bytes:
        what = f"holds {total} bytes, more than the {most_bytes} that are allowed for {model.id}"
        raise ModelError(Problem("KM0013", str(found), what, "leave only the model in that folder"))
    for file in files:
        place = into / file.relative_to(found)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def _places(folders: Iterable[Path]) -> Iterator[Path]:
    """Each folder, and the folder `models` inside it: a stick is seldom tidy at its top."""
    for folder in folders:
        for place in (folder, folder / "models"):
            if place.is_dir():
                yield place
