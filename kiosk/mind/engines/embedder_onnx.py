"""Sentence embeddings through ONNX Runtime, from an encoder in whole numbers with its vocabulary beside it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kiosk.domain.problem import Problem
from kiosk.mind.engines.embedder import Understood, Vectors, mark
from kiosk.mind.engines.wordpiece import read_wordpiece
from kiosk.mind.errors import MindError

LONGEST_TOKENS = 256
MOST_WORDS = LONGEST_TOKENS - 2
"""Tokens beside the marks of beginning and end."""

QUIET = 3
"""ONNX Runtime's level of errors: it warns of what its own optimiser does."""


class OnnxEmbedder:
    """An encoder held in memory. Of a sentence the state of its first mark is taken, as BGE's models were made for."""

    def __init__(self, path: Path, threads: int = 1, languages: frozenset[str] = frozenset({"en"})) -> None:
        """`languages`: what the model was made for; empty means all."""
        try:
            self._words = read_wordpiece(vocabulary_beside(path))
            self._session = onnxruntime.InferenceSession(str(path), _options(threads), ["CPUExecutionProvider"])
            self._inputs = frozenset(one.name for one in self._session.get_inputs())
            self.name = f"{path.stem}-{mark(path)}"
            self._width = self._states([]).shape[1]
        # ONNX Runtime's own exceptions share nothing but this.
        except Exception as error:
            what = f"the embedding model cannot be loaded: {error}"
            raise MindError(Problem("KN0001", str(path), what, "kiosk models pull")) from error
        self._languages = languages

    def knows(self, language: str) -> bool:
        return not self._languages or language.split("-", maxsplit=1)[0] in self._languages

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts are read one by one: in a batch the whole numbers of one text would depend on the others."""
        rows = np.empty((len(texts), self._width), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row] = self.understand(text).vector
        return rows

    def tokens(self, text: str) -> Sequence[int]:
        return self._words.tokens(text, MOST_WORDS)

    def understand(self, text: str) -> Understood:
        tokens = self.tokens(text)
        states = self._states(tokens)
        vector = states[0] / max(float(np.linalg.norm(states[0])), 1e-12)
        return Understood(vector, tokens, states[1:-1])

    def _states(self, tokens: Sequence[int]) -> Vectors:
        """Tokens × width, the marks of beginning and end among them."""
        numbers = np.array([[self._words.begin, *tokens, self._words.end]], dtype=np.int64)
        given: dict[str, NDArray[np.int64]] = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        (states,) = self._session.run(None, {name: given[name] for name in self._inputs})
        return np.asarray(states[0], dtype=np.float32)


def vocabulary_beside(model: Path) -> Path:
    return model.with_name(f"{model.stem}-tokenizer.json")


def _options(threads: int) -> onnxruntime.SessionOptions:
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads, chosen.inter_op_num_threads = threads, 1
    chosen.log_severity_level = QUIET
    # The arena keeps whatever the longest text ever took.
    chosen.enable_cpu_mem_arena = False
    # Threads that wait by turning in circles take the processor from the picture.
    chosen.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return chosen
