"""What a recognizer promises."""

from typing import Protocol

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript


class Recognizer(Protocol):
    """Turns the sound of one utterance into text. Not thread-safe: one thread owns it. `reset` never fails."""

    @property
    def name(self) -> str:
        """The model, as transcripts carry it."""
        ...

    @property
    def rate_hz(self) -> int:
        """The rate at which it wants its chunks."""
        ...

    @property
    def is_streaming(self) -> bool:
        """Its words come while it hears, from `accept`; `partial`, `settle` and `rest` are for the others."""
        ...

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        """Hears one more chunk; all the words so far where they have changed, if it streams."""
        ...

    def partial(self) -> Transcript | None:
        """All the words so far where they have changed; this takes its time."""
        ...

    def settle(self) -> Transcript:
        """The speaker pauses: what `finish` would give if nothing followed."""
        ...

    def rest(self) -> None:
        """Nothing but a pause was heard since `settle`, and speech goes on: what was settled may stay as it is."""
        ...

    def finish(self) -> Transcript:
        """All the words. What is heard after it belongs to the same utterance until `reset`."""
        ...

    def reset(self) -> None:
        """Forgets the utterance."""
        ...
