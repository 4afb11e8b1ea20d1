"""Noise under speech, and what is counted in it."""

import csv
import wave
from pathlib import Path

import numpy as np
import pytest

from kiosk.bench.hearing import Clip, Condition, clips, conditions, ended_late, recorded_in
from kiosk.bench.hearing_noise import LEAD_SECONDS, RATE_HZ, Noises, mixed, noises, spoken_frames, spoken_rms
from kiosk.domain.problem import KioskError
from kiosk.sound.levels import rms
from kiosk.sound.recording import Recording, to_int16

LEAD = round(LEAD_SECONDS * RATE_HZ)


def tone(seconds: float, loud: float = 0.2, hz: float = 300.0) -> np.ndarray:
    return loud * np.sin(np.arange(round(seconds * RATE_HZ)) * 2 * np.pi * hz / RATE_HZ)


def written(path: Path, sound: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(to_int16(sound).tobytes())
    return path


@pytest.mark.parametrize("snr_db", [20.0, 0.0])
def test_noise_lies_as_far_below_speech_without_its_pauses_as_was_asked_for(snr_db: float) -> None:
    speech = np.concatenate([tone(1.0), np.zeros(RATE_HZ), tone(1.0)])
    noise = np.random.default_rng(1).normal(0, 0.01, len(speech) + round(4.5 * RATE_HZ))
    recording = mixed(speech, noise, snr_db)
    before = recording.samples[:LEAD] / 32768.0
    after = recording.samples[LEAD : LEAD + len(speech)] / 32768.0
    power = spoken_rms(speech) ** 2 / rms(speech) ** 2 * (rms(after) ** 2 - rms(before) ** 2)
    assert 10 * np.log10(power / rms(before) ** 2) == pytest.approx(snr_db, abs=0.3)


def test_what_is_too_loud_together_is_made_fainter_and_not_cut() -> None:
    speech = tone(1.0, loud=0.9)
    recording = mixed(speech, np.random.default_rng(1).normal(0, 0.1, len(speech) + round(4.5 * RATE_HZ)), 0.0)
    assert (np.abs(recording.samples.astype(int)) >= 32767).sum() <= 1


def test_pauses_of_a_clip_are_not_counted_as_speech() -> None:
    spoken = spoken_frames(np.concatenate([tone(0.5), np.zeros(RATE_HZ // 2), tone(0.5)]))
    assert spoken[5:45].all()
    assert not spoken[55:95].any()


def test_the_same_clip_has_the_same_noise_every_time_and_another_clip_another(tmp_path: Path) -> None:
    folder = tmp_path / "noise"
    folder.mkdir()
    random = np.random.default_rng(3)
    for name in ("meeting_a.wav", "livekit_city-ambience.wav"):
        written(folder / name, random.normal(0, 0.05, RATE_HZ * 3))
    readers = [Recording(to_int16(random.normal(0, 0.05, RATE_HZ)), RATE_HZ) for _ in range(3)]
    found = noises(folder, readers)
    one, two = (Clip("s", "en", "", "a", written(tmp_path / f"{name}.wav", tone(1.0))) for name in ("one", "two"))
    for kind in ("babble", "city"):
        condition = Condition(kind, 10.0)
        first, again = recorded_in(one, condition, found), recorded_in(one, condition, found)
        assert (first.samples == again.samples).all()
        assert (first.samples != recorded_in(two, condition, found).samples).any()


def test_a_folder_without_the_noises_is_told(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="meeting"):
        noises(tmp_path, [])


def test_drafts_of_texts_are_left_out_and_so_many_of_each_set_are_chosen(tmp_path: Path) -> None:
    written(tmp_path / "a.wav", tone(0.2))
    with (tmp_path / "table.tsv").open("w", newline="") as file:
        rows = csv.writer(file, delimiter="\t")
        rows.writerow(["path", "set", "lang", "speaker", "text", "text_source"])
        rows.writerows(["a.wav", "read", "en", "1", f"words {n}", "exact"] for n in range(5))
        rows.writerow(["a.wav", "coffee", "en", "1", "a coffee", "ASR DRAFT ONLY"])
        rows.writerow(["missing.wav", "gone", "en", "1", "a word", "exact"])
    found = clips(tmp_path / "table.tsv", 3)
    assert [clip.set for clip in found] == ["read"] * 3
    assert found == clips(tmp_path / "table.tsv", 3)


def test_clean_comes_first_and_without_noise_it_comes_alone() -> None:
    assert conditions(None) == [Condition()]
    assert len(conditions(Noises({"city": lambda random, length: np.zeros(length)}))) == 5


def test_how_late_an_end_is_told_counts_from_the_last_sound_of_the_clip(tmp_path: Path) -> None:
    sound = np.concatenate([tone(1.0), np.zeros(RATE_HZ // 2)])
    clip = Clip("s", "en", "", "a", written(tmp_path / "one.wav", sound))
    early, late = {"audio": LEAD_SECONDS + 0.4, "text": "a"}, {"audio": LEAD_SECONDS + 1.7, "text": "b"}
    assert ended_late([early, late], clip, 6.0) == pytest.approx(0.7, abs=0.03)
    assert ended_late([early], clip, 6.0) == pytest.approx(6.0 - LEAD_SECONDS - 1.0, abs=0.03)
