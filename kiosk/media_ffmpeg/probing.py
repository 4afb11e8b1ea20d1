"""What a file holds: its streams, its length, the size of its picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.media_ffmpeg.program import FFPROBE, failure, run

PROBE_SECONDS = 20.0
VIDEO, AUDIO = "video", "audio"
FILMS = ("mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm")
OGG = ("ogg",)


@dataclass(frozen=True, slots=True)
class Stream:
    """One of a file's streams."""

    kind: str
    """`video`, `audio`, or another name of ffprobe's."""

    size: tuple[int, int] | None = None
    """Width and height of a picture."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What ffprobe says of a file."""

    streams: Sequence[Stream]
    seconds: float | None
    """None where the file does not say."""

    @property
    def has_picture(self) -> bool:
        return any(stream.kind == VIDEO for stream in self.streams)

    @property
    def has_sound(self) -> bool:
        return any(stream.kind == AUDIO for stream in self.streams)


def probe(file: Path, formats: Sequence[str] = FILMS) -> Contents:
    """Raises MediaError where ffprobe is missing or the file is of none of these formats."""
    wanted = ["-show_entries", "stream=codec_type,width,height:format=duration", "-of", "json"]
    said = run(FFPROBE, ["-v", "error", *opened(file, formats), *wanted], file.name, PROBE_SECONDS)
    try:
        told = json.loads(said)
        streams = tuple(_stream(**one) for one in told.get("streams", ()))
        seconds = told.get("format", {}).get("duration")
        return Contents(streams, None if seconds is None else float(seconds))
    except (ValueError, TypeError, AttributeError) as error:
        raise failure(file.name, "cannot be understood") from error


def opened(file: Path, formats: Sequence[str]) -> list[str]:
    """The file as ffmpeg's input: it can be no address, and names no other file, as play lists do."""
    safe = ["-protocol_whitelist", "file", "-format_whitelist", ",".join(formats)]
    return [*safe, "-i", f"file:{file.absolute()}"]


def _stream(codec_type: str = "", width: int = 0, height: int = 0, **_: object) -> Stream:
    return Stream(codec_type, (width, height) if width and height else None)
