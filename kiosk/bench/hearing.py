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
from kiosk.bench.hearing_noise import Noises, Sound, mixed_length, sound_of, surrounded
from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.word_error import compare, written_words
from kiosk.process.clock import now
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import ENGINES, Choice, choose, open_recognizer, open_vad
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.settings import RecognizerSettings
from kiosk.sound.recording import Recording, read_recording

SEED = 6
SNRS_DB = (20.0, 10.0, 5.0, 0.0)
CLEAN = "none"
SYLLABIC = ("ko", "ja", "zh")
"""Written without blanks, or with blanks that are set as one likes: counted by characters."""


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
    errors, words, seconds, taken = 0, 0, 0.0, 0.0
    for clip in some:
        recording = recorded_in(clip, condition, noises)
        began = now()
        heard = " ".join(_finals(setup, recognizer, recording))
        taken += now() - began
        seconds += recording.seconds
        said = units(clip.text, clip.language)
        errors += compare(said, units(heard, clip.language)).errors
        words += len(said)
    return {
        "set": some[0].set,
        "noise": condition.noise,
        "snr_db": condition.snr_db,
        "recognizer": recognizer.name,
        "wer": round(errors / max(1, words), 3),
        "real_time_factor": round(taken / max(seconds, 1e-9), 3),
        "n": len(some),
    }


def _finals(setup: MicrophoneSetup, recognizer: Recognizer, recording: Recording) -> list[str]:
    microphone = FileMicrophone(recording, setup.settings)
    objects = hear_all(microphone, open_vad(setup.vad), recognizer, setup.endpointing, now)
    return [str(one["text"]) for one in objects if one["event"] == "final"]


def units(text: str, language: str) -> list[str]:
    """What is counted: words, or characters where words are no firm thing."""
    words = written_words(text)
    return list("".join(words)) if language.partition("-")[0] in SYLLABIC else words
