"""Sound and films encoded, with the marks that a file keeps."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from kiosk.media_ffmpeg.program import feed


def write_flac(path: Path, samples: bytes, rate_hz: int, marks: Mapping[str, str]) -> None:
    """Writes 16-bit mono sound, whole or not at all. Raises MediaError or OSError where it cannot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sound-", dir=path.parent) as folder:
        unfinished = Path(folder, "sound.flac")
        command = ["-v", "error", "-nostdin", "-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0"]
        command += ["-threads", "1", *metadata(marks), str(unfinished)]
        feed(command, [samples], str(path))
        unfinished.replace(path)


def metadata(marks: Mapping[str, str]) -> list[str]:
    """Options that write marks into a file."""
    return [part for name, value in marks.items() for part in ("-metadata", f"{name}={value}")]
