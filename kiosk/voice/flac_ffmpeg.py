"""Writes FLAC files by ffmpeg, a program of the system."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.voice.trouble import VoiceError

SECONDS = 60.0


def write_flac(path: Path, samples: bytes, rate_hz: int, comments: Mapping[str, str]) -> None:
    """Writes 16-bit mono sound with its comments, whole or not at all. Raises VoiceError where it cannot."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise VoiceError(Problem("KV0013", "ffmpeg", "is not installed", "sudo apt-get install ffmpeg"))
    given = ["-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0"]
    named = [part for name, value in comments.items() for part in ("-metadata", f"{name}={value}")]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".speech-", dir=path.parent) as folder:
            unfinished = Path(folder, "speech.flac")
            command = [program, "-v", "error", "-nostdin", *given, "-threads", "1", *named, str(unfinished)]
            subprocess.run(command, input=samples, capture_output=True, timeout=SECONDS, check=True)
            unfinished.replace(path)
    except (OSError, subprocess.SubprocessError) as reason:
        what = f"cannot be written: {type(reason).__name__}"
        raise VoiceError(Problem("KV0013", str(path), what, "is there room on the disk?")) from reason
