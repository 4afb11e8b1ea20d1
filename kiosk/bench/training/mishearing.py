"""Misheard words: each is replaced by a word of the same sets that sounds like it, or is lost.

The nearest are those that share most pairs of letters in `sounds.sound`. A model of errors, not a recording of them.
"""

import random
from collections import Counter
from collections.abc import Iterable

import numpy as np

from kiosk.mind.understand.phonetics import sound
from kiosk.mind.understand.words import TOKEN

NEAREST = 4
LEAST_LIKENESS = 0.45


class Mishearing:
    """Knows the words that may be heard instead."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = sorted({word.lower() for text in texts for word in TOKEN.findall(text)})
        counted = [Counter(_pairs(word)) for word in self._words]
        self._ids = {pair: at for at, pair in enumerate(sorted({pair for counts in counted for pair in counts}))}
        self._rows = np.zeros((len(self._words), len(self._ids)), dtype=np.float32)
        for row, counts in enumerate(counted):
            self._rows[row, [self._ids[pair] for pair in counts]] = list(counts.values())
        self._rows /= np.maximum(np.linalg.norm(self._rows, axis=1, keepdims=True), 1e-9)
        self._instead: dict[str, list[str]] = {}

    def heard(self, text: str, share: float, dice: random.Random) -> str:
        """The text with that share of its words misheard."""
        return " ".join(TOKEN.sub(lambda found: self._one(found.group(), share, dice), text).split())

    def _one(self, word: str, share: float, dice: random.Random) -> str:
        if dice.random() >= share:
            return word
        instead = self._alike(word.lower())
        return dice.choice(instead) if instead else ""

    def _alike(self, word: str) -> list[str]:
        if word not in self._instead:
            own = np.zeros(len(self._ids), dtype=np.float32)
            for pair, count in Counter(_pairs(word)).items():
                if pair in self._ids:
                    own[self._ids[pair]] = count
            likeness = self._rows @ (own / max(float(np.linalg.norm(own)), 1e-9))
            best = [int(at) for at in np.argsort(-likeness, kind="stable")[: NEAREST + 1]]
            self._instead[word] = [
                self._words[at] for at in best if self._words[at] != word and likeness[at] >= LEAST_LIKENESS
            ][:NEAREST]
        return self._instead[word]


def _pairs(word: str) -> list[str]:
    spoken = f"_{sound(word)}_"
    return [spoken[at : at + 2] for at in range(len(spoken) - 1)]
