"""English speech by hibari, a small neural voice, with the sounds' times from the network that makes them.

The network expands each sound to a number of frames before it draws their spectra. That number is no output of the
published graph; it is made one when the model is loaded, so that lips follow the very lengths that are heard.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.alignment import Mark, Phoneme, viseme_track, word_times
from kiosk.voice.synthesis.synthesizer import LEAD_SECONDS, TAIL_SECONDS, check_length, silence
from kiosk.voice.wording.pronouncing import for_hibari
from kiosk.voice.wording.wording import Wording, worded, written

ENGINE = "hibari"
NATURAL_WPM = 177
"""Words a minute at speed 1, pauses included: measured on 50 lines of the demo pack."""

SLOWEST, FASTEST = 0.5, 2.0
FRAME_SECONDS = 0.025
EARLY_SECONDS = 0.05
"""A sound is heard so long before its frames begin: measured on the hiss of s and the closures of p, t, k, 12 texts."""

NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
"""From 1.29 on the runtime of the network reports its use to its makers, unless this stands when it is loaded
(microsoft/onnxruntime, pull request 27379)."""

DURATIONS = "/Cast_32_output_0"
"""How many frames each sound lasts: the node of the graph of hibari-tts 0.2.1."""

SILENCE_AMPLITUDE = 0.01
LONGEST_PHONEMES = 400
"""As in the library: longer sentences are spoken clause by clause."""

PAUSES = frozenset(' ;:,.!?—…"()“”')
STRESSES = frozenset("ˈˌ")
SPELLED_OUT = str.maketrans(
    {
        "A": "eɪ",
        "I": "aɪ",
        "O": "oʊ",
        "Q": "əʊ",
        "W": "aʊ",
        "Y": "ɔɪ",
        "T": "ɾ",
        "ᵊ": "ə",
        "ʧ": "tʃ",
        "ʤ": "dʒ",
        "ʦ": "ts",
    }
)
"""The voice's own letters for what the International Phonetic Alphabet writes with two."""

GUESSED = (None, 2)
"""How hibari rates words that are in none of its dictionaries, without and with its network for them."""

POSSESSIVE, PAST = re.compile(r"['’]s?$"), re.compile(r"ie[ds]$")
CLAUSE_END = re.compile(r"[,;:—]\s*$")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Clause:
    """What the network speaks at once."""

    phonemes: str
    words: Sequence[tuple[int, int]]
    """Place in the phonemes, offset in the original text."""


@dataclass(slots=True)
class _Take:
    """What has been spoken of a text so far."""

    sound: list[Floats]
    phonemes: list[Phoneme]
    marks: list[Mark]
    seconds: float = 0.0


class HibariSynthesizer:
    """English in the voices that are on this machine. Raises VoiceError where the library is missing."""

    def __init__(self) -> None:
        os.environ[NO_TELEMETRY] = "1"
        try:
            self._library: Any = import_module("hibari")
            self._dsp: Any = import_module("hibari.dsp")
            self._known: dict[str, dict[str, Any]] = import_module("hibari.voices").VOICES
            self._normalize: Any = import_module("hibari.g2p.normalize").normalize
        except (ImportError, OSError) as reason:
            what = f"cannot be loaded: {reason}"
            raise VoiceError(Problem("KV0011", "hibari-tts", what, "pip install 'avatar-kiosk[natural]'")) from reason
        self.rate_hz: int = self._library.SAMPLE_RATE
        self._opened: dict[str, Any] = {}
        self._british_reader: Any = None
        self._open(self._library.voices.DEFAULT)

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        check_length(text)
        name = self._choose(language, voice)
        reader = self._open(name)
        wording = written(worded(text, language, voice.pronounce), for_hibari)
        take = _Take([], [], [])
        # The same text always sounds the same.
        noise = np.random.default_rng(0)
        for clause in self._clauses(reader, wording):
            self._perform(reader, clause, voice, noise, take)
        if not take.phonemes:
            return silence(text, LEAD_SECONDS + TAIL_SECONDS, ENGINE)
        return self._finished(text, name, take)

    def guessed(self, text: str, language: str, voice: Voice) -> Sequence[str]:
        """English words that are in no dictionary, neither American nor British, in their order.

        Those of the pack's own dictionary are known. What all these lack, other voices read by rules, too.
        """
        known = {word.lower() for word, _ in voice.pronounce}
        american, british = self._open(self._library.voices.DEFAULT).g2p, self._british()
        found = _unfound(american, self._normalize(worded(text, language, voice.pronounce).text))
        words = [POSSESSIVE.sub("", word) for word in found]
        return [word for word in words if word.lower() not in known and _unfound(british, PAST.sub("y", word))]

    def _british(self) -> Any:
        if self._british_reader is None:
            self._british_reader = import_module("hibari.g2p").G2P(oov=False, british=True)
        return self._british_reader

    def _choose(self, language: str, voice: Voice) -> str:
        """The pack's own voice, else one of its gender, in the language's accent where there is one."""
        tag = language.lower()
        if tag.partition("-")[0] != "en":
            raise VoiceError(Problem("KV0003", f"language {language}", "hibari speaks English only"))
        at_hand = {name: about for name, about in self._known.items() if self._file(name).is_file()}
        if voice.voice in at_hand:
            return voice.voice
        wanted = [name for name, about in at_hand.items() if about["gender"].startswith(voice.gender)]
        wanted.sort(key=lambda name: (at_hand[name]["language"].lower() != tag, not at_hand[name].get("bundled")))
        if not wanted:
            hint = "put its file where `hibari --list-voices` says"
            raise VoiceError(Problem("KV0012", f"{voice.gender} voice", "hibari has none on this machine", hint))
        return wanted[0]

    def _file(self, name: str) -> Path:
        """Where a voice lies; nothing is ever fetched."""
        about = self._known[name]
        home = self._library.voices.ASSETS if about.get("bundled") else self._library.voices.cache_dir()
        return Path(home, about["file"])

    def _open(self, name: str) -> Any:
        if name not in self._opened:
            try:
                model = _with_output(self._file(name).read_bytes(), DURATIONS)
                reader = self._library.Hibari(voice=name, model=model, threads=1)
                # Loads its dictionaries now; by itself it would do so with the first text.
                _ = reader.g2p
            except Exception as reason:
                what = f"cannot be loaded: {type(reason).__name__}"
                raise VoiceError(Problem("KV0011", f"hibari voice {name}", what, "is it hibari-tts 0.2.1?")) from reason
            self._opened[name] = reader
        return self._opened[name]

    def _clauses(self, reader: Any, wording: Wording) -> Iterator[_Clause]:
        """The sounds of the text, each word's with its place in the original."""
        at = 0
        for sentence in reader.split_sentences(wording.text):
            begin = wording.text.find(sentence, at)
            at = begin + len(sentence)
            phonemes, words, cursor = "", list[tuple[int, int]](), begin
            for token in reader.g2p.phonemize_tokens(reader.g2p.tokenize(self._normalize(sentence))):
                found = wording.text.find(token.text, cursor, at)
                # A word that was normalised into another is not found; it gets its time between its neighbours'.
                if found >= 0:
                    cursor = found + len(token.text)
                    words.append((len(phonemes), wording.origins[found]))
                phonemes += (token.phonemes or "") + (" " if token.whitespace else "")
                if len(phonemes) > LONGEST_PHONEMES or (len(phonemes) > 150 and CLAUSE_END.search(phonemes)):
                    yield _Clause(phonemes, tuple(words))
                    phonemes, words = "", []
            yield _Clause(phonemes, tuple(words))

    def _perform(self, reader: Any, clause: _Clause, voice: Voice, noise: Any, take: _Take) -> None:
        places = [place for place, sign in enumerate(clause.phonemes) if sign in reader.vocab]
        if not any(clause.phonemes[place].isalpha() for place in places):
            return
        ids = [0, *(reader.vocab[clause.phonemes[place]] for place in places), 0]
        speed = float(np.clip(voice.rate_wpm / NATURAL_WPM, SLOWEST, FASTEST))
        given = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
        *parts, pitch, lengths = reader.sess.run(None, given)
        higher = np.float32(2.0 ** ((voice.pitch_percent - 50) / 100))
        sound = self._dsp.synth(*(part[0] for part in parts), pitch[0] * higher, noise)
        begins = take.seconds - EARLY_SECONDS + np.concatenate(([0.0], np.cumsum(lengths[:-1]))) * FRAME_SECONDS
        # Without the silence that stands before and after the sounds.
        starts = dict(zip(places, begins[1:-1].tolist(), strict=True))
        take.phonemes.append(Phoneme(float(begins[0]), ""))
        take.phonemes.extend(_phonemes(clause.phonemes, starts))
        take.phonemes.append(Phoneme(float(begins[-1]), ""))
        for place, offset in clause.words:
            at = next((starts[later] for later in range(place, len(clause.phonemes)) if later in starts), None)
            if at is not None:
                take.marks.append(Mark(at, offset))
        take.sound.append(sound)
        take.seconds += len(sound) / self.rate_hz

    def _finished(self, text: str, name: str, take: _Take) -> Speech:
        """Without the long silence before the first sound, which would keep visitors waiting."""
        sound = np.concatenate(take.sound)
        loud = np.flatnonzero(np.abs(sound) > SILENCE_AMPLITUDE)
        first, last = (int(loud[0]), int(loud[-1])) if len(loud) else (0, len(sound))
        begin = max(0, first - round(LEAD_SECONDS * self.rate_hz))
        sound = sound[begin : last + round(TAIL_SECONDS * self.rate_hz)]
        earlier = begin / self.rate_hz
        seconds = len(sound) / self.rate_hz
        spoken = (min(first / self.rate_hz - earlier, seconds / 2), max(seconds / 2, seconds - TAIL_SECONDS))
        phonemes = [Phoneme(min(max(0.0, one.at - earlier), spoken[1]), one.name) for one in take.phonemes]
        marks = [Mark(max(0.0, mark.at - earlier), mark.offset) for mark in take.marks]
        samples = np.rint(np.clip(sound, -1.0, 1.0) * 32767).astype(np.int16).tobytes()
        track = viseme_track(phonemes, spoken, seconds)
        return Speech(text, samples, self.rate_hz, track, word_times(text, marks, spoken), ENGINE, name)


def _unfound(reader: Any, text: str) -> list[str]:
    tokens = reader.phonemize_tokens(reader.tokenize(text))
    return [one.text for one in tokens if one.rating in GUESSED and any(sign.isalpha() for sign in one.text)]


def _phonemes(signs: str, starts: dict[int, float]) -> Iterator[Phoneme]:
    """The sounds with their begins; a space between words is no pause, and stress begins with its vowel's sound."""
    stress: float | None = None
    for place, at in starts.items():
        sign = signs[place]
        if sign in STRESSES:
            stress = at
        elif sign != " ":
            yield Phoneme(at if stress is None else stress, "" if sign in PAUSES else _in_ipa(sign))
            stress = None


@cache
def _in_ipa(sign: str) -> str:
    return sign.translate(SPELLED_OUT)


def _with_output(model: bytes, node: str) -> bytes:
    """An ONNX model that gives this node's value as a further, last output.

    Two protobuf messages one after the other are read as one with the fields of both (protobuf.dev, "Encoding",
    "Last One Wins"): ModelProto.graph is field 7, GraphProto.output 12, ValueInfoProto.name 1.
    """
    name = _field(1, node.encode())
    return model + _field(7, _field(12, name))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field of less than 128 bytes."""
    return bytes([number << 3 | 2, len(content)]) + content
