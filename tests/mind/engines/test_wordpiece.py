"""Texts cut as a BERT-like encoder reads them."""

import json
from pathlib import Path

import pytest

from kiosk.mind.engines.wordpiece import WordPiece, read_wordpiece
from tests.fakes.onnx_models import write_vocabulary

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "lamp", "##s", "un", "##lit", "?", "'", "t", "don", "keeper", "水"]


@pytest.fixture
def pieces(tmp_path: Path) -> WordPiece:
    write_vocabulary(tmp_path / "tokenizer.json", WORDS)
    return read_wordpiece(tmp_path / "tokenizer.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lamps?", ["the", "lamp", "##s", "?"]),
        ("unlit", ["un", "##lit"]),
        ("unknown lamp", ["[UNK]", "lamp"]),
        ("LÁMP  don't", ["lamp", "don", "'", "t"]),
        ("the\u00a0la\u200bmp\x07", ["the", "lamp"]),
        ("lamp水keeper", ["lamp", "水", "keeper"]),
        ("lamp" * 50, ["[UNK]"]),
        ("", []),
        (" \n\0", []),
    ],
)
def test_a_text_is_cut_as_the_encoder_was_taught(pieces: WordPiece, text: str, expected: list[str]) -> None:
    assert [WORDS[token] for token in pieces.tokens(text, 100)] == expected


def test_no_more_tokens_are_taken_than_asked_for(pieces: WordPiece) -> None:
    assert len(pieces.tokens("lamp " * 9000, 254)) == 254
    assert pieces.tokens("the lamps", 2) == pieces.tokens("the lamp", 2)


def test_a_vocabulary_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps({"normalizer": {"lowercase": True}, "model": {"type": "BPE", "vocab": {}}}), "utf-8")
    with pytest.raises(ValueError, match="WordPiece"):
        read_wordpiece(file)
