"""`kiosk bench hearing`: word error of every recognizer, clean and in noise; `bench_hearing_detectors` tries the VADs.

Every clip goes through the ear as a visitor's question does: detector of voice, endpointing, recognizer.
"""

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.bench.hearing_noise import (
    FRAME,
    LEAD_SECONDS,
    RATE_HZ,
    Noises,
    Sound,
    mixed_length,
    sound_of,
    spoken_frames,
    surrounded,
)
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.word_error import compare, is_syllabic, units
from kiosk.process.clock import now
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import ENGINES, Choice, choose, open_recognizer, open_vad
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.settings import RecognizerSettings
from kiosk.sound.levels import rms
from kiosk.sound.recording import Recording, read_recording, to_int16

SEED = 6
SNRS_DB = (20.0, 10.0, 5.0, 0.0)
CLEAN, NOBODY = "none", "nobody speaks"
PIECE_SECONDS = 60
ALONE_DB = (-45.0, -35.0, -25.0)
"""Of full scale: how loud a hall is in the microphone, minute by minute."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and what is said in it."""

    set: str
    language: str
    speaker: str
    text: str
    path: Path

    def sound(self) -> Sound:
        return sound_of(read_recording(self.path))


@dataclass(frozen=True, slots=True)
class Condition:
    """What lies under the speech; no noise where `snr_db` is None."""

    noise: str = CLEAN
    snr_db: float | None = None


def clips(table: Path, per_set: int) -> list[Clip]:
    """A seeded choice of each set; clips whose texts are drafts are left out.

    The table's columns: path (beside the table), set, lang, speaker, text, text_source.
    """
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file, delimiter="\t") if "DRAFT" not in row["text_source"]]
        found = [Clip(row["set"], row["lang"], row["speaker"], row["text"], table.parent / row["path"]) for row in rows]
    except (OSError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise KioskError(Problem("KB0001", str(table), f"cannot be read: {error}")) from error
    found = [clip for clip in found if clip.text and clip.path.is_file()]
    random.Random(SEED).shuffle(found)
    sets = sorted({clip.set for clip in found})
    return [clip for name in sets for clip in [one for one in found if one.set == name][:per_set]]


def conditions(noises: Noises | None) -> list[Condition]:
    """Clean first, then every noise from faint to loud."""
    kinds = noises.kinds if noises else {}
    return [Condition(), *(Condition(kind, snr_db) for kind in kinds for snr_db in SNRS_DB)]


def recorded_in(clip: Clip, condition: Condition, noises: Noises | None) -> Recording:
    """The clip in its noise: the same each time, for every recognizer and detector."""
    sound = clip.sound()
    if noises is None or condition.snr_db is None:
        return surrounded(sound, None, 0.0)
    seeded = np.random.default_rng([SEED, *clip.path.name.encode()])
    return surrounded(sound, noises.kinds[condition.noise](seeded, mixed_length(sound)), condition.snr_db)


def hearing_rows(
    setup: MicrophoneSetup, found: Sequence[Clip], noises: Noises | None, tell: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """One row per set, noise and recognizer; languages that nothing here hears are told."""
    for choice, heard in _choices(setup.recognizers, found, tell):
        recognizer = open_recognizer(choice)
        for condition in conditions(noises):
            for name in sorted({clip.set for clip in heard}):
                some = [clip for clip in heard if clip.set == name]
                tell(f"{choice.name}: {name}, {condition.noise} {condition.snr_db or ''}")
                yield _row(setup, recognizer, some, condition, noises)


def _choices(
    settings: RecognizerSettings, found: Sequence[Clip], tell: Callable[[str], None]
) -> list[tuple[Choice, list[Clip]]]:
    """Every recognizer that is installed, with the clips of its language."""
    pairs: list[tuple[Choice, list[Clip]]] = []
    for language in sorted({clip.language for clip in found}):
        spoken = [clip for clip in found if clip.language == language]
        passes = (replace(settings, second_pass=False), replace(settings, second_pass=True))
        wanted = [replace(one, recognizer=engine) for engine in ENGINES for one in passes]
        only = list(dict.fromkeys(choose(one, language) for one in wanted))
        opened = [one for one in only if isinstance(one, Choice)]
        pairs += [(one, spoken) for one in opened]
        if not opened:
            tell(f"{len(spoken)} clips in '{language}' are left out: no recognizer is installed")
    return pairs


def _row(
    setup: MicrophoneSetup, recognizer: Recognizer, some: Sequence[Clip], condition: Condition, noises: Noises | None
) -> dict[str, Any]:
    errors, words, whole, seconds, taken = 0, 0, 0, 0.0, 0.0
    late: list[float] = []
    turns = 0
    for clip in some:
        recording = recorded_in(clip, condition, noises)
        began = now()
        finals = _finals(setup, recognizer, recording)
        taken += now() - began
        seconds += recording.seconds
        syllabic = is_syllabic(clip.text)
        said = units(clip.text, syllabic)
        wrong = compare(said, units(" ".join(one["text"] for one in finals), syllabic)).errors
        errors, words, whole = errors + wrong, words + len(said), whole + (wrong == 0)
        turns += sum(1 for one in finals if one["text"])
        late.append(ended_late(finals, clip, recording.seconds))
    return {
        "set": some[0].set,
        "noise": condition.noise,
        "snr_db": condition.snr_db,
        "recognizer": recognizer.name,
        "wer": round(errors / max(1, words), 3),
        "whole": whole,
        "ended_p50": round(float(np.median(late)), 2),
        "real_time_factor": round(taken / max(seconds, 1e-9), 3),
        "turns": turns,
        "n": len(some),
    }


def _finals(setup: MicrophoneSetup, recognizer: Recognizer, recording: Recording) -> list[dict[str, Any]]:
    microphone = FileMicrophone(recording, setup.settings)
    objects = hear_all(microphone, open_vad(setup.vad), recognizer, setup.endpointing, now)
    return [one for one in objects if one["event"] == "final"]


def ended_late(finals: Sequence[dict[str, Any]], clip: Clip, seconds: float) -> float:
    """Seconds from the clip's last sound to the end that was told; to the end of the recording where none was."""
    last = LEAD_SECONDS + (int(np.flatnonzero(spoken_frames(clip.sound()))[-1]) + 1) * FRAME / RATE_HZ
    told = [one["audio"] for one in finals if one["audio"] >= last]
    return float(min(told, default=seconds) - last)


def phantom_rows(
    setup: MicrophoneSetup, noises: Noises, seconds: float, tell: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """Noise in which nobody speaks to the kiosk: how many turns with words each English recognizer makes of it.

    `n` is the number of minutes.
    """
    for choice, _ in _choices(setup.recognizers, [Clip("", "en", "", "", Path())], tell):
        recognizer = open_recognizer(choice)
        for kind, made in noises.kinds.items():
            turns, pieces = 0, max(1, round(seconds / PIECE_SECONDS))
            for number in range(pieces):
                tell(f"{choice.name}: {kind} alone, minute {number + 1}")
                sound = made(np.random.default_rng([SEED, number]), PIECE_SECONDS * RATE_HZ)
                level = ALONE_DB[number % len(ALONE_DB)]
                recording = Recording(to_int16(sound / max(rms(sound), 1e-9) * 10 ** (level / 20)), RATE_HZ)
                turns += sum(1 for one in _finals(setup, recognizer, recording) if one["text"])
            row = dict.fromkeys(("wer", "whole", "ended_p50", "real_time_factor"))
            named = {"set": NOBODY, "noise": kind, "snr_db": None, "recognizer": recognizer.name}
            yield {**named, **row, "turns": turns, "n": pieces}
