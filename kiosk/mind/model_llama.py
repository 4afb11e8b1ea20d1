"""A language model through llama.cpp, from a GGUF that carries its own chat template."""

import ctypes
from collections.abc import Generator
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError
from kiosk.mind.model import Prompt


class LlamaModel:
    """A model held in memory; greedy, so that the same question gets the same words."""

    def __init__(self, path: Path, threads: int = 1, context: int = 1024) -> None:
        try:
            self._model = llama_cpp.Llama(
                str(path), n_ctx=context, n_batch=256, n_threads=threads, n_threads_batch=threads, verbose=False, seed=1
            )
        except (ValueError, OSError, RuntimeError) as error:
            problem = Problem("KN0002", str(path), f"the language model cannot be loaded: {error}", "kiosk models pull")
            raise MindError(problem) from error
        self._context = context
        self.name = path.stem
        self.parameters = int(llama_cpp.llama_model_n_params(self._model.model))

    def stream(self, prompt: Prompt, most_tokens: int) -> Generator[str, None, None]:
        messages: Any = [{"role": "system", "content": prompt.rules}, {"role": "user", "content": prompt.task}]
        pieces: Any = self._model.create_chat_completion(
            messages, max_tokens=most_tokens, temperature=0.0, repeat_penalty=1.1, stream=True
        )
        for piece in pieces:
            text = piece["choices"][0]["delta"].get("content")
            if text:
                yield text

    def likelihood(self, beginning: str, continuation: str) -> float:
        """All tokens go through in one batch; only those of the continuation give logits."""
        before = self._model.tokenize(beginning.encode(), add_bos=True, special=False)
        after = self._model.tokenize(continuation.encode(), add_bos=False, special=False)
        room = min(self._context, self._model.n_batch)
        after = after[: room // 2]
        before = before[-(room - len(after)) :]
        if not after or not before:
            return 0.0
        self._emptied()
        total = len(before) + len(after)
        batch = llama_cpp.llama_batch_init(total, 0, 1)
        try:
            for at, token in enumerate([*before, *after]):
                batch.token[at], batch.pos[at] = token, at
                batch.n_seq_id[at], batch.seq_id[at][0] = 1, 0
                batch.logits[at] = at >= len(before) - 1
            batch.n_tokens = total
            if llama_cpp.llama_decode(self._model.ctx, batch) != 0:
                return float("-inf")
            return self._mean_log(after, len(before) - 1)
        finally:
            llama_cpp.llama_batch_free(batch)
            self._emptied()

    def count(self, text: str) -> int:
        """Its tokens."""
        return len(self._model.tokenize(text.encode(), add_bos=True, special=False))

    def _emptied(self) -> None:
        """Neither way of use may build on the other's state."""
        model: Any = self._model
        model.reset()
        model._ctx.kv_cache_clear()

    def _mean_log(self, after: list[int], first: int) -> float:
        total = 0.0
        for step, token in enumerate(after):
            logits = llama_cpp.llama_get_logits_ith(self._model.ctx, first + step)
            row = np.ctypeslib.as_array(ctypes.cast(logits, ctypes.POINTER(ctypes.c_float)), (self._model.n_vocab(),))
            highest = float(row.max())
            total += float(row[token]) - highest - float(np.log(np.exp(row - highest).sum()))
        return total / len(after)

    def close(self) -> None:
        self._model.close()
