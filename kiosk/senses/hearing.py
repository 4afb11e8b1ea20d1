"""`kiosk hear`: what a recording or a microphone says, one object per partial and final transcript."""

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.domain.endpointing import EndpointingRules
from kiosk.domain.transcript import Transcript
from kiosk.senses.microphone import Microphone
from kiosk.senses.recognizer import Recognizer
from kiosk.senses.transcription import Transcription
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
    transcription = Transcription(is_threaded=False, clock=clock)
    utterance = Utterance(recognizer, rules, transcription)
    began: float | None = None
    audio, told = 0.0, ""
    while not microphone.is_over:
        chunk = microphone.read(WAIT_SECONDS)
        if chunk is None:
            continue
        began = clock() if began is None else began
        audio = chunk.at + chunk.seconds
        utterance.feed(chunk, vad.is_voiced(chunk))
        for partial in utterance.news():
            if not utterance.listening.is_ended and partial.text and partial.text != told:
                told = partial.text
                yield {"event": "partial", "audio": round(audio, 3), "clock": round(clock() - began, 3), "text": told}
        if utterance.listening.is_ended:
            yield _final(utterance, utterance.end(), audio, clock() - began)
            utterance, told = Utterance(recognizer, rules, transcription), ""
    if utterance.listening.is_open and began is not None:
        yield _final(utterance, utterance.end(), audio, clock() - began)


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
