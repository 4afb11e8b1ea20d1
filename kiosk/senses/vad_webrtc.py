"""Voice activity by WebRTC's detector, above an adaptive noise floor."""

import webrtcvad

from kiosk.domain.audio import AudioChunk
from kiosk.senses.settings import VadSettings
from kiosk.senses.vad import NoiseFloor

FRAME_MS = 30
"""The longest that the detector takes; of a longer chunk it hears the end."""


class WebRtcVad:
    """Voiced is what WebRTC takes for speech and what stands out of the room's steady noise."""

    def __init__(self, settings: VadSettings) -> None:
        self._detector = webrtcvad.Vad(settings.aggressiveness)
        self._floor = NoiseFloor()
        self._margin_db = settings.webrtc_margin_db

    def is_voiced(self, chunk: AudioChunk) -> bool:
        # Asked of every chunk, voice or not: the floor must know the room.
        stands_out = self._floor.margin_db(chunk) >= self._margin_db
        frame = chunk.samples[-chunk.rate_hz * FRAME_MS // 1000 * 2 :]
        return bool(self._detector.is_speech(frame, chunk.rate_hz)) and stands_out
