from itertools import pairwise

import numpy as np
import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Viseme
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.fitting import fit_of, fitted
from kiosk.voice.synthesis.synthesizer_pyttsx3 import EspeakSynthesizer

TEXT = "My mother kept me at mathematics. The engine of Mr. Babbage was never built, and Baby Bob saw a map."


@pytest.fixture(name="espeak", scope="module")
def _espeak() -> EspeakSynthesizer:
    try:
        return EspeakSynthesizer()
    except VoiceError as error:
        pytest.skip(str(error))


@pytest.fixture(name="known", scope="module")
def _known(espeak: EspeakSynthesizer) -> Speech:
    return espeak.speak(TEXT, "en", Voice(gender="female", rate_wpm=150))


def test_another_speaker_s_words_are_found_where_they_are(espeak: EspeakSynthesizer, known: Speech) -> None:
    exact = espeak.speak(TEXT, "en", Voice(gender="male", rate_wpm=190, pitch_percent=30))
    fit = fitted(known, np.frombuffer(exact.samples, np.int16), exact.rate_hz)
    errors = [abs(one.at - other.at) for one, other in zip(fit.words, exact.words, strict=True)]
    assert float(np.median(errors)) < 0.03
    assert fit.samples == exact.samples
    assert fit.track.seconds == pytest.approx(exact.seconds)


def test_silence_before_the_recording_moves_lips_and_words(known: Speech) -> None:
    waiting = np.zeros(2 * known.rate_hz, np.int16)
    fit = fitted(known, np.concatenate([waiting, np.frombuffer(known.samples, np.int16)]), known.rate_hz)
    moved = [one.at - other.at for one, other in zip(fit.words[1:], known.words[1:], strict=True)]
    assert moved == pytest.approx([2.0] * len(moved), abs=0.03)
    first = next(cue for cue in fit.track.cues if cue.viseme is not Viseme.SIL)
    assert first.at > 1.9


def test_lips_rest_at_both_ends_and_never_run_backwards(known: Speech) -> None:
    noise = (np.random.default_rng(1).standard_normal(4 * known.rate_hz) * 3000).astype(np.int16)
    cues = fitted(known, noise, known.rate_hz).track.cues
    assert cues[0].at == 0.0
    assert cues[0].viseme is cues[-1].viseme is Viseme.SIL
    assert all(one.at < other.at for one, other in pairwise(cues))


@pytest.mark.parametrize("length", [1, 100, 5000])
def test_however_short_a_sound_is_it_has_a_path(known: Speech, length: int) -> None:
    fit = fit_of(np.frombuffer(known.samples, np.int16), known.rate_hz, np.zeros(length, np.int16), 48000)
    assert all(one <= other for one, other in pairwise(fit.found))
