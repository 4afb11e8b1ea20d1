"""`kiosk bench lips`: how near fitted lips come to exact ones, and lips from sound alone."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Engine, Voice
from kiosk.domain.content.pack import Pack
from kiosk.domain.viseme import Viseme, VisemeTrack
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.synthesis.fitting import fitted
from kiosk.voice.synthesis.lipsync import track_of
from kiosk.voice.synthesis.synthesizer import Synthesizer

DEFAULT_TEXTS = 20
STEP_SECONDS = 0.01
KNOWN = Voice(engine=Engine.ESPEAK, gender="female", rate_wpm=150)
UNKNOWN = Voice(engine=Engine.ESPEAK, gender="male", rate_wpm=185, pitch_percent=35)
"""Another speaker, pace and pitch, with exact times of its own."""


def lips_rows(pack: Pack, count: int | None, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """A row for each kind of sound whose exact times are known, by both methods."""
    language = pack.language
    texts = [says for line in pack.lines.get(language, ()) for says in line.says]
    texts = random.Random(7).sample(texts, min(count or DEFAULT_TEXTS, len(texts)))
    voices = open_voices()
    found = []
    for voice in (UNKNOWN, replace(pack.voice, engine=Engine.AUTO)):
        exact = [voices.speak(text, language, voice) for text in texts]
        tell(f"{len(texts)} texts of {exact[0].engine} are fitted")
        found += _rows(exact, voices, language)
    return found


def _rows(exact: Sequence[Speech], voices: Synthesizer, language: str) -> list[dict[str, Any]]:
    fits, errors, guesses = [], [], []
    for speech in exact:
        samples = np.frombuffer(speech.samples, np.int16)
        known = voices.speak(speech.text, language, KNOWN)
        fit = fitted(known, samples, speech.rate_hz)
        errors += [abs(one.at - other.at) for one, other in zip(fit.words, speech.words, strict=True)]
        fits.append(_agreement(speech.track, fit.track))
        guesses.append(_agreement(speech.track, track_of(samples, speech.rate_hz)))
    row = {"sound": exact[0].engine, "texts": len(exact)}
    words = np.array(errors) * 1000
    lips = _cue_errors(exact, voices, language)
    timed = {"median_ms": round(float(np.median(words))), "p90_ms": round(float(np.percentile(words, 90)))}
    return [
        {**row, "method": "fitted text", **timed, "cue_median_ms": lips, **_means(fits)},
        {**row, "method": "sound alone", "median_ms": None, "p90_ms": None, "cue_median_ms": None, **_means(guesses)},
    ]


def _cue_errors(exact: Sequence[Speech], voices: Synthesizer, language: str) -> int | None:
    """Median error of single cues in ms, where both tracks show the same visemes; None where they never do."""
    errors: list[float] = []
    for speech in exact:
        known = voices.speak(speech.text, language, KNOWN)
        fit = fitted(known, np.frombuffer(speech.samples, np.int16), speech.rate_hz)
        pairs = list(zip(fit.track.cues, speech.track.cues, strict=False))
        if [one.viseme for one in fit.track.cues] == [one.viseme for one in speech.track.cues]:
            errors += [abs(one.at - other.at) for one, other in pairs]
    return round(float(np.median(errors)) * 1000) if errors else None


def _agreement(exact: VisemeTrack, other: VisemeTrack) -> tuple[float, float]:
    """Shares of the time in which the same viseme is shown, and in which open or shut is right."""
    moments = np.arange(0.0, exact.seconds, STEP_SECONDS)
    pairs = [(_shown(exact, at), _shown(other, at)) for at in moments]
    shut = {Viseme.SIL, Viseme.PP}
    same = sum(one is two for one, two in pairs) / len(pairs)
    return same, sum((one in shut) == (two in shut) for one, two in pairs) / len(pairs)


def _shown(track: VisemeTrack, at: float) -> Viseme:
    earlier = [cue.viseme for cue in track.cues if cue.at <= at]
    return earlier[-1] if earlier else Viseme.SIL


def _means(shares: Sequence[tuple[float, float]]) -> dict[str, float]:
    same, shut = np.mean(np.array(shares), axis=0)
    return {"viseme_right": round(float(same), 3), "open_or_shut_right": round(float(shut), 3)}
