"""File operations that halt in the middle of an install, for tests with several processes."""

from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.pack.store.file_operations import DiskOperations


class HaltingFiles:
    """Works on the real disk; before the first copy it tells the other end and waits for an answer."""

    def __init__(self, other: Connection) -> None:
        self._other: Connection | None = other
        self._disk = DiskOperations()

    def make_folder(self, folder: Path) -> None:
        self._disk.make_folder(folder)

    def copy(self, source: Path, target: Path) -> None:
        if self._other is not None:
            other, self._other = self._other, None
            other.send("in the middle")
            other.recv()
        self._disk.copy(source, target)

    def write(self, file: Path, text: str) -> None:
        self._disk.write(file, text)

    def rename(self, source: Path, target: Path) -> None:
        self._disk.rename(source, target)

    def remove(self, path: Path) -> None:
        self._disk.remove(path)
