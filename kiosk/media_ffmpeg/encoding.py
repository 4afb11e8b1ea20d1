"""Sound and films encoded, with the marks that a file keeps."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.media_ffmpeg.program import Buffer, feed

QUIET = ("-loglevel", "error", "-y")


@dataclass(frozen=True, slots=True)
class Pictures:
    """What raw frames are: red, green and blue bytes, row by row."""

    size: tuple[int, int]
    """Width and height."""

    rate_hz: int


def write_flac(path: Path, samples: bytes, rate_hz: int, marks: Mapping[str, str]) -> None:
    """Writes 16-bit mono sound, whole or not at all. Raises MediaError or OSError where it cannot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sound-", dir=path.parent) as folder:
        unfinished = Path(folder, "sound.flac")
        command = [*QUIET, "-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0", "-threads", "1"]
        feed([*command, *_metadata(marks), str(unfinished)], [samples], str(path))
        unfinished.replace(path)


def write_pictures(frames: Iterable[Buffer], pictures: Pictures, out: Path) -> None:
    """Encodes frames as they come, without sound, as a Matroska file. Raises MediaError."""
    width, height = pictures.size
    command = [*QUIET, "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(pictures.rate_hz)]
    command += ["-i", "pipe:0", "-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-pix_fmt", "yuv420p"]
    feed([*command, "-f", "matroska", str(out)], frames, str(out))


def join(parts: Sequence[Path], sound: Path | None, marks: Mapping[str, str], out: Path) -> None:
    """Writes the parts one after the other as one MP4 with sound and marks, whole or not at all. Raises MediaError."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".film-") as folder:
        unfinished, listed = Path(folder) / "film.mp4", Path(folder) / "parts.txt"
        names = (str(part.resolve()).replace("'", "'\\''") for part in parts)
        listed.write_text("".join(f"file '{name}'\n" for name in names), encoding="utf-8")
        command = [*QUIET, "-f", "concat", "-safe", "0", "-i", str(listed)]
        command += ["-i", str(sound), "-c:a", "aac", "-b:a", "128k"] if sound else []
        command += ["-c:v", "copy", *_metadata(marks), "-movflags", "+faststart+use_metadata_tags", str(unfinished)]
        feed(command, (), str(out))
        unfinished.replace(out)


def _metadata(marks: Mapping[str, str]) -> list[str]:
    return [part for name, value in marks.items() for part in ("-metadata", f"{name}={value}")]
