"""Whisper through CTranslate2: a whole utterance at once, strong in noise.

It is the second hearing beside a recognizer, and the only one of languages that have no other.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.sensing.transcript import Transcript
from kiosk.senses.errors import refuse
from kiosk.senses.recognition.whole import WholeRecognizer
from kiosk.sound.levels import is_from_quiet, standing_out
from kiosk.sound.log_mel import HOP, RATE_HZ, log_mel

FILES = ("model.bin", "config.json", "vocabulary.txt|vocabulary.json")
HINT = "kiosk models verify"

PADDED_SECONDS, LONGEST_SECONDS = 12.0, 30.0
"""Sound shorter than the first is followed by silence, or the model says it over again; the second is all it hears."""

SHORTEST_SECONDS = 0.2
BEAMS, MOST_TOKENS = 5, 96
NEARLY = 0.35
"""Readings of a mean log-probability that is lower by no more than this may be what was said."""

NO_SPEECH, DOUBTFUL = 0.6, -1.0
"""Taken for no speech above this probability where the words are less likely than this, in nats a token (the values of
Radford et al. 2022, section 4.5)."""

REPEATED = 2.4
"""Words that can be compressed more than this are said over and over: they were made up (the same section)."""

ALONE = -0.8
"""With no other hearing to agree with, words less likely than this are doubted. Tried with base in seven languages, a
sentence each: in quiet and 20 dB above people who talk all have more than −0.6; of 72 stretches of those people alone
four have more, and these repeat themselves."""

LANGUAGES = "lang_ids"
"""Stands in the configuration of a model that knows many languages, and wants to be told which."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """One reading of a stretch of sound."""

    text: str
    log_probability: float
    """Mean over its tokens, in nats."""

    no_speech: float
    """How likely nobody spoke, 0 to 1."""

    others: tuple[str, ...] = ()
    """Readings that are nearly as likely, likeliest first."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it is more likely noise, or said over and over, than what somebody said."""
        return (self.no_speech > NO_SPEECH and self.log_probability < DOUBTFUL) or repeats(self.text)


class WhisperModel:
    """Hears a whole stretch of sound. One thread owns it."""

    def __init__(self, folder: Path, name: str, language: str = "en", threads: int = 2) -> None:
        self.name = name
        missing = [files for files in FILES if not any((folder / file).is_file() for file in files.split("|"))]
        if missing:
            raise refuse("KS0008", folder, f"holds no Whisper model: {', '.join(missing)} missing", HINT)
        try:
            knows_many = LANGUAGES in json.loads((folder / "config.json").read_text("utf-8"))
            self._model = ctranslate2.models.Whisper(str(folder), compute_type="int8", intra_threads=threads)
        except (RuntimeError, ValueError, OSError, TypeError) as error:
            raise refuse("KS0008", folder, f"the Whisper model cannot be loaded: {error}", HINT) from error
        told = (f"<|{language.partition('-')[0]}|>", "<|transcribe|>") if knows_many else ()
        self._prompt = ["<|startoftranscript|>", *told, "<|notimestamps|>"]

    def heard(self, sound: Floats) -> Heard | None:
        """What is said in samples between −1 and 1 at 16 kHz; None in too short a sound."""
        if len(sound) < SHORTEST_SECONDS * RATE_HZ or not sound.any():
            return None
        sound = sound[: int(LONGEST_SECONDS * RATE_HZ)]
        length = max(len(sound), int(PADDED_SECONDS * RATE_HZ))
        frames = log_mel(np.pad(sound, (0, length - len(sound))))[None, :, : length // HOP]
        found = self._model.generate(
            ctranslate2.StorageView.from_array(np.ascontiguousarray(frames)), [self._prompt],
            beam_size=BEAMS, num_hypotheses=BEAMS, max_length=MOST_TOKENS,
            return_scores=True, return_no_speech_prob=True,
        )[0]  # fmt: skip
        texts, scores = [spelled(one) for one in found.sequences], [float(one) for one in found.scores]
        others = (text for text, score in zip(texts[1:], scores[1:], strict=True) if score >= scores[0] - NEARLY)
        return Heard(texts[0], scores[0], float(found.no_speech_prob), tuple(others))


def whisper_recognizer(folder: Path, name: str, language: str) -> WholeRecognizer:
    """For a language that no other model hears. Raises SensesError where the folder's model cannot be loaded."""
    model = WhisperModel(folder, name, language)

    def reading(sound: Floats) -> Transcript:
        heard = model.heard(own_part(sound))
        if heard is None:
            return Transcript("")
        return Transcript(heard.text, is_doubted=heard.is_doubtful or heard.log_probability < ALONE)

    return WholeRecognizer(reading, name)


def own_part(sound: Floats) -> Floats:
    """The sound without what a hall says before and after the visitor; all of it where the hall is quiet."""
    if is_from_quiet(sound, RATE_HZ):
        return sound
    stretch = standing_out(sound, RATE_HZ)
    return sound[stretch.begin : stretch.end]


def repeats(text: str) -> bool:
    """Whether words are said over and over, as the model does in noise."""
    said = text.encode()
    return len(said) > 24 and len(said) / len(zlib.compress(said)) > REPEATED


def spelled(tokens: Sequence[str]) -> str:
    """The text of tokens of the byte-level vocabulary of GPT-2, marks left out."""
    letters = "".join(token for token in tokens if not (token.startswith("<|") and token.endswith("|>")))
    known = _bytes()
    return bytes(known[letter] for letter in letters if letter in known).decode("utf-8", "replace").strip()


@cache
def _bytes() -> Mapping[str, int]:
    """Which byte each letter of the vocabulary stands for: itself where it can be seen, else one of those after 255."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {chr(256 + at): byte for at, byte in enumerate(hidden)}
