"""Two views of a question: what its words mean on average, and what its rare words mean.

The encoder's states of the words, averaged without its marks of beginning and end, are the first view; averaged with
the weight 1 + ln((1 + questions) / (1/2 + questions that have the word)), each of length one, they are the second. Both
lie side by side in one unit vector. On development halves of hwu64 and banking77 (five phrasings, seeds 100 to 105)
the two instead of the encoder's own average made the regression right in 81.4 / 80.5 instead of 80.2 / 79.9 of 100.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kiosk.mind.engines.embedder import Understood, Vectors


@dataclass(frozen=True, slots=True)
class TokenWeights:
    """How much each token of the encoder tells in one script."""

    known: Mapping[int, float]
    unseen: float
    """Of a token that the script never uses."""

    centre: Vectors | None = None
    """What the views of all questions have in common; taken off each."""

    def view(self, text: Understood) -> Vectors:
        """Both views side by side, of length one; of a text without words the sentence's own vector twice."""
        view = self._plain(text)
        return view if self.centre is None else unit_halves(view - self.centre)

    def centred(self, texts: Sequence[Understood]) -> "TokenWeights":
        """The same without what these questions have in common."""
        rows = np.array([self._plain(text) for text in texts], dtype=np.float32)
        return replace(self, centre=rows.mean(axis=0)) if len(rows) else self

    def _plain(self, text: Understood) -> Vectors:
        if len(text.tokens) == 0:
            return unit_halves(np.tile(text.vector, 2))
        weights = np.array([self.known.get(token, self.unseen) for token in text.tokens], dtype=np.float32)
        lengths = np.linalg.norm(text.states, axis=1)
        rare = (weights / np.maximum(lengths, 1e-9)) @ text.states
        return unit_halves(np.concatenate([text.states.mean(axis=0), rare]))

    def views(self, texts: Sequence[Understood]) -> Vectors:
        """One row for every text."""
        return np.array([self.view(text) for text in texts], dtype=np.float32)


def token_weights(questions: Sequence[Sequence[int]]) -> TokenWeights:
    """From the tokens of a script's questions."""
    counts = Counter(token for tokens in questions for token in set(tokens))
    whole = 1 + len(questions)
    known = {token: 1.0 + float(np.log(whole / (0.5 + count))) for token, count in counts.items()}
    return TokenWeights(known, 1.0 + float(np.log(whole / 0.5)))


def unit_halves(rows: Vectors) -> Vectors:
    """Each half of each row at length √½, so that the rows have length one; a half of zeros stays one."""
    halves = rows.reshape(*rows.shape[:-1], 2, -1)
    lengths = np.linalg.norm(halves, axis=-1, keepdims=True)
    halves = halves / (np.maximum(lengths, 1e-9) * np.sqrt(2.0))
    return np.asarray(halves.reshape(rows.shape), dtype=np.float32)
