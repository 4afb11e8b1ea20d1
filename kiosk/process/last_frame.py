"""The last frame, for others of this machine: in shared memory while somebody looks, and nowhere else.

Nothing of it is written to a disk, and nothing is copied while nobody asks: what stands on the screen may be a
visitor's own words.
"""

import hashlib
import logging
import mmap
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

HEADER = struct.Struct("<QddII")
"""Count of writes (odd while one lasts), when the frame was drawn, until when somebody looks, width, height."""

MEMORY = Path("/dev/shm")
"""Files in memory alone, on Linux. `multiprocessing.shared_memory` would do the same, but in Python 3.11 a reader that
ends takes the memory away from everybody (CPython issue 82300)."""

BYTES_PER_PIXEL = 3
LOOKING_SECONDS = 5.0
"""Whoever has not looked for so long has gone."""

EVERY_SECONDS = 0.5
"""Between two copies: a copy of a full screen costs about a millisecond."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the screen."""

    at: float
    """Seconds on the kiosk's own clock."""

    width: int
    height: int
    pixels: bytes
    """Red, green, blue, row by row."""


def frame_name(data: Path) -> str:
    """The name under which the kiosk of this data folder shows its last frame."""
    return f"kiosk-frame-{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]}"


class FrameWriter:
    """Owned by the main thread. Where there is no shared memory nobody can look, and nothing else is lost."""

    def __init__(self, name: str, size: tuple[int, int], clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = size, clock
        self._written_at = float("-inf")
        self._file = MEMORY / name
        self._memory = _made(self._file, HEADER.size + size[0] * size[1] * BYTES_PER_PIXEL)

    @property
    def is_wanted(self) -> bool:
        """Whether a frame should be given now."""
        if self._memory is None or self._clock() - self._written_at < EVERY_SECONDS:
            return False
        return self._clock() < float(HEADER.unpack_from(self._memory)[2])

    def write(self, pixels: bytes) -> None:
        """The pixels of a whole frame of the size that was stated, as in `Frame`."""
        memory, now = self._memory, self._clock()
        if memory is None:
            return
        self._written_at = now
        count, _, wanted, _, _ = HEADER.unpack_from(memory)
        # Odd already: the write before failed in the middle, and this one takes its place.
        begun = count if count % 2 else count + 1
        HEADER.pack_into(memory, 0, begun, now, wanted, *self._size)
        memory[HEADER.size : HEADER.size + len(pixels)] = pixels
        # The wish is read anew: somebody may have looked while the pixels were written.
        HEADER.pack_into(memory, 0, begun + 1, now, _wanted(memory), *self._size)

    def close(self) -> None:
        """Takes the memory away from everybody."""
        memory, self._memory = self._memory, None
        if memory is not None:
            memory.close()
            self._file.unlink(missing_ok=True)


class FrameReader:
    """Looks at the frames of a running kiosk from another process. Raises FileNotFoundError where none runs."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        with (MEMORY / name).open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0)

    def look(self) -> Frame | None:
        """The last frame, and a wish for the next; None before the first, or while one is written."""
        memory = self._memory
        # The one field that readers write, behind count and time; the writer's own it leaves alone.
        struct.pack_into("<d", memory, 16, self._clock() + LOOKING_SECONDS)
        count, at, _, width, height = HEADER.unpack_from(memory)
        if count == 0 or count % 2:
            return None
        pixels = bytes(memory[HEADER.size : HEADER.size + width * height * BYTES_PER_PIXEL])
        # The same count before and after: nothing was written in between.
        return Frame(at, width, height, pixels) if HEADER.unpack_from(memory)[0] == count else None

    def close(self) -> None:
        self._memory.close()


def _wanted(memory: mmap.mmap) -> float:
    return float(HEADER.unpack_from(memory)[2])


def _made(file: Path, size: int) -> mmap.mmap | None:
    """Readable by the kiosk's own user alone."""
    try:
        # What a killed kiosk left goes, and no link that somebody else laid there is followed.
        file.unlink(missing_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.ftruncate(handle, size)
            return mmap.mmap(handle, size)
        finally:
            os.close(handle)
    except OSError as error:
        log.warning("frames cannot be shared with other programs: %s", error)
        return None
