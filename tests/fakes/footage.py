"""Films: ones of plain frames that tell their number, and real ones made by ffmpeg."""

import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.problem import Problem
from kiosk.stage.portrait.clip.footage import FRAMES_HZ, FootageError, Frame

DARKEST = 20


def level(number: int) -> int:
    """How bright frame `number` of a numbered film is."""
    return DARKEST + 2 * number


class NumberedFootage:
    """Frames of one brightness each; a film of no frames cannot be shown."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self.decoded: dict[str, int] = {}
        self.opened: list[str] = []
        self.ended = threading.Semaphore(0)

    def seconds(self, file: Path) -> float:
        if not self._counts.get(file.name):
            raise FootageError(Problem("KF0003", file.name, "has no picture"))
        return self._counts[file.name] / FRAMES_HZ

    def frames(self, file: Path, size: tuple[int, int]) -> Iterator[Frame]:
        self.opened.append(file.name)
        self.decoded[file.name] = 0
        width, height = size
        try:
            for number in range(self._counts.get(file.name, 0)):
                frame = np.full((height * 3 // 2, width), 128, np.uint8)
                frame[:height] = level(number)
                self.decoded[file.name] += 1
                yield frame
        finally:
            self.ended.release()


def make_film(file: Path, seconds: float, rate_hz: int = 30, size: tuple[int, int] = (64, 96), sound: str = "") -> Path:
    """A real film whose frames grow brighter by two steps each; `sound` is a source of ffmpeg's lavfi."""
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("not installed: ffmpeg (package ffmpeg)")
    width, height = size
    command = [program, "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}"]
    command += ["-r", str(rate_hz), "-i", "pipe:0"]
    if sound:
        command += ["-f", "lavfi", "-i", sound, "-c:a", "aac", "-shortest"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "8", "-pix_fmt", "yuv420p", str(file)]
    file.parent.mkdir(parents=True, exist_ok=True)
    count = round(seconds * rate_hz)
    frames = b"".join(bytes([level(number)]) * (width * height) for number in range(count))
    subprocess.run(command, input=frames, check=True)
    return file
