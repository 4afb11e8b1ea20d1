"""The listener: sound to utterances, for a kiosk whose microphone is always open and mostly not listened to."""

from collections.abc import Callable

import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.domain.commands import ExpectEnd, OpenMicrophone
from kiosk.domain.events import (
    Event,
    LevelMeasured,
    PartialTranscript,
    RoomMeasured,
    SpeechHeard,
    SpeechResumed,
    UtteranceEnded,
)
from kiosk.domain.problem import Problem
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.domain.sensing.foreground import Foreground, beside
from kiosk.senses.errors import RecognizerError
from kiosk.senses.hall import Hall
from kiosk.senses.microphone import Microphone
from kiosk.senses.recognition.transcription import Transcription
from kiosk.senses.utterance import Near, Utterance
from kiosk.senses.vad import NoiseFloor, Vad
from kiosk.sound.levels import speech_band_db

WAIT_SECONDS = 0.01
"""For sound: in the meantime words may have come, and commands."""

MOST_CHUNKS = 20
"""Fetched in one step at most, so that commands are heeded while a backlog is worked off."""

RESUMED_SECONDS = 0.12
"""So much voice after the end, and the visitor had not finished."""

LET_GO_SECONDS = 0.1
"""Fingers let go with the last sound of a word: so much is still heard."""

LATE_SECONDS = 0.5
"""Longer than any device keeps sound to itself."""

LEVEL_SECONDS = 0.1
ROOM_SECONDS = 10.0
SILENT_DB, LOUD_DB = -60.0, -15.0


class Listener:
    """Owns the microphone; `step` is called over and over and waits for sound by itself."""

    def __init__(
        self,
        microphone: Microphone,
        vad: Vad,
        rules: EndpointingRules,
        clock: Callable[[], float],
        transcription: Transcription,
    ) -> None:
        self._microphone, self._vad = microphone, vad
        self._rules, self._clock, self._transcription = rules, clock, transcription
        self._utterance: Utterance | None = None
        self._is_told = False
        """The utterance was told to have ended; it is kept, for the visitor may go on."""

        self.ended: Utterance | None = None
        """The utterance whose end was told last."""

        self._resumed = 0.0
        """Seconds of voice since it ended."""

        self._speaker: Foreground | None = None
        """Who asked in this turn: whoever speaks over the answer must be as near."""

        self._hall = Hall()
        self._turn = 0
        self._told_text = ""
        self._told_level_at = clock() - LEVEL_SECONDS
        self._opened_at = 0.0
        # Not thought quiet beforehand: what is told of the room was heard in it.
        self._floor, self._measured_at = NoiseFloor(known=False), clock()
        self._released_at: float | None = None

    def open(self, order: OpenMicrophone) -> None:
        """Listens for one utterance from now on, or hears on; what else was half heard before is thrown away."""
        if order.goes_on and self._utterance is not None:
            self._utterance.resume()
        else:
            # Another turn may be another visitor's, who is heard however faint.
            speaker = self._speaker if order.turn == self._turn else None
            near = Near(self._hall, speaker or Foreground())
            self._utterance = Utterance(order.language, self._rules, self._transcription, near, order.is_held)
            self._opened_at = self._clock()
        self._turn, self._told_text, self._released_at = order.turn, "", None
        self._is_told, self._resumed = False, 0.0

    def close(self) -> None:
        """Stops listening; the microphone stays open, so that the room stays known."""
        self._utterance = None

    def release(self, turn: int) -> None:
        """The button was let go: the utterance of this turn ends with what was in the air until now."""
        if self._utterance is not None and turn == self._turn:
            self._released_at = self._clock()

    def expect(self, order: ExpectEnd) -> None:
        """How soon the utterance of this turn may be taken for finished, as these words tell."""
        if self._utterance is not None and order.turn == self._turn:
            self._utterance.expect(order.text, order.is_sure, order.is_complete)

    def step(self) -> tuple[Event, ...]:
        """Waits a moment for sound, and tells what it means. Raises RecognizerError where no words come any more."""
        if (fault := self._transcription.fault) is not None:
            return self._given_up(fault)
        events: list[Event] = []
        for index in range(MOST_CHUNKS):
            # Only the first read waits; what has piled up behind it follows at once.
            chunk = self._microphone.read(0.0 if index else WAIT_SECONDS)
            if chunk is None:
                break
            events.extend(self._hear(chunk))
        if self._utterance is not None and not self._is_told:
            self._let_go(self._utterance)
            events.extend(self._read(self._utterance))
        return tuple(events)

    def finish(self) -> tuple[Event, ...]:
        """The recording is over, and what is being said with it. Only without a thread that works out the words."""
        if self._utterance is None or not self._utterance.listening.is_open:
            return ()
        self._utterance.release()
        return tuple(self._read(self._utterance))

    def _hear(self, chunk: AudioChunk) -> list[Event]:
        # Also while nobody is listened to: the detector must know the room when somebody is.
        is_voiced = self._vad.is_voiced(chunk)
        self._hall.hear(speech_band_db(chunk))
        utterance = self._utterance
        if utterance is None:
            return self._room(chunk)
        # What was in the air before the opening is the figure's own voice, or a word to somebody else.
        if self._microphone.clock_of(chunk.at) < self._opened_at:
            return []
        events = self._level(chunk)
        was_open, was_ended = utterance.listening.opened_at is not None, utterance.listening.is_ended
        is_near = utterance.feed(chunk, is_voiced)
        if utterance.listening.is_open and not was_open:
            events.append(SpeechHeard(self._clock(), self._turn))
        if was_ended:
            events.extend(self._go_on(utterance, chunk.seconds if is_near else 0.0))
        return events

    def _let_go(self, utterance: Utterance) -> None:
        """Once the sound of that moment has come in; where none comes, a moment later."""
        if self._released_at is None or utterance.listening.is_ended:
            return
        heard = self._microphone.clock_of(utterance.listening.heard_at)
        if heard >= self._released_at + LET_GO_SECONDS or self._clock() >= self._released_at + LATE_SECONDS:
            utterance.release()

    def _go_on(self, utterance: Utterance, voiced: float) -> list[Event]:
        """Speech after the end: nothing was told of the end yet, or it has to be taken back."""
        # A run without a gap counts, and only the chunk with which it passes the limit: an end is taken back once.
        before, self._resumed = self._resumed, self._resumed + voiced if voiced else 0.0
        if utterance.listening.is_full or utterance.listening.is_held or not before < RESUMED_SECONDS <= self._resumed:
            return []
        if self._is_told:
            return [SpeechResumed(self._clock(), self._turn)]
        utterance.resume()
        self._resumed = 0.0
        return []

    def _read(self, utterance: Utterance) -> list[Event]:
        """The words that have come in, and whether they are all."""
        events: list[Event] = []
        for transcript in utterance.news():
            if not utterance.is_ended and transcript.text and transcript.text != self._told_text:
                self._told_text = transcript.text
                events.append(PartialTranscript(self._clock(), self._turn, transcript.text))
        if utterance.is_ended:
            self._is_told, self._speaker = True, beside(utterance.speaker)
            self.ended = utterance
            events.append(self._ended(utterance))
            self._utterance = None if utterance.listening.is_held else utterance
        return events

    def _given_up(self, fault: Problem) -> tuple[Event, ...]:
        """Whoever has spoken is not waited for any longer; once that is told, the fault is."""
        utterance, self._utterance = self._utterance, None
        if utterance is None or self._is_told or utterance.listening.opened_at is None:
            raise RecognizerError(fault)
        end = self._microphone.clock_of(utterance.listening.voiced_last)
        # The next step finds no utterance, and raises.
        return (UtteranceEnded(self._clock(), self._turn, "", speech_end=end),)

    def _ended(self, utterance: Utterance) -> UtteranceEnded:
        # Nobody has spoken who could have been misunderstood.
        end = None if utterance.is_the_halls else self._microphone.clock_of(utterance.listening.voiced_last)
        transcript = utterance.words
        said = transcript.text, transcript.confidence, end, transcript.others
        return UtteranceEnded(self._clock(), self._turn, *said)

    def _room(self, chunk: AudioChunk) -> list[Event]:
        """What is always there, every ten seconds."""
        self._floor.margin_db(chunk)
        now = self._clock()
        if now - self._measured_at < ROOM_SECONDS:
            return []
        self._measured_at = now
        return [RoomMeasured(now, self._floor.level_db)]

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
