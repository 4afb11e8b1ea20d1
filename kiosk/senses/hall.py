"""The hall behind the visitor: how loud it is, and whether somebody still stands out of it.

In a hall full of people there is voice all the time, so no silence ends a question. Who stands at the microphone is
louder than the rest: the question begins where the sound rises out of the hall and ends where it has sunk back into it.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

WINDOW_SECONDS = 1.2
"""Judged at a time: longer than the pauses within a question."""

FLOOR_SECONDS, FLOOR_SHARE, LOUD_SHARE = 10.0, 20, 90
"""The hall is what a fifth of the last ten seconds stays under; the visitor what nine tenths of the question do."""

SMOOTH_SECONDS = 0.2
"""A syllable: levels are those of so much sound."""

RISE_DB = 4.0
"""So far above the hall begins a question; a murmur of seven voices hardly rises so far."""

KNOWN_SECONDS = 1.0
"""Before that the hall is not known, and whoever speaks stands out of it."""

DIP_SHARE, LOUD_HALL_DB = 5, 22.0
"""In a quiet room a voice falls far between its syllables; where a twentieth of all chunks is not so far below the
loudest tenth, the hall fills the gaps."""

# Learned by logistic regression from 60 clips (VCTK p225, LibriSpeech 1688 and 1998, half of the short questions and of
# the other readings) in quiet and at 20, 15, 10 and 5 dB of 3 to 9 other voices, an office, a city and a meeting. On
# other speakers in babble, as `bench/training/hall.py` counts, the ends of 28 of 28 clips are found at 10 dB and 27 at
# 5 dB; one pause is taken for an end. What that command learns from babble alone finds 27 and 24.
WEIGHTS = (-0.164, 0.099, -0.133, 0.449, 0.027, -4.073, -6.061, 5.534)
OFFSET = 3.702
LIKELY, SURE = 0.7, 0.85
"""That the visitor has finished: from when on what is heard is no longer taken for the visitor's, and the end told."""

LEAST_RISE_DB = 1.0
VISITOR_DB = 6.0
"""A question that rises less out of the hall is the hall's: at 5 dB above it visitors rise by 6 and more."""

Floats = NDArray[np.float64]


class Hall:
    """Hears the level of every chunk, also while nobody is listened to. One worker owns it."""

    def __init__(self, chunk_seconds: float = 0.032) -> None:
        self._powers: deque[float] = deque(maxlen=round(WINDOW_SECONDS / chunk_seconds))
        self._levels: deque[float] = deque(maxlen=round(FLOOR_SECONDS / chunk_seconds))
        self._fast: deque[float] = deque(maxlen=self._levels.maxlen)
        self._smooth = round(SMOOTH_SECONDS / chunk_seconds)
        self._known = round(KNOWN_SECONDS / chunk_seconds)
        self._question: list[float] | None = None
        """Levels since the question began; None while there is none."""

        self._likelihood: float | None = None

    def hear(self, level_db: float) -> None:
        """One more chunk, in dB of full scale."""
        self._powers.append(10 ** (level_db / 10))
        self._fast.append(level_db)
        recent = list(self._powers)[-self._smooth :]
        self._levels.append(float(10 * np.log10(sum(recent) / len(recent))))
        if self._question is not None:
            self._question.append(self._levels[-1])
        self._likelihood = None

    def begin(self) -> None:
        """A question begins with the newest chunk."""
        self._question, self._likelihood = [self._levels[-1]], None

    @property
    def floor_db(self) -> float:
        """What is always there."""
        return float(np.percentile(self._levels, FLOOR_SHARE))

    @property
    def fills_gaps(self) -> bool:
        """Whether nothing heard so far falls far below the rest: then a silence may be filled by others."""
        if len(self._levels) < self._known:
            return False
        loudest = float(np.percentile(self._levels, LOUD_SHARE))
        return float(np.percentile(self._fast, DIP_SHARE)) > loudest - LOUD_HALL_DB

    @property
    def stands_out(self) -> bool:
        """Whether the newest sound rises out of the hall as one does who speaks close by."""
        return not self.fills_gaps or self._levels[-1] >= self.floor_db + RISE_DB

    @property
    def rise_db(self) -> float:
        """How far the question rises out of the hall; 0 while there is none."""
        return float(np.percentile(self._question, LOUD_SHARE)) - self.floor_db if self._question else 0.0

    @property
    def is_alone(self) -> bool:
        """Whether nobody stood out of the hall in all of the question."""
        return self._question is not None and self.fills_gaps and self.rise_db < VISITOR_DB

    @property
    def likelihood(self) -> float:
        """That in the last `WINDOW_SECONDS` nobody stood out who did before, 0 to 1."""
        if self._likelihood is None:
            self._likelihood = self._judged() if self._question and self.fills_gaps else 0.0
        return self._likelihood

    def _judged(self) -> float:
        weighed = sum(weight * value for weight, value in zip(WEIGHTS, self.values(), strict=True)) + OFFSET
        return float(1 / (1 + np.exp(-weighed)))

    def values(self) -> tuple[float, ...]:
        """What is weighed, in dB above the hall and in shares of the question's rise; in the order of `WEIGHTS`.

        Mean of the window, rise of the question, loudest of the window, its spread, its end, two of them as shares of
        the rise, and the rise inverted.
        """
        floor, rise = self.floor_db, max(self.rise_db, LEAST_RISE_DB)
        window: Floats = np.array(list(self._levels)[-len(self._powers) :])
        mean = float(10 * np.log10(sum(self._powers) / len(self._powers))) - floor
        most = float(window.max()) - floor
        return mean, rise, most, float(window.std()), float(window[-1]) - floor, mean / rise, most / rise, 1 / rise
