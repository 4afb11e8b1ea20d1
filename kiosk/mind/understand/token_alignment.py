"""Understanding: whether every word of a question finds its like in a sentence, by what they mean there.

The greatest similarity of each of the question's tokens with any of the sentence's: "late interaction" after Khattab
and Zaharia, "ColBERT" (2020), here with the sentence encoder's own states.
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from kiosk.mind.engines.embedder import Encoder, Vectors
from kiosk.mind.understand.words import FUNCTION_WORDS

NAMES = ("least_understood", "next_understood", "understood")
UNKNOWN = (0.0, 0.0, 0.0)
SIGNS = "? . , ' \" ! : ; ( ) -"
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Read:
    """Tokens that carry meaning, with their states as unit vectors."""

    all: Vectors
    telling: Vectors


class Understanding:
    """Compares a question with single sentences; the last ones are remembered."""

    def __init__(self, encoder: Encoder, language: str) -> None:
        self._encoder = encoder
        words = FUNCTION_WORDS.get(language.split("-", maxsplit=1)[0], frozenset())
        pieces = [encoder.tokens(word) for word in (*words, *SIGNS.split())]
        # A word of several pieces shares them with words that do mean something.
        self._empty = frozenset(one[0] for one in pieces if len(one) == 1)
        self._known: OrderedDict[str, Read] = OrderedDict()

    def of(self, question: str, sentence: str) -> tuple[float, float, float]:
        """The least, the second least and the mean of the question's tokens; zeros without any."""
        asked, said = self._read(question), self._read(sentence)
        wanted = asked.telling if len(asked.telling) else asked.all
        if not len(wanted) or not len(said.all):
            return UNKNOWN
        found = np.sort((wanted @ said.all.T).max(axis=1))
        return float(found[0]), float(found[min(1, len(found) - 1)]), float(found.mean())

    def forget(self) -> None:
        self._known.clear()

    def _read(self, text: str) -> Read:
        if text not in self._known:
            understood = self._encoder.understand(text)
            states = np.asarray(understood.states, dtype=np.float32)
            units = states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-9)
            telling = [at for at, token in enumerate(understood.tokens) if token not in self._empty]
            self._known[text] = Read(units, units[telling])
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(text)
        return self._known[text]
