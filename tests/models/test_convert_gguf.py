"""A BERT made here, converted, and run by the real llama.cpp against the same sums in numpy."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.models.catalog import ModelError

pytest.importorskip("gguf", reason="the Python package gguf is not installed")
llama_cpp = pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")

from kiosk.models.convert_gguf import convert_minilm, read_safetensors  # noqa: E402

Array = np.ndarray[Any, Any]
WIDTH, INNER, LAYERS, HEADS = 64, 128, 2, 4
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "the",
    "lamp",
    "tower",
    "bright",
    "##er",
    "##s",
    "?",
    "keeper",
    "was",
]
CONFIG = {
    "hidden_size": WIDTH,
    "intermediate_size": INNER,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 64,
}


def make_weights() -> dict[str, Array]:
    random = np.random.default_rng(7)

    def normal(*shape: int) -> Array:
        return random.normal(0.0, 0.3, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": normal(len(WORDS), WIDTH),
        "embeddings.token_type_embeddings.weight": normal(2, WIDTH),
        "embeddings.position_embeddings.weight": normal(64, WIDTH),
        "embeddings.LayerNorm.weight": 1 + normal(WIDTH),
        "embeddings.LayerNorm.bias": normal(WIDTH),
    }
    dense = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
    dense |= {"attention.output.dense": (WIDTH, WIDTH)}
    dense |= {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        for name, (rows, columns) in dense.items():
            weights[f"{prefix}{name}.weight"] = normal(rows, columns)
            weights[f"{prefix}{name}.bias"] = normal(rows)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"{prefix}{name}.weight"] = 1 + normal(WIDTH)
            weights[f"{prefix}{name}.bias"] = normal(WIDTH)
    return weights


def write_safetensors(file: Path, weights: dict[str, Array]) -> None:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, values in weights.items():
        start = len(body)
        body += values.tobytes()
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [start, len(body)]}
    text = json.dumps(header).encode()
    file.write_bytes(len(text).to_bytes(8, "little") + text + body)


def reference_embedding(weights: dict[str, Array], tokens: list[int]) -> Array:
    def norm(values: Array, name: str) -> Array:
        centred = values - values.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"])

    def dense(values: Array, name: str) -> Array:
        return np.asarray(values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])

    def heads(values: Array) -> Array:
        return values.reshape(len(tokens), HEADS, WIDTH // HEADS).transpose(1, 0, 2)

    state = weights["embeddings.word_embeddings.weight"][tokens]
    state = state + weights["embeddings.position_embeddings.weight"][: len(tokens)]
    state = norm(state + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        query, key, value = (heads(dense(state, f"{prefix}attention.self.{p}")) for p in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH // HEADS)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ value
        mixed = mixed.transpose(1, 0, 2).reshape(len(tokens), WIDTH)
        state = norm(state + dense(mixed, f"{prefix}attention.output.dense"), f"{prefix}attention.output.LayerNorm")
        inner = dense(state, f"{prefix}intermediate.dense")
        inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        state = norm(state + dense(inner, f"{prefix}output.dense"), f"{prefix}output.LayerNorm")
    mean = state.mean(0)
    return np.asarray(mean / np.linalg.norm(mean))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_safetensors(tmp_path / "model.safetensors", make_weights())
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS) + "\n", "utf-8")
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), "utf-8")
    return tmp_path


def test_llama_cpp_computes_from_the_converted_file_what_the_weights_say(folder: Path) -> None:
    convert_minilm(folder, folder / "out.gguf")
    model = llama_cpp.Llama(str(folder / "out.gguf"), embedding=True, n_ctx=64, n_threads=1, verbose=False)
    text = "Was the keeper brighter?"
    tokens = model.tokenize(text.encode())
    assert [WORDS[token] for token in tokens] == ["[CLS]", "was", "the", "keeper", "bright", "##er", "?", "[SEP]"]
    embedding = np.array(model.embed(text, normalize=True))
    cosine = float(embedding @ reference_embedding(make_weights(), tokens))
    assert cosine > 0.999


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    convert_minilm(folder, folder / "one.gguf")
    convert_minilm(folder, folder / "two.gguf")
    assert (folder / "one.gguf").read_bytes() == (folder / "two.gguf").read_bytes()


def test_values_survive_the_reading(folder: Path) -> None:
    weights = make_weights()
    read = read_safetensors(folder / "model.safetensors")
    assert set(read) == set(weights)
    assert all(np.array_equal(read[name], weights[name]) for name in weights)


@pytest.mark.parametrize("damage", ["cut", "header", "tensor", "config"])
def test_damaged_input_is_a_problem_and_not_a_traceback(folder: Path, damage: str) -> None:
    file = folder / "model.safetensors"
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-5000])
    elif damage == "header":
        file.write_bytes(b"\xff" * 100)
    elif damage == "tensor":
        weights = make_weights()
        del weights["encoder.layer.1.output.dense.bias"]
        write_safetensors(file, weights)
    else:
        (folder / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError) as caught:
        convert_minilm(folder, folder / "out.gguf")
    assert caught.value.problems[0].code == "KM0018"
