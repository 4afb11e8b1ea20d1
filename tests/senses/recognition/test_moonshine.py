"""Moonshine's own files: its vocabulary, and what is told of a folder without its model."""

from pathlib import Path

import pytest

from kiosk.senses.errors import SensesError
from kiosk.senses.recognition.moonshine_onnx import FILES, MoonshineModel, vocabulary


def test_pieces_of_words_are_read_by_their_lengths() -> None:
    long = b"x" * 300
    data = b"\x03<s>" + bytes([128 + 300 % 128, 300 // 128]) + long + b"\x00" + b"\x02ab"
    assert vocabulary(data) == [b"<s>", long, b"", b"ab"]


@pytest.mark.parametrize("data", [b"\x01a\x80", b"\x01a\x05abc"], ids=["length", "piece"])
def test_a_vocabulary_that_breaks_off_is_noticed(data: bytes) -> None:
    with pytest.raises((IndexError, ValueError)):
        vocabulary(data)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILES[0]).touch()
    with pytest.raises(SensesError, match=FILES[1]):
        MoonshineModel(tmp_path)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / file).write_bytes(b"no model")
    with pytest.raises(SensesError, match="cannot be loaded"):
        MoonshineModel(tmp_path)
