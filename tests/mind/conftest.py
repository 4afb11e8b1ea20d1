"""Minds for the tests: real models where they are at hand."""

from pathlib import Path

import pytest

from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.engines.model_llama import LlamaModel
from kiosk.mind.mind import Engines, Mind
from tests.fakes.minds import mind_of


def gguf(models: Path, name: str) -> Path:
    found = sorted((models / name).glob("*.gguf"))
    if not found:
        pytest.skip(f"no GGUF in {models / name}; kiosk models pull {name}")
    return found[0]


@pytest.fixture(scope="session")
def embedder(models: Path) -> Encoder:
    path = models / "bge-small-en-v1.5" / "bge-small-en-v1.5-q.onnx"
    if not path.is_file():
        pytest.skip(f"no {path}; kiosk models pull bge-small-en-v1.5")
    return open_encoder(path, threads=2)


@pytest.fixture(scope="session")
def small_model(models: Path) -> LlamaModel:
    return LlamaModel(gguf(models, "smollm2-135m-instruct"), threads=2)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mind")


@pytest.fixture
def mind(embedder: Encoder, kept: Path) -> Mind:
    """The lighthouse keeper with real embeddings."""
    return mind_of(engines=Engines(embedder, None, kept))


@pytest.fixture
def plain_mind() -> Mind:
    """The same with words alone."""
    return mind_of()
