"""Films of a pack, decoded by the system's ffmpeg: their pictures for the stage, their sound for the voice."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kiosk.domain.problem import Problem
from kiosk.stage.portrait.clip.footage import FRAMES_HZ, FootageError, Frame

LONGEST_SECONDS = 600.0
PROBE_SECONDS = 20.0
SOUND_SECONDS = 60.0
"""How long ffmpeg may take; then it hangs."""

SAFE = ["-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"]
"""A film names no other file and no address: play lists and the like are not opened."""


class PackFootage:
    """Decodes without a device, at the priority of the process that asks."""

    def seconds(self, file: Path) -> float:
        """Raises FootageError."""
        said = _probed(file)
        if "video" not in said:
            raise _unusable(file, "has no picture")
        try:
            seconds = float(said[-1])
        except ValueError as error:
            raise _unusable(file, "does not say how long it is") from error
        if not 0.0 < seconds <= LONGEST_SECONDS:
            raise _unusable(file, f"lasts {seconds:.0f} seconds, at most {LONGEST_SECONDS:.0f} are played")
        return seconds

    def frames(self, file: Path, size: tuple[int, int]) -> Iterator[Frame]:
        """Raises FootageError where ffmpeg is missing."""
        width, height = size
        fitted = f"scale={width}:{height}:force_original_aspect_ratio=increase:out_color_matrix=bt601:out_range=tv"
        filters = f"fps={FRAMES_HZ}:start_time=0,{fitted},crop={width}:{height},setsar=1"
        command = [_program("ffmpeg", file), "-nostdin", "-v", "quiet", "-threads", "2", *SAFE, "-i", _url(file)]
        command += ["-map", "0:v:0", "-vf", filters, "-t", str(LONGEST_SECONDS)]
        command += ["-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            try:
                while len(content := process.stdout.read(width * height * 3 // 2)) == width * height * 3 // 2:
                    yield np.frombuffer(content, np.uint8).reshape(height * 3 // 2, width)
            finally:
                process.kill()

    def sound(self, file: Path, rate_hz: int) -> bytes:
        """Its sound from the moment of its first picture: 16-bit little-endian mono; empty where it has none.

        Raises FootageError.
        """
        if "audio" not in _probed(file):
            return b""
        command = [_program("ffmpeg", file), "-nostdin", "-v", "error", *SAFE, "-i", _url(file), "-map", "0:a:0"]
        command += ["-af", "aresample=async=1:first_pts=0", "-t", str(LONGEST_SECONDS), "-ac", "1"]
        command += ["-ar", str(rate_hz), "-f", "s16le", "pipe:1"]
        return _run(command, file, SOUND_SECONDS)


def _probed(file: Path) -> list[str]:
    """The kinds of its streams, and last its length in seconds."""
    command = [_program("ffprobe", file), "-v", "error", *SAFE]
    command += ["-show_entries", "stream=codec_type:format=duration", "-of", "csv=p=0", _url(file)]
    return _run(command, file, PROBE_SECONDS).decode(errors="replace").split()


def _program(name: str, file: Path) -> str:
    found = shutil.which(name)
    if found is None:
        raise FootageError(Problem("KF0001", file.name, f"needs {name}", "sudo apt-get install ffmpeg"))
    return found


def _url(file: Path) -> str:
    """A path that can be nothing else."""
    return f"file:{file.absolute()}"


def _run(command: list[str], file: Path, seconds: float) -> bytes:
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise _unusable(file, f"was not decoded in {seconds:.0f} seconds") from error
    if done.returncode != 0:
        raise _unusable(file, f"cannot be decoded: {done.stderr.decode(errors='replace').strip()[-200:]}")
    return done.stdout


def _unusable(file: Path, what: str) -> FootageError:
    hint = "MP4 with H.264 and AAC plays everywhere: ffmpeg -i IN -c:v libx264 -pix_fmt yuv420p -c:a aac OUT.mp4"
    return FootageError(Problem("KF0003", file.name, what, hint))
