"""Sentence embeddings through llama.cpp, from a GGUF with a BERT-like encoder."""

from collections.abc import Sequence
from pathlib import Path

import llama_cpp
import numpy as np

from kiosk.domain.problem import Problem
from kiosk.mind.embedder import Vectors
from kiosk.mind.errors import MindError

LONGEST_TOKENS = 256


class LlamaEmbedder:
    """An encoder held in memory."""

    def __init__(self, path: Path, threads: int = 1, languages: frozenset[str] = frozenset({"en"})) -> None:
        """`languages`: what the model was made for; empty means all."""
        try:
            self._model = llama_cpp.Llama(
                str(path), embedding=True, n_ctx=LONGEST_TOKENS, n_batch=LONGEST_TOKENS, n_ubatch=LONGEST_TOKENS,
                n_threads=threads, n_threads_batch=threads, verbose=False,
            )  # fmt: skip
        except (ValueError, OSError, RuntimeError) as error:
            problem = Problem(
                "KN0001", str(path), f"the embedding model cannot be loaded: {error}", "kiosk models pull"
            )
            raise MindError(problem) from error
        self._languages = languages
        self._width = int(self._model.n_embd())
        self.name = f"{path.stem}-{path.stat().st_size}"

    def knows(self, language: str) -> bool:
        return not self._languages or language.split("-", maxsplit=1)[0] in self._languages

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts are read one by one: a batch would be padded to its longest and is no faster on two cores."""
        rows = np.empty((len(texts), self._width), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row] = np.asarray(self._model.embed(text or " ", normalize=True, truncate=True), dtype=np.float32)
        return rows

    def close(self) -> None:
        self._model.close()
