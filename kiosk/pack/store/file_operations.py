"""File operations: the few ways in which the library changes the disk, each complete or not at all."""

import os
import shutil
from pathlib import Path
from typing import Protocol


class FileOperations(Protocol):
    """Everything that writes; any of it may raise OSError."""

    def make_folder(self, folder: Path) -> None: ...

    def copy(self, source: Path, target: Path) -> None:
        """Copies one file and puts it safely on the disk."""

    def write(self, file: Path, text: str) -> None:
        """Writes one new file and puts it safely on the disk."""

    def rename(self, source: Path, target: Path) -> None:
        """Atomic; replaces a file, or an empty folder."""

    def remove(self, path: Path) -> None:
        """Removes a file or a folder with all it holds, if it is there."""


class DiskOperations:
    """On the real disk."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def copy(self, source: Path, target: Path) -> None:
        with source.open("rb") as opened, target.open("xb") as made:
            shutil.copyfileobj(opened, made, 1 << 20)
            made.flush()
            os.fsync(made.fileno())

    def write(self, file: Path, text: str) -> None:
        with file.open("w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())

    def rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)
        # A rename outlives a power cut only once the folder itself is on the disk.
        _settle(target.parent)

    def remove(self, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Puts a folder's entries safely on the disk, where the system can."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
