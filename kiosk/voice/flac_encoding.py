"""Writes FLAC files by ffmpeg, a program of the system."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.media_ffmpeg import encoding
from kiosk.media_ffmpeg.program import MediaError, find
from kiosk.voice.errors import VoiceError


def write_flac(path: Path, samples: bytes, rate_hz: int, comments: Mapping[str, str]) -> None:
    """Writes 16-bit mono sound with its comments, whole or not at all. Raises VoiceError where it cannot."""
    try:
        find()
    except MediaError as error:
        raise VoiceError(*(replace(problem, code="KV0013") for problem in error.problems)) from error
    try:
        encoding.write_flac(path, samples, rate_hz, comments)
    except (OSError, MediaError) as reason:
        what = f"cannot be written: {type(reason).__name__}"
        raise VoiceError(Problem("KV0013", str(path), what, "is there room on the disk?")) from reason
