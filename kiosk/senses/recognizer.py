"""What a recognizer promises."""

from typing import Protocol

from kiosk.domain.audio import AudioChunk
from kiosk.domain.transcript import Transcript


class Recognizer(Protocol):
    """Turns the sound of one utterance into text. Not thread-safe: one worker owns it. `reset` never fails."""

    @property
    def name(self) -> str:
        """The model, as transcripts carry it."""
        ...

    @property
    def rate_hz(self) -> int:
        """The rate at which it wants its chunks."""
        ...

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        """Hears one more chunk; all the words so far where they have changed."""
        ...

    def settle(self) -> Transcript | None:
        """The speaker pauses: works ahead and gives what `finish` would give if nothing followed, None if it cannot."""
        ...

    def finish(self) -> Transcript:
        """All the words; the next chunk begins a new utterance."""
        ...

    def reset(self) -> None:
        """Forgets the utterance."""
        ...
