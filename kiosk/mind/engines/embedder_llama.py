"""Sentence embeddings through llama.cpp, from a GGUF with a BERT-like encoder."""

from collections.abc import Sequence
from pathlib import Path

import llama_cpp
import numpy as np

from kiosk.domain.problem import Problem
from kiosk.mind.engines.embedder import Understood, Vectors, mark
from kiosk.mind.errors import MindError

LONGEST_TOKENS = 256
MOST_WORDS = LONGEST_TOKENS - 2
"""Tokens beside the marks of beginning and end."""

CLS = int(llama_cpp.LLAMA_POOLING_TYPE_CLS)


UNSAID = llama_cpp.llama_log_callback(lambda level, text, data: None)
"""llama.cpp warns that another pooling is asked for than the model was made for: here that is meant."""


class LlamaEmbedder:
    """An encoder held in memory. It is asked for its tokens' states; the pooling that it was made for is done here."""

    def __init__(self, path: Path, threads: int = 1, languages: frozenset[str] = frozenset({"en"})) -> None:
        """`languages`: what the model was made for; empty means all."""
        llama_cpp.llama_log_set(UNSAID, None)
        try:
            self._model = llama_cpp.Llama(
                # An encoder reads all tokens at once, so the longest text must fit into one step.
                str(path), embedding=True, n_ctx=LONGEST_TOKENS, n_batch=LONGEST_TOKENS, n_ubatch=LONGEST_TOKENS,
                n_threads=threads, n_threads_batch=threads, verbose=False,
                pooling_type=llama_cpp.LLAMA_POOLING_TYPE_NONE,
            )  # fmt: skip
        except (ValueError, OSError, RuntimeError) as error:
            problem = Problem(
                "KN0001", str(path), f"the embedding model cannot be loaded: {error}", "kiosk models pull"
            )
            raise MindError(problem) from error
        self._languages = languages
        self._width = int(self._model.n_embd())
        told = {key.rpartition(".")[2]: value for key, value in self._model.metadata.items()}
        self._is_first = told.get("pooling_type") == str(CLS)
        self.name = f"{path.stem}-{mark(path)}"

    def knows(self, language: str) -> bool:
        return not self._languages or language.split("-", maxsplit=1)[0] in self._languages

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts are read one by one: a batch would be padded to its longest and is no faster on two cores."""
        rows = np.empty((len(texts), self._width), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row] = self._pooled(self._states(text))
        return rows

    def tokens(self, text: str) -> Sequence[int]:
        return self._model.tokenize((text or " ").encode("utf-8"))[1:-1][:MOST_WORDS]

    def understand(self, text: str) -> Understood:
        states, tokens = self._states(text), self.tokens(text)
        return Understood(self._pooled(states), tokens, states[1 : 1 + len(tokens)])

    def _states(self, text: str) -> Vectors:
        """Tokens × width, the marks of beginning and end among them."""
        return np.asarray(self._model.embed(text or " ", normalize=False, truncate=True), dtype=np.float32)

    def _pooled(self, states: Vectors) -> Vectors:
        vector = states[0] if self._is_first else states.mean(axis=0, dtype=np.float64)
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)

    def close(self) -> None:
        self._model.close()
