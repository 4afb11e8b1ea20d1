"""Settings and models that cannot be used are said plainly."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.mind.engines.embedder import Embedder, Encoder
from kiosk.mind.engines.embedder_llama import LlamaEmbedder
from kiosk.mind.engines.model_llama import LlamaModel
from kiosk.mind.errors import MindError
from kiosk.mind.settings import MindSettings
from tests.fakes.embedder import FakeEmbedder


@pytest.mark.parametrize(
    "wrong", [{"accept": 2.0}, {"quote": -0.1}, {"compose": "sometimes"}, {"threads": 0}, {"context": 1}]
)
def test_a_setting_out_of_range_is_a_problem_with_its_name(wrong: dict[str, object]) -> None:
    with pytest.raises(MindError) as caught:
        MindSettings(**wrong)  # type: ignore[arg-type]
    assert caught.value.problems[0].code == "KN0004"


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(MindError) as caught:
        MindSettings(accept=2.0, quote=3.0, compose="so")
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("content", [None, b"", b"this is no model"])
def test_a_model_that_cannot_be_loaded_is_a_problem_not_a_crash(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.gguf"
    if content is not None:
        path.write_bytes(content)
    for load, code in ((LlamaEmbedder, "KN0001"), (LlamaModel, "KN0002")):
        with pytest.raises(MindError) as caught:
            load(path)
        assert caught.value.problems[0].code == code


def check(embedder: Embedder) -> None:
    """The contract of an embedder."""
    rows = embedder.embed(["How bright was the lamp?", "", "lamp " * 2000, "👍"])
    assert rows.dtype == np.float32
    assert rows.shape[0] == 4
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)
    assert embedder.embed([]).shape == (0, rows.shape[1])
    assert np.allclose(embedder.embed(["How bright was the lamp?"])[0], rows[0], atol=1e-5)
    assert embedder.name


def test_the_fake_embedder_keeps_the_contract() -> None:
    check(FakeEmbedder())


def test_the_real_embedder_keeps_the_contract(embedder: Encoder) -> None:
    check(embedder)


def test_the_real_embedder_puts_paraphrases_nearer_than_strangers(embedder: Encoder) -> None:
    asked, near, far = embedder.embed(["Who was your father?", "Tell me about your dad.", "How do you bake bread?"])
    assert asked @ near > 0.5 > asked @ far


def test_the_small_model_knows_its_size(small_model: LlamaModel) -> None:
    assert 100_000_000 < small_model.parameters < 200_000_000
