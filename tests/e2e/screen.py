"""A screen of its own under Xvfb, a visitor's finger by xdotool, and the kiosk in front of it."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pygame
import pytest

from tests.checkout import checkout
from tests.e2e.command import UNHURRIED

PATIENCE_SECONDS = 600.0
"""Only what hangs takes longer, however busy the machine is."""

RUN_SECONDS = 1700
FRAMES_HZ = 15
"""Drawing without a graphics card takes a whole core at 60; the mind, which is polite, must get its turn."""

Row = Mapping[str, Any]


class Screen:
    """What one sees and touches."""

    def __init__(self, display: str) -> None:
        self.surroundings = {**os.environ, "DISPLAY": display}

    def click(self, x: float, y: float) -> None:
        self._finger("mousemove", str(round(x)), str(round(y)), "click", "1")

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        places = [str(round(part)) for part in (*start, *end)]
        self._finger("mousemove", *places[:2], "mousedown", "1", "mousemove", *places[2:], "mouseup", "1")

    def hold(self, x: float, y: float, seconds: float) -> None:
        """A finger that stays."""
        self._finger("mousemove", str(round(x)), str(round(y)), "mousedown", "1", "sleep", str(seconds), "mouseup", "1")

    def type(self, text: str) -> None:
        self._finger("type", "--delay", "60", text)

    def press(self, key: str) -> None:
        self._finger("key", key)

    def picture(self, file: Path) -> pygame.Surface:
        """A screenshot; it stays in the file for whoever wants to look."""
        shot = ["import", "-silent", "-window", "root", str(file)]
        subprocess.run(shot, env=self.surroundings, check=True, timeout=PATIENCE_SECONDS)
        return pygame.image.load(str(file))

    def _finger(self, *arguments: str) -> None:
        command = ["xdotool", *arguments]
        subprocess.run(command, env=self.surroundings, check=True, capture_output=True, timeout=PATIENCE_SECONDS)


class Shown:
    """A running `kiosk run --json`, read row by row."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.rows: list[Row] = []
        threading.Thread(target=self._read, daemon=True).start()

    def expect(self, **wanted: object) -> Row:
        """The next row that has all these values; fails when none comes in time."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while (left := ends - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if not line:
                break
            row: Row = json.loads(line)
            self.rows.append(row)
            if all(row.get(name) == value for name, value in wanted.items()):
                return row
        raise AssertionError(f"no {wanted} among {self.rows[-12:]}")

    def wait(self) -> int:
        """Waits until it has ended by itself; the exit status."""
        return self._process.wait(PATIENCE_SECONDS)

    def end(self) -> int:
        """Asks for the end as the system does; the exit status."""
        self._process.terminate()
        return self._process.wait(PATIENCE_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                self._lines.put(line)
        self._lines.put("")


@contextmanager
def screen(width: int, height: int) -> Iterator[Screen]:
    """Xvfb on a display number that it finds free itself."""
    missing = [name for name in ("Xvfb", "xdotool", "import") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (packages xvfb, xdotool, imagemagick)")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


@contextmanager
def shown(on: Screen, data: Path, **environment: str) -> Iterator[Shown]:
    """The kiosk on that screen without camera, microphone and loudspeaker."""
    surroundings = {
        **on.surroundings,
        "SDL_VIDEODRIVER": "x11",
        "KIOSK_KIOSK__DATA_FOLDER": str(data),
        "XDG_CONFIG_HOME": str(data / "config"),
        "KIOSK_CAMERA__SOURCE": "off",
        "KIOSK_MICROPHONE__DEVICE": "off",
        "KIOSK_VOICE__DEVICE": "off",
        "KIOSK_STAGE__FRAMES_HZ": str(FRAMES_HZ),
        **UNHURRIED,
        **environment,
    }
    command = [sys.executable, "-m", "kiosk", "run", "--json", "--for", str(RUN_SECONDS)]
    with (data / "errors.txt").open("w") as errors:
        process = subprocess.Popen(
            command, env=surroundings, cwd=checkout(), stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            yield Shown(process)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
