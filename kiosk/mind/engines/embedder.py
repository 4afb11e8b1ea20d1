"""The contract of sentence embeddings: near in meaning, near in space."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

SAMPLES, SAMPLE_BYTES = 4, 1 << 18
"""Of a model's file: so many stretches of so many bytes tell it from another one of its name."""


def mark(model: Path) -> str:
    """Twelve characters that change when a model's file is replaced, by its length and samples of what it holds.

    Reading all of it would cost every start a second, and times of change are others on every machine. Raises OSError.
    """
    size = model.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with model.open("rb") as opened:
        for number in range(SAMPLES):
            opened.seek(max(0, size - SAMPLE_BYTES) * number // (SAMPLES - 1))
            digest.update(opened.read(SAMPLE_BYTES))
    return digest.hexdigest()[:12]


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
