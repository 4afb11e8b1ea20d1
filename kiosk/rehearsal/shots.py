"""Shots of a film: what was shown, and for how many frames, in a file that is read while it is written."""

import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kiosk.domain.screen.scene import Scene

LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Shot:
    """One scene."""

    scene: Scene
    frames: int
    """So many of the film show it."""


class ShotWriter:
    """Appends to the file; each shot can be read as soon as it is written."""

    def __init__(self, file: Path) -> None:
        self._opened = file.open("wb", buffering=0)

    def write(self, shot: Shot) -> None:
        """One more."""
        content = pickle.dumps(shot, pickle.HIGHEST_PROTOCOL)
        self._opened.write(LENGTH.pack(len(content)) + content)

    def close(self) -> None:
        """There are no more."""
        self._opened.close()


def read_shots(opened: BinaryIO) -> Iterator[Shot]:
    """Those that are there whole; called again, those that came since."""
    while True:
        place = opened.tell()
        head = opened.read(LENGTH.size)
        content = opened.read(*LENGTH.unpack(head)) if len(head) == LENGTH.size else b""
        if not content or len(content) < LENGTH.unpack(head)[0]:
            opened.seek(place)
            return
        shot = pickle.loads(content)
        assert isinstance(shot, Shot)
        yield shot
