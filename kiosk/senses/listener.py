"""The listener: sound to utterances, for a kiosk whose microphone is always open and mostly not listened to."""

from collections.abc import Callable

import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.domain.endpointing import EndpointingRules
from kiosk.domain.events import Event, LevelMeasured, PartialTranscript, SpeechHeard, UtteranceEnded
from kiosk.senses.microphone import Microphone
from kiosk.senses.recognizer import Recognizer
from kiosk.senses.utterance import Utterance
from kiosk.senses.vad import Vad

WAIT_SECONDS = 0.05
MOST_CHUNKS = 20
"""Fetched in one step at most, so that commands are heeded while a backlog is worked off."""

LEVEL_SECONDS = 0.1
SILENT_DB, LOUD_DB = -60.0, -15.0


class Listener:
    """Owns the microphone; `step` is called over and over and waits for sound by itself."""

    def __init__(
        self,
        microphone: Microphone,
        vad: Vad,
        recognizers: Callable[[str], Recognizer],
        rules: EndpointingRules,
        clock: Callable[[], float],
    ) -> None:
        self._microphone, self._vad, self._recognizers = microphone, vad, recognizers
        self._rules, self._clock = rules, clock
        self._utterance: Utterance | None = None
        self._turn = 0
        self._told_text = ""
        self._told_level_at = clock() - LEVEL_SECONDS
        self._opened_at = 0.0

    def open(self, turn: int, language: str) -> None:
        """Listens for one utterance from now on; what was half heard before is thrown away."""
        self._utterance = Utterance(self._recognizers(language), self._rules)
        self._turn, self._told_text = turn, ""
        self._opened_at = self._clock()

    def close(self) -> None:
        """Stops listening; the microphone stays open, so that the room stays known."""
        self._utterance = None

    def expect(self, turn: int, is_sure: bool, is_complete: bool) -> None:
        """How soon the utterance of this turn may be taken for finished."""
        if self._utterance is not None and turn == self._turn:
            self._utterance.expect(is_sure, is_complete)

    def step(self) -> tuple[Event, ...]:
        """Waits a moment for sound, and tells what it means."""
        events: list[Event] = []
        for index in range(MOST_CHUNKS):
            chunk = self._microphone.read(0.0 if index else WAIT_SECONDS)
            if chunk is None:
                break
            heard = self._hear(chunk)
            events.extend(heard)
            if any(isinstance(event, UtteranceEnded) for event in heard):
                break
        return tuple(events)

    def _hear(self, chunk: AudioChunk) -> list[Event]:
        is_voiced = self._vad.is_voiced(chunk)
        utterance = self._utterance
        # What was in the air before the opening is the figure's own voice, or a word to somebody else.
        if utterance is None or self._microphone.clock_of(chunk.at) < self._opened_at:
            return []
        events = self._level(chunk)
        was_open = utterance.listening.is_open
        partial = utterance.feed(chunk, is_voiced)
        if utterance.listening.is_open and not was_open:
            events.append(SpeechHeard(self._clock(), self._turn))
        if utterance.is_ended:
            return [*events, self._ended(utterance)]
        if partial is not None and partial.text and partial.text != self._told_text:
            self._told_text = partial.text
            events.append(PartialTranscript(self._clock(), self._turn, partial.text))
        return events

    def _ended(self, utterance: Utterance) -> UtteranceEnded:
        self._utterance = None
        transcript = utterance.finish()
        end = self._microphone.clock_of(utterance.listening.voiced_last)
        return UtteranceEnded(self._clock(), self._turn, transcript.text, transcript.confidence, end)

    def _level(self, chunk: AudioChunk) -> list[Event]:
        now = self._clock()
        if now - self._told_level_at < LEVEL_SECONDS:
            return []
        self._told_level_at = now
        return [LevelMeasured(now, loudness(chunk))]


def loudness(chunk: AudioChunk) -> float:
    """0 for silence, 1 for a loud voice close by."""
    samples = np.frombuffer(chunk.samples, np.int16) / 32768.0
    level = 10 * np.log10((samples**2).mean() + 1e-12)
    return float(np.clip((level - SILENT_DB) / (LOUD_DB - SILENT_DB), 0.0, 1.0))
