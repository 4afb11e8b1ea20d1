"""The kiosk's own voice in its microphone."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.commands import OpenMicrophone
from kiosk.domain.events import Event, SpeechHeard
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.senses.echo import LEARNED_CHUNKS, EchoGate, Played
from kiosk.senses.listener import Listener
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.transcription import Transcription
from kiosk.senses.settings import MicrophoneSettings, VadSettings
from kiosk.senses.vad import EnergyVad
from kiosk.senses.vad_silero import SileroVad
from kiosk.sound.levels import speech_band_db
from kiosk.sound.recording import Recording, to_int16
from tests.fakes.clock import Clock
from tests.fakes.recognizer import CountingRecognizer

RATE = 16000
CHUNK = 512
STEP = 320
ECHO_DB = -10.0
DELAY_SECONDS = 0.04
"""From the loudspeaker to the microphone and through both devices."""

Sound = NDArray[np.float64]


def played_of(own: Sound) -> Played:
    """The levels of a sound that is played from moment 0 on."""
    pieces = to_int16(own[: len(own) // STEP * STEP]).reshape(-1, STEP)
    levels = [speech_band_db(AudioChunk(0.0, piece.tobytes(), RATE)) for piece in pieces]

    def played(begin: float, end: float) -> Sequence[tuple[float, float]]:
        return [(step * 0.02, db) for step, db in enumerate(levels) if begin <= step * 0.02 <= end]

    return played


def heard_by(vad_of: type[SileroVad] | type[EnergyVad], own: Sound, room: Sound) -> list[Event]:
    """What a listener that is open all the time tells about a room in which the kiosk plays its own voice."""
    settings = MicrophoneSettings()
    clock = Clock()
    clock.now = 0.0
    microphone = FileMicrophone(Recording(to_int16(room), RATE), settings, clock=lambda: 0.0)
    vad = EchoGate(vad_of(VadSettings()), played_of(own), microphone.clock_of)
    transcription = Transcription(lambda _: CountingRecognizer(), is_threaded=False, clock=clock)
    listener = Listener(microphone, vad, EndpointingRules(), clock, transcription)
    listener.open(OpenMicrophone(1, "en"))
    events: list[Event] = []
    while not microphone.is_over:
        events.extend(listener.step())
        clock.pause(0.6)
    return [event for event in events if isinstance(event, SpeechHeard)]


def echoed(own: Sound, db: float = ECHO_DB) -> Sound:
    """The own voice as it comes back: later, fainter, with a hall's reverberation (0.8 s), in a quiet room's hiss."""
    random = np.random.default_rng(4)
    tail = random.normal(0, 1, round(0.8 * RATE)) * 10 ** (-3 * np.arange(round(0.8 * RATE)) / (0.8 * RATE))
    tail *= 0.3 / np.sqrt((tail**2).sum())
    tail[round(DELAY_SECONDS * RATE)] += 1.0
    spectrum = np.fft.rfft(own, 2 * len(own)) * np.fft.rfft(tail, 2 * len(own))
    back: Sound = np.fft.irfft(spectrum)[: len(own)] * 10 ** (db / 20)
    return back + random.normal(0, 10 ** (-66 / 20), len(own))


@pytest.fixture(scope="module")
def voices(read_aloud: Sequence[tuple[Recording, str]]) -> tuple[Sound, Sound]:
    """Half a minute of the kiosk's voice, and one sentence of a visitor as loud."""
    sounds = [recording.at_rate(RATE).samples / 32768.0 for recording, _ in read_aloud]
    own, visitor = np.concatenate(sounds[:5]), sounds[-1]
    return own, visitor * loudness(own) / loudness(visitor)


def loudness(sound: Sound) -> float:
    return float(np.sqrt((sound**2).mean()))


@pytest.mark.parametrize("vad", [SileroVad, EnergyVad])
def test_the_kiosks_own_voice_starts_no_turn(
    voices: tuple[Sound, Sound], vad: type[SileroVad] | type[EnergyVad]
) -> None:
    own, _ = voices
    assert heard_by(vad, own, echoed(own)) == []
    assert heard_by(vad, np.zeros_like(own), echoed(own)) != []


def test_a_visitor_as_loud_as_the_kiosk_is_heard_over_it(voices: tuple[Sound, Sound]) -> None:
    own, visitor = voices
    room = echoed(own)
    at = round(15.0 * RATE)
    room[at : at + len(visitor)] += visitor
    heard = heard_by(SileroVad, own, room)
    assert heard


def test_a_visitor_is_heard_at_once_where_nothing_is_played(voices: tuple[Sound, Sound]) -> None:
    _, visitor = voices
    assert heard_by(SileroVad, np.zeros_like(visitor), visitor)


def test_nothing_is_known_of_the_echo_before_a_second_of_it() -> None:
    own = 0.1 * np.random.default_rng(1).normal(0, 1, 2 * RATE)
    room = to_int16(own * 10 ** (ECHO_DB / 20))
    gate = EchoGate(EnergyVad(VadSettings()), played_of(own), lambda at: at)
    known = []
    for at in range(0, len(room) - CHUNK, CHUNK):
        assert not gate.is_voiced(AudioChunk(at / RATE, room[at : at + CHUNK].tobytes(), RATE))
        known.append(gate.return_db)
    assert known[: LEARNED_CHUNKS - 1] == [None] * (LEARNED_CHUNKS - 1)
    assert known[-1] == pytest.approx(ECHO_DB, abs=3.0)
