"""Sentence embeddings through the real ONNX Runtime, with an encoder made here."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.mind.engines.embedder_onnx import OnnxEmbedder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.errors import MindError
from tests.fakes.onnx_models import write_encoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "lamp", "##s"]
TABLE = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write_encoder(tmp_path, WORDS, TABLE)


def test_each_token_has_its_own_state_and_the_first_mark_is_the_sentence(made: Path) -> None:
    encoder = OnnxEmbedder(made)
    understood = encoder.understand("The lamps")
    assert list(understood.tokens) == list(encoder.tokens("The lamps")) == [4, 5, 6]
    assert np.allclose(understood.states, TABLE[[4, 5, 6]])
    assert np.allclose(understood.vector, TABLE[2] / np.linalg.norm(TABLE[2]), atol=1e-6)
    assert np.allclose(encoder.embed(["The lamps"])[0], understood.vector)


def test_any_text_is_taken_long_or_empty(made: Path) -> None:
    encoder = OnnxEmbedder(made)
    rows = encoder.embed(["", "lamp " * 2000, "👍"])
    assert rows.shape == (3, 8)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert encoder.embed([]).shape == (0, 8)
    assert encoder.understand("").states.shape == (0, 8)


def test_another_file_of_the_same_name_has_another_name(tmp_path: Path) -> None:
    first = OnnxEmbedder(write_encoder(tmp_path, WORDS, TABLE)).name
    second = OnnxEmbedder(write_encoder(tmp_path, WORDS, TABLE + 1)).name
    assert first != second
    assert {first.partition("-")[0], second.partition("-")[0]} == {"made"}


def test_an_onnx_file_is_opened_by_onnx_runtime(made: Path) -> None:
    encoder = open_encoder(made, languages=frozenset({"en"}))
    assert isinstance(encoder, OnnxEmbedder)
    assert encoder.knows("en-GB")
    assert not encoder.knows("ko")


@pytest.mark.parametrize("damage", ["gone", "empty", "no model", "no vocabulary", "another vocabulary"])
def test_a_model_that_cannot_be_loaded_is_a_problem_not_a_crash(made: Path, damage: str) -> None:
    match damage:
        case "gone":
            made.unlink()
        case "empty" | "no model":
            made.write_bytes(b"this is no model" if damage == "no model" else b"")
        case "no vocabulary":
            made.with_name("made-tokenizer.json").unlink()
        case _:
            made.with_name("made-tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(MindError) as caught:
        OnnxEmbedder(made)
    assert caught.value.problems[0].code == "KN0001"
