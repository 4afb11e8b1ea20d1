"""What the loudspeaker plays, published ahead in shared memory: the ear must not take it for speech."""

from collections.abc import Sequence
from multiprocessing.context import SpawnContext
from typing import cast

from kiosk.domain.audio import BYTES_PER_SAMPLE, AudioChunk, Speech
from kiosk.sound.levels import speech_band_db

STEP_SECONDS = 0.02
AHEAD_STEPS = 6
SLOTS = 256
"""Five seconds: longer than any room goes on sounding."""

SILENT_DB = -120.0


class EchoReference:
    """One writer, any number of readers. Each slot holds one step of the kiosk's clock and the level in it."""

    def __init__(self, context: SpawnContext) -> None:
        self._steps = cast("list[float]", context.RawArray("d", SLOTS))
        self._levels = cast("list[float]", context.RawArray("d", SLOTS))

    def publish(self, levels: Sequence[float], clock: float) -> None:
        """What is heard from this moment on, a level in dB of full scale for every 20 ms."""
        first = round(clock / STEP_SECONDS)
        for step, level in enumerate(levels, first):
            slot = step % SLOTS
            # Whoever reads between the two writes finds no step, and asks again with the next chunk.
            self._steps[slot] = -1.0
            self._levels[slot] = level
            self._steps[slot] = float(step)

    def played(self, begin: float, end: float) -> list[tuple[float, float]]:
        """Moments and levels of what was heard between two moments; what was silent is left out."""
        steps = range(round(begin / STEP_SECONDS), round(end / STEP_SECONDS) + 1)
        found = [(step, self._levels[step % SLOTS]) for step in steps if self._steps[step % SLOTS] == step]
        return [(step * STEP_SECONDS, level) for step, level in found if level > SILENT_DB]


class Levels:
    """The levels of the speech that is heard, worked out once for each speech."""

    def __init__(self) -> None:
        self._speech: Speech | None = None
        self._levels: list[float] = []

    def ahead(self, heard: tuple[Speech, float] | None, gain_db: float) -> list[float]:
        """For the next steps, when a speech is heard at a position in seconds; silence where none is."""
        if heard is None:
            return [SILENT_DB] * AHEAD_STEPS
        speech, position = heard
        if speech is not self._speech:
            self._speech, self._levels = speech, levels(speech)
        first = int(position / STEP_SECONDS)
        found = [level + gain_db for level in self._levels[first : first + AHEAD_STEPS]]
        return found + [SILENT_DB] * (AHEAD_STEPS - len(found))


def levels(speech: Speech) -> list[float]:
    """The level in the band of speech for every 20 ms."""
    length = round(STEP_SECONDS * speech.rate_hz) * BYTES_PER_SAMPLE
    pieces = (speech.samples[at : at + length] for at in range(0, len(speech.samples) - length + 1, length))
    return [speech_band_db(AudioChunk(0.0, piece, speech.rate_hz)) for piece in pieces]
