"""Voice activity, on real speech and real noise."""

from collections.abc import Sequence

import numpy as np
import pytest

from kiosk.domain.audio import AudioChunk
from kiosk.senses.settings import VadSettings
from kiosk.senses.vad_webrtc import WebRtcVad
from kiosk.sound.recording import Recording, to_int16

CHUNK = 480


def voiced(sound: np.ndarray) -> np.ndarray:
    vad, samples = WebRtcVad(VadSettings()), to_int16(sound)
    chunks = samples[: len(samples) // CHUNK * CHUNK].reshape(-1, CHUNK)
    return np.array([vad.is_voiced(AudioChunk(i * 0.03, chunk.tobytes(), 16000)) for i, chunk in enumerate(chunks)])


@pytest.fixture(scope="module")
def speech(read_aloud: Sequence[tuple[Recording, str]]) -> np.ndarray:
    return np.concatenate([recording.at_rate(16000).samples / 32768 for recording, _ in read_aloud[:4]])


def test_most_of_real_speech_is_voiced(speech: np.ndarray) -> None:
    sound = speech
    power = (sound[: len(sound) // CHUNK * CHUNK].reshape(-1, CHUNK) ** 2).mean(axis=1)
    loud = power > power.max() * 10**-2.5
    assert voiced(sound)[loud].mean() > 0.85


def test_steady_noise_is_not_voiced_once_it_is_known_and_speech_above_it_still_is(speech: np.ndarray) -> None:
    sound = speech
    hiss = np.random.default_rng(2).normal(0, 0.01, 16000 * 20)
    rng_tail = np.random.default_rng(3).normal(0, 0.01, len(sound))
    flags = voiced(np.concatenate([hiss, sound * 2 + rng_tail]))
    known = len(hiss) // CHUNK
    assert flags[known - 300 : known].mean() < 0.01
    assert flags[known:].mean() > 0.3


def test_silence_is_not_voiced() -> None:
    assert not voiced(np.zeros(16000 * 3)).any()
