"""`kiosk hear`: what the kiosk's own listener makes of a recording or a microphone, one object per transcript."""

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.domain.audio import AudioChunk
from kiosk.domain.commands import OpenMicrophone
from kiosk.domain.events import Event, PartialTranscript, UtteranceEnded
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.senses.listener import Listener
from kiosk.senses.microphone import Microphone
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.recognition.transcription import Transcription
from kiosk.senses.vad import Vad


class Media:
    """A microphone whose sound is the clock by which it is listened to: one chunk a step.

    So a recording is heard as fast as it can be, and every word is told before more is heard.
    """

    def __init__(self, microphone: Microphone, clock: Callable[[], float]) -> None:
        self._microphone, self._clock = microphone, clock
        self._began: float | None = None
        self._at = 0.0
        self.heard = 0.0
        """The end of the newest chunk, in seconds of audio."""

    @property
    def rate_hz(self) -> int:
        return self._microphone.rate_hz

    @property
    def is_over(self) -> bool:
        return self._microphone.is_over

    @property
    def elapsed(self) -> float:
        """Seconds since the first chunk, on the wall."""
        return 0.0 if self._began is None else self._clock() - self._began

    def now(self) -> float:
        """Audio time of the newest chunk's first sample: what follows it was not in the air yet."""
        return self._at

    def read(self, timeout: float) -> AudioChunk | None:
        # A step asks for one chunk with patience, and then for whatever has piled up.
        chunk = self._microphone.read(timeout) if timeout else None
        if chunk is not None:
            self._began = self._clock() if self._began is None else self._began
            self._at, self.heard = chunk.at, chunk.at + chunk.seconds
        return chunk

    def clock_of(self, audio_seconds: float) -> float:
        return audio_seconds

    def close(self) -> None:
        self._microphone.close()


def hear_all(
    microphone: Microphone,
    vad: Vad,
    recognizer: Recognizer,
    rules: EndpointingRules,
    clock: Callable[[], float],
) -> Iterator[dict[str, Any]]:
    """Objects as the contract has them; ends with the recording, never with a device."""
    media = Media(microphone, clock)
    transcription = Transcription(lambda _: recognizer, is_threaded=False, clock=clock)
    listener = Listener(media, vad, rules, media.now, transcription)
    turn = 0
    listener.open(OpenMicrophone(turn, ""))
    while not media.is_over:
        for event in listener.step():
            yield from _told(event, listener, media)
            if isinstance(event, UtteranceEnded):
                turn += 1
                listener.open(OpenMicrophone(turn, ""))
    for event in listener.finish():
        yield from _told(event, listener, media)


def _told(event: Event, listener: Listener, media: Media) -> Iterator[dict[str, Any]]:
    times = {"audio": round(media.heard, 3), "clock": round(media.elapsed, 3)}
    if isinstance(event, PartialTranscript):
        yield {"event": "partial", **times, "text": event.text}
    if isinstance(event, UtteranceEnded) and listener.ended is not None:
        ended, confidence = listener.ended, event.confidence
        yield {
            "event": "final",
            **times,
            "text": event.text,
            "confidence": None if confidence is None else round(confidence, 3),
            "speech_start": round(ended.started or 0.0, 3),
            "speech_end": round(ended.listening.voiced_last, 3),
            "recognizer": ended.words.recognizer,
        }
