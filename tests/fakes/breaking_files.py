"""File operations that break after so many: a full disk, or a power cut in the middle of an install."""

from pathlib import Path

from kiosk.pack.store.file_operations import DiskOperations


class PowerCut(BaseException):
    """Ends everything at once: nobody catches it, nothing is tidied up."""


class BreakingFiles:
    """Works on the real disk until `left` operations are done, then raises; half a file may remain."""

    def __init__(self, left: int, error: BaseException) -> None:
        self.left = left
        self._error = error
        self._disk = DiskOperations()

    def make_folder(self, folder: Path) -> None:
        self._count()
        self._disk.make_folder(folder)

    def copy(self, source: Path, target: Path) -> None:
        if self.left == 0:
            target.write_bytes(source.read_bytes()[:7])
        self._count()
        self._disk.copy(source, target)

    def write(self, file: Path, text: str) -> None:
        if self.left == 0:
            file.write_text(text[:7], encoding="utf-8")
        self._count()
        self._disk.write(file, text)

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        self._disk.rename(source, target)

    def remove(self, path: Path) -> None:
        self._count()
        self._disk.remove(path)

    def _count(self) -> None:
        if self.left == 0:
            raise self._error
        self.left -= 1
