"""The contract of sentence embeddings: near in meaning, near in space."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Understood:
    """One text as an encoder reads it."""

    vector: Vectors
    """The sentence's unit vector."""

    tokens: Sequence[int]
    """The encoder's own numbers of the words and parts of words, without its marks of beginning and end."""

    states: Vectors
    """Tokens × width: what each of them means where it stands."""


class Embedder(Protocol):
    """Turns sentences into unit vectors. Not thread-safe: one worker owns it. Any text is taken, long or empty."""

    @property
    def name(self) -> str:
        """Changes whenever the vectors would."""
        ...

    def knows(self, language: str) -> bool:
        """Whether the model was made for that language."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for every text, in order."""
        ...


class Encoder(Embedder, Protocol):
    """An embedder that shows what its vectors are made of."""

    def tokens(self, text: str) -> Sequence[int]:
        """Its words and parts of words alone, as `understand` has them; quick."""
        ...

    def understand(self, text: str) -> Understood:
        """The row of `embed` with the tokens that it was made of; takes no longer."""
        ...
