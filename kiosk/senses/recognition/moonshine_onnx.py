"""Moonshine's network through ONNX Runtime: a stretch of English sound in, its words out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kiosk.senses.errors import refuse

ENCODER, DECODER, VOCABULARY = "encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"
FILES = (ENCODER, DECODER, VOCABULARY)
HINT = "kiosk models verify"

RATE_HZ = 16000
THREADS = 2
BEGIN, END = 1, 2
PAST, PRESENT = "past_key_values", "present"
"""How what the decoder keeps is called where it goes in and where it comes out."""

TOKENS_A_SECOND, FEWEST_TOKENS = 6.5, 4
"""What is longer repeats itself: the limit that the publisher gives with the model (card of moonshine-tiny)."""

Floats = NDArray[np.float32]


class MoonshineModel:
    """The network in two parts, as its publisher exported it: the sound is encoded once, words come one by one.

    ONNX Runtime runs both, as it runs the mind's embeddings. The publisher's own runtime (0.0.49) takes a third longer,
    and dies when a model is freed.
    """

    def __init__(self, folder: Path) -> None:
        missing = [file for file in FILES if not (folder / file).is_file()]
        if missing:
            raise refuse("KS0008", folder, f"holds no Moonshine model: {', '.join(missing)} missing", HINT)
        try:
            self._encoder, self._decoder = (_session(folder / file) for file in (ENCODER, DECODER))
            self._vocabulary = vocabulary((folder / VOCABULARY).read_bytes())
        # ONNX Runtime's own exceptions share nothing but this.
        except Exception as error:
            raise refuse("KS0008", folder, f"the Moonshine model cannot be loaded: {error}", HINT) from error
        self._outputs = [output.name for output in self._decoder.get_outputs()]
        self._nothing = {each.name: _empty(each.shape) for each in self._decoder.get_inputs() if PAST in each.name}

    def transcribed(self, sound: Floats) -> str:
        """What is said in samples between −1 and 1 at 16 kHz."""
        heard = np.ones((1, len(sound)), np.int64)
        encoded = self._encoder.run(None, {"input_values": sound[None], "attention_mask": heard})[0]
        given = {"encoder_attention_mask": heard, "encoder_hidden_states": encoded}
        tokens: list[int] = []
        token, kept = BEGIN, self._nothing
        for step in range(max(FEWEST_TOKENS, int(len(sound) / RATE_HZ * TOKENS_A_SECOND))):
            found = self._next(token, step, {**given, **kept})
            token = int(found["logits"][0, -1].argmax())
            if token == END:
                break
            tokens.append(token)
            # What the decoder makes of the sound stays as it was at the first step; later ones give it back empty.
            newer = {name: found[name.replace(PAST, PRESENT)] for name in kept if step == 0 or ".decoder." in name}
            kept = {**kept, **newer}
        text = b"".join(self._vocabulary[token] for token in tokens).decode("utf-8", "replace")
        return text.replace("▁", " ").strip()

    def _next(self, token: int, step: int, given: Mapping[str, NDArray[np.generic]]) -> dict[str, Floats]:
        newest = {"input_ids": np.array([[token]], np.int64), "use_cache_branch": np.array([step > 0])}
        return dict(zip(self._outputs, self._decoder.run(None, {**given, **newest}), strict=True))


def vocabulary(data: bytes) -> list[bytes]:
    """The pieces of words by their numbers: each after its length, in one byte or, from 128 on, two.

    Raises IndexError or ValueError where the file breaks off.
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        length, at = data[at], at + 1
        if length >= 128:
            length, at = length - 128 + data[at] * 128, at + 1
        pieces.append(data[at : at + length])
        at += length
    if at > len(data):
        raise ValueError(f"{VOCABULARY} breaks off")
    return pieces


def _empty(shape: Sequence[int | str]) -> Floats:
    """What the decoder keeps of earlier words, before there are any: one text, heads, no words, width."""
    _, heads, _, width = shape
    return np.zeros((1, int(heads), 0, int(width)), np.float32)


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    # The arena keeps what the longest utterance took, for good.
    options.enable_cpu_mem_arena = False
    # Threads that turn while they wait take the processor from the picture.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
