"""Microphones without a device."""

import numpy as np
import pytest

from kiosk.senses.microphone_file import FileMicrophone, RoomMicrophone, last_voiced
from kiosk.senses.settings import MicrophoneSettings
from kiosk.sound.recording import Recording
from tests.fakes.clock import Clock

SETTINGS = MicrophoneSettings()


def clip(voiced: float, silent: float, rate_hz: int = 16000) -> Recording:
    loud = (np.sin(np.arange(round(voiced * rate_hz)) / 5) * 12000).astype(np.int16)
    return Recording(np.concatenate([loud, np.zeros(round(silent * rate_hz), np.int16)]), rate_hz)


def test_every_sample_of_a_recording_comes_once_and_then_it_is_over() -> None:
    recording = clip(1.0, 0.25)
    microphone = FileMicrophone(recording, SETTINGS)
    chunks = []
    while not microphone.is_over:
        chunk = microphone.read(0.1)
        assert chunk is not None
        chunks.append(chunk)
    heard = np.concatenate([np.frombuffer(chunk.samples, np.int16) for chunk in chunks])
    assert (heard[: len(recording.samples)] == recording.samples).all()
    assert [round(chunk.at, 3) for chunk in chunks[:3]] == [0.0, 0.032, 0.064]
    assert microphone.read(0.1) is None


def test_at_real_pace_a_chunk_comes_when_its_last_sample_has_been_spoken_and_not_before() -> None:
    clock = Clock()
    microphone = FileMicrophone(clip(1.0, 0.0), SETTINGS, is_paced=True, clock=clock, pause=clock.pause)
    assert microphone.read(0.01) is None
    assert clock() == pytest.approx(100.01)
    assert microphone.read(0.05) is not None
    assert clock() == pytest.approx(100.032)


def test_the_end_of_a_clip_is_reported_where_it_is_heard() -> None:
    clock = Clock()
    room = RoomMicrophone(SETTINGS, clock, clock.pause)
    while clock() < 101.0:
        room.read(0.1)
    end = room.hear(clip(0.8, 0.5))
    loud_until = 0.0
    while clock() < 104.0:
        chunk = room.read(0.1)
        assert chunk is not None
        if np.abs(np.frombuffer(chunk.samples, np.int16)).max() > 3000:
            loud_until = room.clock_of(chunk.at + chunk.seconds)
    assert 0 <= loud_until - end <= 0.032 + 1e-6
    assert end == pytest.approx(101.0 + 0.8, abs=0.06)


def test_a_second_clip_waits_for_the_first() -> None:
    clock = Clock()
    room = RoomMicrophone(SETTINGS, clock, clock.pause)
    first = room.hear(clip(0.8, 0.2))
    assert room.hear(clip(0.5, 0.0)) == pytest.approx(first + 0.7, abs=0.01)


def test_a_clip_spoken_while_nobody_fetched_sound_is_not_in_the_past() -> None:
    clock = Clock()
    room = RoomMicrophone(SETTINGS, clock, clock.pause)
    clock.pause(5.0)
    assert room.hear(clip(0.5, 0.0)) >= clock() + 0.49


def test_the_room_is_never_digitally_silent_and_never_loud() -> None:
    clock = Clock()
    room = RoomMicrophone(SETTINGS, clock, clock.pause)
    chunk = room.read(0.1)
    assert chunk is not None
    assert 0 < np.abs(np.frombuffer(chunk.samples, np.int16)).max() < 200


def test_the_last_voiced_sample_of_silence_is_at_its_beginning() -> None:
    assert last_voiced(np.zeros(16000, np.int16), 16000) == 0.0


def test_neither_hiss_nor_a_click_after_the_last_word_counts_as_speech() -> None:
    noise = np.random.default_rng(3).normal(0.0, 60.0, 32000)
    noise[4000:16000] += 4000.0 * np.sin(np.arange(12000) * 2 * np.pi * 220 / 16000)
    noise[30000:30160] += 3000.0
    assert last_voiced(noise.astype(np.int16), 16000) == pytest.approx(1.0, abs=0.03)


def test_sound_without_a_pause_is_voiced_to_its_end() -> None:
    tone = 4000.0 * np.sin(np.arange(16000) * 2 * np.pi * 220 / 16000)
    assert last_voiced(tone.astype(np.int16), 16000) == pytest.approx(1.0, abs=0.02)


def test_a_hall_sounds_over_and_over_and_clips_are_heard_in_it() -> None:
    clock = Clock()
    room = RoomMicrophone(SETTINGS, clock, clock.pause)
    room.surround(clip(0.2, 0.1))
    room.hear(clip(0.5, 0.0))
    loudest = []
    while clock() < 103.0:
        chunk = room.read(0.1)
        assert chunk is not None
        loudest.append(np.abs(np.frombuffer(chunk.samples, np.int16)).max())
    assert max(loudest[:15]) > 20_000
    assert max(loudest[-10:]) == pytest.approx(12_000, abs=500)
    assert min(loudest[-10:]) < 1000
