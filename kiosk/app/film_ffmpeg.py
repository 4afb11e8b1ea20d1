"""Films of rehearsals, encoded by the system's ffmpeg and marked as AI-generated."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk.domain.problem import KioskError
from kiosk.media_ffmpeg.encoding import metadata
from kiosk.media_ffmpeg.program import MediaError, feed

FRAMES_HZ = 30


class FilmError(KioskError):
    """No film can be made."""


def encode(
    frames: Iterable[bytes], size: tuple[int, int], sound: Path | None, marks: Mapping[str, str], out: Path
) -> None:
    """Writes an MP4 of RGB frames at 30 Hz with sound, whole or not at all. Raises FilmError with ffmpeg's words."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".film-") as folder:
        unfinished = Path(folder) / "film.mp4"
        command = ["-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
        command += ["-s", f"{size[0]}x{size[1]}", "-r", str(FRAMES_HZ), "-i", "pipe:0"]
        command += ["-i", str(sound), "-c:a", "aac", "-b:a", "128k"] if sound else []
        command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-pix_fmt", "yuv420p"]
        command += metadata(marks)
        command += ["-movflags", "+faststart+use_metadata_tags", str(unfinished)]
        try:
            feed(command, frames, str(out))
        except MediaError as error:
            raise FilmError(*error.problems) from error
        unfinished.replace(out)
