"""Recordings of a pack (WAV, FLAC, OGG, MP3), decoded by miniaudio."""

from pathlib import Path

import miniaudio
import numpy as np

from kiosk.domain.audio import Speech
from kiosk.voice.alignment import even_times
from kiosk.voice.lipsync import track_of
from kiosk.voice.recordings import no_recording

LONGEST_SECONDS = 600.0


class PackRecordings:
    """The recordings in one folder, at the rate of the loudspeaker."""

    def __init__(self, folder: Path, rate_hz: int) -> None:
        self._folder = folder.resolve()
        self._rate_hz = rate_hz

    def load(self, media: str, text: str) -> Speech:
        file = (self._folder / media).resolve()
        if not file.is_relative_to(self._folder):
            raise no_recording(media, "lies outside the pack")
        try:
            if miniaudio.get_file_info(str(file)).duration > LONGEST_SECONDS:
                raise no_recording(media, f"is longer than {LONGEST_SECONDS / 60:.0f} minutes")
            decoded = miniaudio.decode_file(str(file), miniaudio.SampleFormat.SIGNED16, 1, self._rate_hz)
        except (miniaudio.MiniaudioError, OSError) as reason:
            raise no_recording(media, f"cannot be decoded: {reason}") from reason
        samples = decoded.samples.tobytes()
        track = track_of(np.frombuffer(samples, np.int16), self._rate_hz)
        words = even_times(text, track.seconds)
        return Speech(text, samples, self._rate_hz, track, words, "recording", media)
