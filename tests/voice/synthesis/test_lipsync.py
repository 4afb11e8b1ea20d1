from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Viseme, VisemeTrack
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.lipsync import track_of
from kiosk.voice.synthesis.synthesizer_pyttsx3 import EspeakSynthesizer

RATE_HZ = 22050


def _sound(seconds: float, *formants: float) -> NDArray[np.float64]:
    """A voice at 150 Hz whose partials are strongest near the formants and fall off above."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    sound = np.zeros(len(time))
    for partial in np.arange(150, 4000, 150):
        strength = sum(np.exp(-(((partial - formant) / 120) ** 2)) for formant in formants)
        sound += strength * 300 / partial * np.sin(2 * np.pi * partial * time)
    return sound * 8000


def _hiss(seconds: float) -> NDArray[np.float64]:
    noise = np.random.default_rng(7).normal(size=round(seconds * RATE_HZ))
    return np.diff(np.diff(noise, prepend=0.0), prepend=0.0) * 1500


def _rest(seconds: float) -> NDArray[np.float64]:
    return np.zeros(round(seconds * RATE_HZ))


def _track(*sounds: NDArray[np.float64]) -> VisemeTrack:
    return track_of(np.concatenate(sounds).astype(np.int16), RATE_HZ)


def test_silence_keeps_the_mouth_at_rest() -> None:
    assert {cue.viseme for cue in _track(_rest(1.0)).cues} == {Viseme.SIL}


def test_a_recording_shorter_than_a_glance_is_rest() -> None:
    assert [cue.viseme for cue in _track(_rest(0.01)).cues] == [Viseme.SIL]


def test_the_mouth_opens_when_the_voice_begins_and_closes_when_it_ends() -> None:
    cues = _track(_rest(0.5), _sound(0.5, 800, 1200), _rest(0.5)).cues
    assert cues[1].at == pytest.approx(0.5, abs=0.04)
    assert cues[-1].at == pytest.approx(1.0, abs=0.04)
    assert cues[0].viseme is cues[-1].viseme is Viseme.SIL


@pytest.mark.parametrize(
    ("formants", "viseme"), [((800, 1150), Viseme.AA), ((300, 2300), Viseme.I), ((300, 450), Viseme.U)]
)
def test_open_spread_and_round_vowels_are_told_apart(formants: tuple[float, float], viseme: Viseme) -> None:
    assert _track(_rest(0.3), _sound(0.6, *formants), _rest(0.3)).viseme_at(0.6) is viseme


def test_hissing_shows_the_teeth() -> None:
    track = _track(_rest(0.3), _hiss(0.4), _sound(0.4, 800, 1150), _rest(0.3))
    assert track.viseme_at(0.5) is Viseme.SS
    assert track.viseme_at(0.9) is Viseme.AA


def test_a_short_stop_between_two_vowels_closes_the_lips() -> None:
    vowel = _sound(0.4, 800, 1150)
    assert _track(_rest(0.3), vowel, vowel[:1300] * 0.03, vowel, _rest(0.3)).viseme_at(0.73) is Viseme.PP


def test_it_knows_better_than_an_always_open_mouth_when_the_lips_are_shut() -> None:
    try:
        speech = EspeakSynthesizer().speak(
            "People who visited us brought papers and plans, and Mr. Babbage explained them.", "en", Voice()
        )
    except VoiceError as error:
        pytest.skip(str(error))
    estimated = track_of(np.frombuffer(speech.samples, np.int16), speech.rate_hz)
    moments = np.arange(0.0, speech.seconds, 0.01)
    shut = (Viseme.SIL, Viseme.PP)
    same = [(speech.track.viseme_at(at) in shut) == (estimated.viseme_at(at) in shut) for at in moments]
    always_open = [speech.track.viseme_at(at) not in shut for at in moments]
    assert np.mean(same) > np.mean(always_open) + 0.03
    assert all(first.at < second.at for first, second in pairwise(estimated.cues))
