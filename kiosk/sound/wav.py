"""WAV files: the chunks of any, and whole ones of 16-bit sound in one channel."""

import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

UNKNOWN_LENGTH = 0x7FFFFFFF
UNKNOWN_LENGTHS = frozenset({0xFFFFFFFF, UNKNOWN_LENGTH, 0x7FFFF000})
"""What programs write that could not go back to fill the length in, as into a pipe."""

FORMAT, SAMPLES = b"fmt ", b"data"
PCM = 1
RIFF_HEAD_BYTES = 12


def wav(samples: bytes, rate_hz: int, more: bytes = b"") -> bytes:
    """A whole file; `more` are chunks after the sound."""
    return chunk(b"RIFF", b"WAVE" + chunk(FORMAT, _form(rate_hz)) + chunk(SAMPLES, samples) + more)


def open_head(rate_hz: int) -> bytes:
    """The beginning of a file to which samples are added until nobody knows when: readers take what is there."""
    form = chunk(FORMAT, _form(rate_hz))
    return struct.pack("<4sI4s", b"RIFF", UNKNOWN_LENGTH, b"WAVE") + form + struct.pack("<4sI", SAMPLES, UNKNOWN_LENGTH)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises OSError."""
    # In the same folder: only within one file system is a file replaced at once.
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".sound-", suffix=".wav")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # A temporary file can be read by its owner alone.
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def chunk(name: bytes, content: bytes) -> bytes:
    """Padded to an even length, which its head does not count."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def chunks(content: bytes, start: int = 0) -> Iterator[tuple[bytes, int, bytes]]:
    """Name, length as it is declared, and what there is of each chunk from `start` on."""
    at = start
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, size, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _form(rate_hz: int) -> bytes:
    return struct.pack("<HHIIHH", PCM, 1, rate_hz, rate_hz * 2, 2, 16)
