"""Recordings of a pack (WAV, FLAC, OGG, MP3), decoded by miniaudio, and the sound of its films."""

from collections.abc import Callable
from pathlib import Path

import miniaudio
import numpy as np

from kiosk.domain.audio import Speech
from kiosk.domain.problem import KioskError
from kiosk.voice.alignment import even_times
from kiosk.voice.lipsync import track_of
from kiosk.voice.recordings import no_recording
from kiosk.voice.trouble import VoiceError

LONGEST_SECONDS = 600.0


FILMS = frozenset({".mp4", ".mov", ".mkv", ".webm"})

FilmSound = Callable[[Path, int], bytes]
"""The sound of a film at a rate: 16-bit little-endian mono. Raises KioskError where it cannot be decoded."""


class PackRecordings:
    """The recordings in one folder, at the rate of the loudspeaker."""

    def __init__(self, folder: Path, rate_hz: int, film_sound: FilmSound) -> None:
        self._folder = folder.resolve()
        self._rate_hz = rate_hz
        self._film_sound = film_sound

    def load(self, media: str, text: str) -> Speech:
        file = (self._folder / media).resolve()
        if not file.is_relative_to(self._folder):
            raise no_recording(media, "lies outside the pack")
        samples = self._of_film(file, media) if file.suffix.lower() in FILMS else self._decoded(file, media)
        track = track_of(np.frombuffer(samples, np.int16), self._rate_hz)
        words = even_times(text, track.seconds)
        return Speech(text, samples, self._rate_hz, track, words, "recording", media)

    def _decoded(self, file: Path, media: str) -> bytes:
        try:
            if miniaudio.get_file_info(str(file)).duration > LONGEST_SECONDS:
                raise no_recording(media, f"is longer than {LONGEST_SECONDS / 60:.0f} minutes")
            decoded = miniaudio.decode_file(str(file), miniaudio.SampleFormat.SIGNED16, 1, self._rate_hz)
        except (miniaudio.MiniaudioError, OSError) as reason:
            raise no_recording(media, f"cannot be decoded: {reason}") from reason
        return bytes(decoded.samples.tobytes())

    def _of_film(self, file: Path, media: str) -> bytes:
        try:
            samples = self._film_sound(file, self._rate_hz)
        except KioskError as error:
            raise VoiceError(*error.problems) from error
        if not samples:
            raise no_recording(media, "is a film without sound")
        return samples
