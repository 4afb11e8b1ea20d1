"""A detector that takes every loud chunk for voice."""

from kiosk.domain.audio import AudioChunk


class LoudnessVad:
    """Voiced is what is not silent; counts what it heard."""

    def __init__(self) -> None:
        self.heard = 0

    def is_voiced(self, chunk: AudioChunk) -> bool:
        self.heard += 1
        return any(chunk.samples)
