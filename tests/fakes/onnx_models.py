"""A tiny encoder in ONNX's own format, written byte by byte: each token's state is a row of a table."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

INT64, FLOAT = 7, 1


def write_encoder(folder: Path, words: Sequence[str], table: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Path:
    """`made.onnx` with its vocabulary beside it; row n of the table is what word n means."""
    model = folder / "made.onnx"
    values = b"".join(_number(1, size) for size in table.shape) + _number(2, FLOAT) + _bytes(8, b"table")
    node = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"last_hidden_state") + _bytes(4, b"Gather")
    graph = _bytes(1, node) + _bytes(2, b"made") + _bytes(5, values + _bytes(9, table.astype("<f4").tobytes()))
    graph += _bytes(11, _place(b"input_ids", INT64, ("batch", "length")))
    graph += _bytes(12, _place(b"last_hidden_state", FLOAT, ("batch", "length", "width")))
    model.write_bytes(_number(1, 8) + _bytes(8, _number(2, 13)) + _bytes(7, graph))
    write_vocabulary(folder / "made-tokenizer.json", words)
    return model


def write_vocabulary(file: Path, words: Sequence[str]) -> None:
    vocabulary = {word: at for at, word in enumerate(words)}
    told = {"normalizer": {"lowercase": True}, "model": {"type": "WordPiece", "vocab": vocabulary}}
    file.write_text(json.dumps(told), "utf-8")


def _place(name: bytes, kind: int, sizes: Sequence[str]) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, size.encode())) for size in sizes)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
