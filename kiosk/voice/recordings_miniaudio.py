"""Recordings of a pack (WAV, FLAC, OGG, MP3), decoded by miniaudio, and the sound of its films."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import miniaudio
import numpy as np

from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.problem import KioskError
from kiosk.sound.loudness import evened
from kiosk.voice.errors import VoiceError
from kiosk.voice.recordings import no_recording
from kiosk.voice.synthesis.alignment import even_times
from kiosk.voice.synthesis.fitting import LONGEST_SECONDS as LONGEST_FITTED
from kiosk.voice.synthesis.fitting import fitted
from kiosk.voice.synthesis.lipsync import track_of

LONGEST_SECONDS = 600.0
MOST_STRETCHED = 3.0
"""A recording so much longer or shorter than the text takes holds something else."""

Known = Callable[[str, str], Speech]
"""A text in a language spoken with exact times. Raises VoiceError where it cannot be."""


FILMS = frozenset({".mp4", ".mov", ".mkv", ".webm"})

FilmSound = Callable[[Path, int], bytes]
"""The sound of a film at a rate: 16-bit little-endian mono. Raises KioskError where it cannot be decoded."""


class PackRecordings:
    """The recordings in one folder, at the rate of the loudspeaker."""

    def __init__(self, folder: Path, rate_hz: int, film_sound: FilmSound, known: Known | None = None) -> None:
        self._folder = folder.resolve()
        self._rate_hz = rate_hz
        self._film_sound = film_sound
        self._known = known

    def load(self, media: str, text: str, language: str) -> Speech:
        file = (self._folder / media).resolve()
        # Looked at once links are followed: a pack's files must lie in the pack.
        if not file.is_relative_to(self._folder):
            raise no_recording(media, "lies outside the pack")
        samples = self._of_film(file, media) if file.suffix.lower() in FILMS else self._decoded(file, media)
        fit = self._fitted(text, language, samples)
        if fit is not None:
            return evened(replace(fit, engine="recording", voice=media))
        track = track_of(np.frombuffer(samples, np.int16), self._rate_hz)
        words = even_times(text, track.seconds)
        return evened(Speech(text, samples, self._rate_hz, track, words, "recording", media))

    def _fitted(self, text: str, language: str, samples: bytes) -> Speech | None:
        """Lips and words of the text laid over the recording; None where it cannot be this text alone."""
        seconds = len(samples) / BYTES_PER_SAMPLE / self._rate_hz
        # What is longer would take too long, and words that nobody speaks cannot be laid over anything.
        if self._known is None or seconds > LONGEST_FITTED or not any(sign.isalnum() for sign in text):
            return None
        try:
            known = self._known(text, language)
        except VoiceError:
            return None
        if not 1 / MOST_STRETCHED < seconds / known.seconds < MOST_STRETCHED:
            return None
        return fitted(known, np.frombuffer(samples, np.int16), self._rate_hz)

    def _decoded(self, file: Path, media: str) -> bytes:
        try:
            if miniaudio.get_file_info(str(file)).duration > LONGEST_SECONDS:
                raise no_recording(media, f"is longer than {LONGEST_SECONDS / 60:.0f} minutes")
            decoded = miniaudio.decode_file(str(file), miniaudio.SampleFormat.SIGNED16, 1, self._rate_hz)
        except (miniaudio.MiniaudioError, OSError) as reason:
            raise no_recording(media, f"cannot be decoded: {reason}") from reason
        if not decoded.num_frames:
            raise no_recording(media, "holds no sound")
        return bytes(decoded.samples.tobytes())

    def _of_film(self, file: Path, media: str) -> bytes:
        try:
            samples = self._film_sound(file, self._rate_hz)
        except KioskError as error:
            raise VoiceError(*error.problems) from error
        if not samples:
            raise no_recording(media, "is a film without sound")
        return samples
