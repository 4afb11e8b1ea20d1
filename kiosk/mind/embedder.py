"""The contract of sentence embeddings: near in meaning, near in space."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


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
