"""A language model through llama.cpp, from a GGUF that carries its own chat template."""

import ctypes
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np

from kiosk.domain.problem import Problem
from kiosk.mind.engines.model import Prompt
from kiosk.mind.engines.stop import Stop, StoppedError
from kiosk.mind.errors import MindError

STRETCH_TOKENS = 64
"""So many tokens of a prompt are computed at once: a stop is looked for between two steps of that, and the steps of a
model of a billion parameters are short enough only so."""

C_LIBRARY = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
IS_STOPPED = ctypes.cast(C_LIBRARY.strlen, llama_cpp.ggml_abort_callback)
"""llama.cpp asks a C function before each step whether to go on: thousands of times a second, from its own thread.
One in Python would wait for the interpreter each time. The length of a word of no or one letter is the same answer."""


class LlamaModel:
    """A model held in memory; greedy, so that the same question gets the same words."""

    def __init__(self, path: Path, threads: int = 1, context: int = 1024) -> None:
        try:
            self._model = llama_cpp.Llama(
                str(path), n_ctx=context, n_batch=256, n_ubatch=STRETCH_TOKENS, n_threads=threads,
                n_threads_batch=threads, verbose=False, seed=1,
            )  # fmt: skip
        except (ValueError, OSError, RuntimeError) as error:
            problem = Problem("KN0002", str(path), f"the language model cannot be loaded: {error}", "kiosk models pull")
            raise MindError(problem) from error
        self._context = context
        self._stopped = ctypes.create_string_buffer(2)
        llama_cpp.llama_set_abort_callback(self._model.ctx, IS_STOPPED, ctypes.cast(self._stopped, ctypes.c_void_p))
        self.name = path.stem
        self.parameters = int(llama_cpp.llama_model_n_params(self._model.model))

    def stream(self, prompt: Prompt, most_tokens: int, stop: Stop | None = None) -> Generator[str, None, None]:
        messages: Any = [{"role": "system", "content": prompt.rules}, {"role": "user", "content": prompt.task}]
        with self._heeding(stop or Stop()):
            pieces: Any = self._model.create_chat_completion(
                messages, max_tokens=most_tokens, temperature=0.0, repeat_penalty=1.1, stream=True
            )
            for piece in pieces:
                if self._is_stopped:
                    raise StoppedError("the model was stopped")
                text = piece["choices"][0]["delta"].get("content")
                if text:
                    yield text

    def likelihood(self, beginning: str, continuation: str, stop: Stop | None = None) -> float:
        """All tokens go through in one batch; only those of the continuation give logits."""
        before = self._model.tokenize(beginning.encode(), add_bos=True, special=False)
        after = self._model.tokenize(continuation.encode(), add_bos=False, special=False)
        room = min(self._context, self._model.n_batch)
        after = after[: room // 2]
        before = before[-(room - len(after)) :]
        if not after or not before:
            return 0.0
        with self._heeding(stop or Stop()):
            return self._weighed(before, after)

    def count(self, text: str) -> int:
        """Its tokens."""
        return len(self._model.tokenize(text.encode(), add_bos=True, special=False))

    @property
    def kept_tokens(self) -> int:
        """So many of the last prompt and reply need not be computed again where the next one begins like them."""
        return int(self._model.n_tokens)

    def _weighed(self, before: list[int], after: list[int]) -> float:
        self._emptied()
        total = len(before) + len(after)
        batch = llama_cpp.llama_batch_init(total, 0, 1)
        try:
            for at, token in enumerate([*before, *after]):
                batch.token[at], batch.pos[at] = token, at
                batch.n_seq_id[at], batch.seq_id[at][0] = 1, 0
                # A token's logits tell of the next one: the last of the beginning weighs the first of the continuation.
                batch.logits[at] = at >= len(before) - 1
            batch.n_tokens = total
            if llama_cpp.llama_decode(self._model.ctx, batch) != 0:
                if self._is_stopped:
                    raise StoppedError("weighing was stopped")
                return float("-inf")
            return self._mean_log(after, len(before) - 1)
        finally:
            llama_cpp.llama_batch_free(batch)
            self._emptied()

    @property
    def _is_stopped(self) -> bool:
        return self._stopped.value != b""

    @contextmanager
    def _heeding(self, stop: Stop) -> Iterator[None]:
        """Inside, a call of `stop` breaks off what is being computed."""
        try:
            with stop.doing(self._break_off):
                yield
        except RuntimeError as error:
            # The library tells of a step that was broken off as of any other failure.
            if not self._is_stopped:
                raise
            self._trim()
            raise StoppedError("the model was stopped") from error
        finally:
            self._stopped.value = b""

    def _break_off(self) -> None:
        self._stopped.value = b"."

    def _trim(self) -> None:
        """Keeps the tokens that were wholly read, the rules among them; what was broken off is thrown away, and so are
        the probabilities that it left behind. Where a model cannot part with a piece it begins anew."""
        model: Any = self._model
        model._requires_eval = True
        if not model._ctx.kv_cache_seq_rm(-1, model.n_tokens, -1):
            self._emptied()

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
            # Taken out before and put back after: the exponential of a large logit overflows.
            highest = float(row.max())
            total += float(row[token]) - highest - float(np.log(np.exp(row - highest).sum()))
        return total / len(after)

    def close(self) -> None:
        self._model.close()
