"""The kiosk's own voice in its microphone: what it plays now is known, so its echo is not taken for a visitor."""

from collections import deque
from collections.abc import Callable, Sequence

from kiosk.domain.audio import AudioChunk
from kiosk.senses.vad import Vad
from kiosk.sound.levels import speech_band_db

ROOM_SECONDS = 0.8
"""So long the room goes on sounding."""

HOLD_SECONDS, DECAY_DB = 0.15, 40.0
"""Levels hold so long, then fall so much a second: a hall with a reverberation time of 1.5 s. The hold also covers what
is not known of the delays of microphone and loudspeaker."""

EARLY_SECONDS = 0.06
"""What is about to be played may be heard already, for the same reason."""

FAINT_DB, LOUD_DB = -70.0, -40.0
"""Below the one nothing is played; the echo is measured above the other."""

MARGIN_DB = 6.0
"""A visitor must be this much louder than the loudest echo."""

WINDOW_CHUNKS, LEARNED_CHUNKS = 300, 30
"""Of loud own voice by which the echo is known, ten seconds; from one second on it is believed."""

LOUDEST_SHARE = 0.9
"""Of the echo's levels; what is above it is a visitor, or chance."""

Played = Callable[[float, float], Sequence[tuple[float, float]]]
"""What is played between two moments on the kiosk's clock: moments and levels in dB of full scale."""


class EchoGate:
    """A detector of voice that does not hear the kiosk's own. One worker owns it, as every detector.

    How loud the loudspeaker comes back is learned while it plays; until a second of it was heard, nobody can be told
    from it. With an echo canceller, or headphones, hardly anything comes back, and everybody can.
    """

    def __init__(self, vad: Vad, played: Played, clock_of: Callable[[float], float]) -> None:
        self._vad, self._played, self._clock_of = vad, played, clock_of
        self._returns: deque[float] = deque(maxlen=WINDOW_CHUNKS)

    def is_voiced(self, chunk: AudioChunk) -> bool:
        is_own = self._is_own(chunk)
        # In this order: the detector hears every chunk, or its floor would not know the room.
        return self._vad.is_voiced(chunk) and not is_own

    @property
    def return_db(self) -> float | None:
        """How much louder the kiosk's voice is in the microphone than it was played, None while that is not known."""
        if len(self._returns) < LEARNED_CHUNKS:
            return None
        return sorted(self._returns)[int(len(self._returns) * LOUDEST_SHARE)]

    def _is_own(self, chunk: AudioChunk) -> bool:
        echo = self._echo(self._clock_of(chunk.at + chunk.seconds))
        if echo < FAINT_DB:
            return False
        level = speech_band_db(chunk)
        # Of a fainter one the room's own noise would be learned.
        if echo >= LOUD_DB:
            self._returns.append(level - echo)
        # Rather deaf to a visitor for this second than taking the figure's voice for one.
        loudest = self.return_db
        return loudest is None or level < echo + loudest + MARGIN_DB

    def _echo(self, end: float) -> float:
        """What is played, and what the room still holds of it, in dB as it was played."""
        played = self._played(end - ROOM_SECONDS, end + EARLY_SECONDS)
        return max((db - DECAY_DB * max(0.0, end - at - HOLD_SECONDS) for at, db in played), default=FAINT_DB - 1.0)
