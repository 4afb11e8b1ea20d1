"""`kiosk bench voice`: listening by proxy. Every line of a pack is spoken, and heard by the recognizer."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kiosk.app.wiring.setup import Setup
from kiosk.domain.audio import AudioChunk, Speech
from kiosk.domain.content.figure import Engine, Voice
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.word_error import compare, words
from kiosk.senses.recognition.choose import choose, open_recognizer
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.sound.resampling import resample
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.synthesis.synthesizer import Synthesizer
from kiosk.voice.wording.wording import worded

CHUNK_SECONDS = 2.0
SILENCE_SECONDS = 0.5
TOLD_EVERY = 20
ENGINES = {Engine.AUTO: "the pack's voice", Engine.ESPEAK: "the plain voice"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """Who speaks, and who listens."""

    synthesizer: Synthesizer
    recognizer: Recognizer


@dataclass(slots=True)
class _Heard:
    """What came of one engine's texts."""

    words: int = 0
    errors: int = 0
    speech_seconds: float = 0.0
    work_seconds: float = 0.0
    misheard: list[str] = field(default_factory=list)
    engine: str = ""
    voice: str = ""


def voice_rows(
    setup: Setup, count: int | None, engines: Sequence[str], tell: Callable[[str], None]
) -> list[dict[str, Any]]:
    """One row for each engine. Raises KioskError where nothing can speak or hear the pack's language."""
    language = setup.pack.language
    choice = choose(setup.microphone.recognizers, language)
    if isinstance(choice, Problem):
        raise KioskError(choice)
    pair = _Pair(open_voices(), open_recognizer(choice))
    texts = [says for line in setup.pack.lines.get(language, ()) for says in line.says]
    if count is not None and count < len(texts):
        texts = random.Random(6).sample(texts, count)
    found = []
    for engine in engines:
        tell(f"{len(texts)} texts are spoken by {ENGINES[Engine(engine)]} and heard by {pair.recognizer.name}")
        heard = _hear(texts, language, replace(setup.pack.voice, engine=Engine(engine)), pair, tell)
        found.append({"set": setup.pack.id, "texts": len(texts), "recognizer": pair.recognizer.name, **_row(heard)})
    return found


def _row(heard: _Heard) -> dict[str, Any]:
    return {
        "engine": heard.engine,
        "voice": heard.voice,
        "words": heard.words,
        "wer": round(heard.errors / max(1, heard.words), 4),
        "times_real_time": round(heard.speech_seconds / max(1e-9, heard.work_seconds)),
        "words_a_minute": round(heard.words / max(1e-9, heard.speech_seconds) * 60),
        "misheard": heard.misheard,
    }


def _hear(texts: Sequence[str], language: str, voice: Voice, pair: _Pair, tell: Callable[[str], None]) -> _Heard:
    heard = _Heard()
    for at, text in enumerate(texts, start=1):
        began = time.process_time()
        speech = pair.synthesizer.speak(text, language, voice)
        heard.work_seconds += time.process_time() - began
        heard.speech_seconds += speech.seconds
        heard.engine, heard.voice = speech.engine, speech.voice
        result = compare(words(worded(text, language).text), words(_transcript(speech, pair.recognizer)))
        heard.words += result.words
        heard.errors += result.errors
        heard.misheard += [f"{said or '–'}→{other or '–'}" for said, other in result.misheard]
        if at % TOLD_EVERY == 0:
            tell(f"{at} texts: word error {100 * heard.errors / heard.words:.1f} %")
    return heard


def _transcript(speech: Speech, recognizer: Recognizer) -> str:
    recognizer.reset()
    for chunk in _chunks(speech, recognizer.rate_hz):
        recognizer.accept(chunk)
    return recognizer.finish().text


def _chunks(speech: Speech, rate_hz: int) -> Iterator[AudioChunk]:
    """The speech at the recognizer's rate with a moment of silence after it."""
    sound = resample(np.frombuffer(speech.samples, np.int16), speech.rate_hz, rate_hz)
    sound = np.concatenate([sound, np.zeros(round(SILENCE_SECONDS * rate_hz), np.int16)])
    size = round(CHUNK_SECONDS * rate_hz)
    for start in range(0, len(sound), size):
        yield AudioChunk(start / rate_hz, sound[start : start + size].tobytes(), rate_hz)
