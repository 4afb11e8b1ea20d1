"""Encoders: which library opens a file of sentence embeddings, told by its ending."""

from pathlib import Path

from kiosk.mind.engines.embedder import Encoder

ENGLISH = frozenset({"en"})


def open_encoder(path: Path, threads: int = 1, languages: frozenset[str] = ENGLISH) -> Encoder:
    """`languages`: what the model was made for; empty means all. Raises MindError where it cannot be loaded, and
    ImportError without its library."""
    if path.suffix == ".onnx":
        from kiosk.mind.engines.embedder_onnx import OnnxEmbedder

        return OnnxEmbedder(path, threads, languages)
    from kiosk.mind.engines.embedder_llama import LlamaEmbedder

    return LlamaEmbedder(path, threads, languages)
