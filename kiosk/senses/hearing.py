"""`kiosk hear`: what a recording or a microphone says, one object per partial and final transcript."""

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.domain.endpointing import EndpointingRules
from kiosk.domain.transcript import Transcript
from kiosk.senses.microphone import Microphone
from kiosk.senses.recognizer import Recognizer
from kiosk.senses.utterance import Utterance
from kiosk.senses.vad import Vad

WAIT_SECONDS = 0.5


def hear_all(
    microphone: Microphone,
    vad: Vad,
    recognizer: Recognizer,
    rules: EndpointingRules,
    clock: Callable[[], float],
) -> Iterator[dict[str, Any]]:
    """Objects as the contract has them; ends with the recording, never with a device."""
    utterance = Utterance(recognizer, rules)
    began: float | None = None
    audio, told = 0.0, ""
    while not microphone.is_over:
        chunk = microphone.read(WAIT_SECONDS)
        if chunk is None:
            continue
        began = clock() if began is None else began
        audio = chunk.at + chunk.seconds
        partial = utterance.feed(chunk, vad.is_voiced(chunk))
        if utterance.is_ended:
            transcript = utterance.finish()
            yield _final(utterance, transcript, audio, clock() - began)
            utterance, told = Utterance(recognizer, rules), ""
        elif partial is not None and partial.text and partial.text != told:
            told = partial.text
            yield {"event": "partial", "audio": round(audio, 3), "clock": round(clock() - began, 3), "text": told}
    if utterance.listening.is_open and began is not None:
        transcript = utterance.finish()
        yield _final(utterance, transcript, audio, clock() - began)


def _final(utterance: Utterance, transcript: Transcript, audio: float, elapsed: float) -> dict[str, Any]:
    confidence = transcript.confidence
    return {
        "event": "final",
        "audio": round(audio, 3),
        "clock": round(elapsed, 3),
        "text": transcript.text,
        "confidence": None if confidence is None else round(confidence, 3),
        "speech_start": round(utterance.started or 0.0, 3),
        "speech_end": round(utterance.listening.voiced_last, 3),
        "recognizer": transcript.recognizer,
    }
