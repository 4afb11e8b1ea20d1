"""A second hearing: in noise, what was said is heard once more and whole, by a model that noise misleads less.

It begins in the pause after which the visitor may have finished, so it is over before anybody would answer; in a quiet
room the first hearing is as good, and alone, where it need not tell its words while it hears them.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript
from kiosk.domain.word_error import compare, is_syllabic, units, written_words
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.sound.levels import is_from_quiet, standing_out
from kiosk.sound.recording import samples_of

SURE, ALIKE = -0.7, 0.5
"""In quiet, words of a lower mean log-probability of a token, with more wrong words than this share of the first
hearing's, are a sneeze."""

# Learned by logistic regression from readings by Whisper tiny.en and base: some 200 of questions in babble at 10 and
# 5 dB, and 1,200 of babble alone, of which 4 in 100 pass.
WEIGHTS, OFFSET = (1.07, -3.44, 1.31, 4.89), -7.56
"""Of log-probability, no-speech, rise above the hall in dB, and share of words in which both hearings agree."""

BELIEVED, SILENT = 0.6, 0.5
"""The least likelihood of that, and the most of nobody having spoken; in babble one in a hundred questions has more."""

SURER = -0.4
"""A sentence in Korean that base reads with a fifth of the wrong syllables of Vosk's has −0.23; made speech, which Vosk
understands better, has less than −0.8."""

STOCK = frozenset((
    "thank you", "thank you very much", "thank you so much", "thanks", "thank you for watching", "thanks for watching",
    "see you next time", "i'll see you next time", "you", "bye", "감사합니다", "시청해 주셔서 감사합니다",
))  # fmt: skip
"""What models that learned from subtitles make of a sneeze; whoever says it is heard well."""

SURE_OF_STOCK = -0.6
FAINTEST, MOST_RISE_DB = -5.0, 10.0
"""Beyond these, log-probability and rise say nothing more."""

LONGEST_SECONDS = 30.0
"""A longer utterance is not heard again."""

SLOW_SECONDS, MOST_SLOW, REST_SECONDS = 1.2, 3, 600
"""Where so many in a row took longer than this, the machine has no time to hear twice, for so long."""

FEW = 3
"""So few words are heard twice also where it is quiet: a sneeze makes one or two."""

Floats = NDArray[np.float32]

log = logging.getLogger(__name__)


class Hearing(Protocol):
    """What is heard in a stretch of sound, and how sure that is."""

    @property
    def text(self) -> str: ...

    @property
    def others(self) -> Sequence[str]:
        """What else it may be, likeliest first."""
        ...

    @property
    def log_probability(self) -> float:
        """Mean over its tokens, in nats."""
        ...

    @property
    def no_speech(self) -> float:
        """How likely nobody spoke, 0 to 1."""
        ...

    @property
    def is_doubtful(self) -> bool:
        """More likely noise than words."""
        ...


class Second(Protocol):
    """A model that hears a whole stretch of sound."""

    @property
    def name(self) -> str: ...

    def heard(self, sound: Floats) -> Hearing | None:
        """What is said in samples between −1 and 1 at 16 kHz; None in too short a sound."""
        ...


class TwicePassed:
    """A recognizer whose words another one hears again where it is loud. One thread owns it."""

    is_streaming = False
    """The second hearing is asked for in every pause, also where the first one streams."""

    def __init__(self, first: Recognizer, second: Second, clock: Callable[[], float] = time.perf_counter) -> None:
        self._first, self._second, self._clock = first, second, clock
        self._slow, self._rests_until = 0, 0.0
        self.name, self.rate_hz = f"{first.name}+{second.name}", first.rate_hz
        self._pieces: list[bytes] = []
        self._seconds = 0.0
        self._streamed: Transcript | None = None

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        if self._seconds < LONGEST_SECONDS:
            self._pieces.append(chunk.samples)
        self._seconds += chunk.seconds
        # A streaming recognizer's words are told when they are asked for, as any other's.
        self._streamed = self._first.accept(chunk) or self._streamed
        return None

    def partial(self) -> Transcript | None:
        if not self._first.is_streaming:
            return self._first.partial()
        told, self._streamed = self._streamed, None
        return told

    def settle(self) -> Transcript:
        first = self._first.finish() if self._first.is_streaming else self._first.settle()
        return self._again(first)

    def rest(self) -> None:
        if not self._first.is_streaming:
            self._first.rest()

    def finish(self) -> Transcript:
        return self._again(self._first.finish())

    def reset(self) -> None:
        self._first.reset()
        self._pieces, self._seconds, self._streamed = [], 0.0, None

    def _again(self, first: Transcript) -> Transcript:
        first = replace(first, recognizer=self.name)
        if self._seconds > LONGEST_SECONDS or self._clock() < self._rests_until:
            return first
        sound = samples_of(b"".join(self._pieces)).astype(np.float32) / np.float32(32768)
        is_quiet = is_from_quiet(sound, self.rate_hz)
        if is_quiet and not self._first.is_streaming and len(written_words(first.text)) > FEW:
            return first
        began = self._clock()
        # Before and after the visitor a hall has words of its own.
        stretch = standing_out(sound, self.rate_hz)
        second = self._second.heard(sound[stretch.begin : stretch.end])
        self._judge(self._clock() - began)
        return chosen(first, second, None if is_quiet else stretch.rise_db, self._first.is_streaming)

    def _judge(self, seconds: float) -> None:
        self._slow = self._slow + 1 if seconds > SLOW_SECONDS else 0
        if self._slow == MOST_SLOW:
            log.warning("hearing twice takes %.1f s: left out for %d minutes", seconds, REST_SECONDS // 60)
            self._slow, self._rests_until = 0, self._clock() + REST_SECONDS


def chosen(first: Transcript, second: Hearing | None, rise_db: float | None, is_streamed: bool = False) -> Transcript:
    """The words of two hearings, doubted where they are more likely noise.

    In noise, out of which the visitor rises by `rise_db`, the second's are taken; in quiet (None) the first's, unless
    it hears none, or had to tell its words while it heard them (`is_streamed`) and the second is sure of its own.
    """
    if second is None or not second.text:
        # Words that only one of two hears in noise are noise.
        return replace(first, is_doubted=bool(first.text))
    syllabic = is_syllabic(first.text + second.text)
    said, other = units(second.text, syllabic), units(first.text, syllabic)
    differs = compare(said, other).errors / max(1, len(said))
    if rise_db is None:
        is_noise = len(written_words(first.text)) <= FEW and second.log_probability < SURE and differs > ALIKE
    else:
        is_noise = second.no_speech > SILENT or likely(second, rise_db, 1 - min(1.0, differs)) < BELIEVED
    is_noise |= " ".join(written_words(second.text)) in STOCK and second.log_probability < SURE_OF_STOCK
    is_firsts = rise_db is None and other and not (is_streamed and second.log_probability > SURER)
    words = first if is_firsts else Transcript(second.text, is_final=True, recognizer=first.recognizer)
    others = different(words.text, (second.text, *second.others, first.text))
    return replace(words, others=others, is_doubted=second.is_doubtful or is_noise)


def different(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """Those that have other words than the text and than each other."""
    known, found = [written_words(text), []], list[str]()
    for one in others:
        if (words := written_words(one)) not in known:
            known.append(words)
            found.append(one)
    return tuple(found)


def likely(hearing: Hearing, rise_db: float, agreement: float) -> float:
    """That what was heard in noise was said to the kiosk, 0 to 1; `agreement` of both hearings, 0 to 1."""
    told = max(hearing.log_probability, FAINTEST), hearing.no_speech, min(rise_db, MOST_RISE_DB), agreement
    return float(1 / (1 + np.exp(-(np.dot(WEIGHTS, told) + OFFSET))))
