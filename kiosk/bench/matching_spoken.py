"""Questions spoken by two synthetic voices and really recognised: the kiosk's own voice room and its own recognizer."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.bench.training.questions import Asked
from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import KioskError, Problem
from kiosk.process.clock import now
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import choose, open_recognizer
from kiosk.senses.vad_webrtc import WebRtcVad
from kiosk.sound.recording import Recording
from kiosk.voice.synthesis.synthesizer_pyttsx3 import open_synthesizer

LANGUAGE = "en"
VOICES = (Voice(gender="female", rate_wpm=155, pitch_percent=55), Voice(gender="male", rate_wpm=150, pitch_percent=45))
SILENCE_SECONDS = 1.5
TOLD_EVERY = 25

Hearing = Callable[[Sequence[Asked]], list[Asked]]


def hearing_of(setup: MicrophoneSetup, count: int, tell: Callable[[str], None]) -> Hearing:
    """Speaks and hears a seeded choice of `count` questions, by the two voices in turn; what was heard of them.

    Raises KioskError where nothing can speak or hear.
    """
    choice = choose(setup.recognizers, LANGUAGE)
    if isinstance(choice, Problem):
        raise KioskError(choice)
    recognizer, synthesizer = open_recognizer(choice), open_synthesizer()

    def heard(questions: Sequence[Asked]) -> list[Asked]:
        chosen = random.Random(0).sample(list(questions), min(count, len(questions)))
        found = []
        for at, one in enumerate(chosen):
            speech = synthesizer.speak(one.text, LANGUAGE, VOICES[at % len(VOICES)])
            microphone = FileMicrophone(_recorded(speech), setup.settings, is_paced=False, clock=now)
            try:
                rows = list(hear_all(microphone, WebRtcVad(setup.vad), recognizer, setup.endpointing, now))
            finally:
                microphone.close()
            text = " ".join(str(row["text"]) for row in rows if row["event"] == "final").strip()
            found.append(replace(one, text=text))
            if at % TOLD_EVERY == 0:
                tell(f"heard {at + 1} of {len(chosen)} spoken questions by {recognizer.name}")
        return found

    return heard


def _recorded(speech: Speech) -> Recording:
    """The speech with a moment of silence around it."""
    rest = np.zeros(round(SILENCE_SECONDS * speech.rate_hz), dtype=np.int16)
    samples = np.frombuffer(speech.samples, dtype=np.int16)
    return Recording(np.concatenate([rest, samples, rest]), speech.rate_hz)
