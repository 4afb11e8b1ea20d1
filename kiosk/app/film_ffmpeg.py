"""Films of rehearsals, encoded by the system's ffmpeg and marked as AI-generated."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk.domain.problem import KioskError, Problem

FRAMES_HZ = 30


class FilmError(KioskError):
    """No film can be made."""


def ffmpeg() -> str:
    """Where ffmpeg is. Raises FilmError where it is not installed."""
    found = shutil.which("ffmpeg")
    if found is None:
        raise FilmError(Problem("KF0001", "ffmpeg", "is not installed", "sudo apt-get install ffmpeg"))
    return found


def encode(
    frames: Iterable[bytes], size: tuple[int, int], sound: Path | None, marks: Mapping[str, str], out: Path
) -> None:
    """Writes an MP4 of RGB frames at 30 Hz with sound, whole or not at all. Raises FilmError with ffmpeg's words."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".film-") as folder:
        unfinished = Path(folder) / "film.mp4"
        command = [ffmpeg(), "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
        command += ["-s", f"{size[0]}x{size[1]}", "-r", str(FRAMES_HZ), "-i", "pipe:0"]
        command += ["-i", str(sound), "-c:a", "aac", "-b:a", "128k"] if sound else []
        command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-pix_fmt", "yuv420p"]
        for key, value in marks.items():
            command += ["-metadata", f"{key}={value}"]
        command += ["-movflags", "+faststart+use_metadata_tags", str(unfinished)]
        with (
            tempfile.TemporaryFile() as words,
            subprocess.Popen(command, stdin=subprocess.PIPE, stderr=words) as process,
        ):
            assert process.stdin is not None
            try:
                for frame in frames:
                    process.stdin.write(frame)
                process.stdin.close()
            except BrokenPipeError:
                pass
            status = process.wait()
            words.seek(0)
            said = words.read().decode(errors="replace").strip()
        if status != 0:
            raise FilmError(Problem("KF0002", str(out), f"ffmpeg failed: {said[-400:]}"))
        unfinished.replace(out)
