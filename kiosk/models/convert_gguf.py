"""Conversion with the gguf package: MiniLM's safetensors and vocabulary become one GGUF file for llama.cpp."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError

ARCHITECTURE = "bert"
MOST_HEADER_BYTES = 16 << 20
DTYPES = {"F32": np.float32, "F16": np.float16}
EMBEDDINGS = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.LayerNorm.weight": "token_embd_norm.weight",
    "embeddings.LayerNorm.bias": "token_embd_norm.bias",
}
LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
FULL_PRECISION = ("token_types.weight", "position_embd.weight")
"""llama.cpp adds these to the token embeddings and wants them in 32 bits."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """WordPiece tokens in the spelling of llama.cpp: a leading mark where a word begins, none where it goes on."""

    words: tuple[str, ...]

    def spelled(self) -> list[str]:
        return [_spell(word) for word in self.words]

    def types(self) -> list[int]:
        normal, control = int(gguf.TokenType.NORMAL), int(gguf.TokenType.CONTROL)
        return [control if _is_special(word) else normal for word in self.words]

    def index(self, word: str) -> int:
        return self.words.index(word)


def convert_minilm(folder: Path, target: Path) -> None:
    """Reads model.safetensors, vocab.txt and config.json; the same input gives the same bytes."""
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        words = tuple((folder / "vocab.txt").read_text("utf-8").splitlines())
        tensors = read_safetensors(folder / "model.safetensors")
        writer = gguf.GGUFWriter(target, ARCHITECTURE)
        _write_config(writer, config)
        _write_vocabulary(writer, Vocabulary(words))
        for name, values in _renamed(tensors, int(config["num_hidden_layers"])).items():
            is_small = values.ndim < 2 or name in FULL_PRECISION
            writer.add_tensor(name, values.astype(np.float32 if is_small else np.float16))
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"cannot be converted ({error!r})"
        raise ModelError(Problem("KM0018", folder.name, what, "fetch it again")) from error
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_safetensors(file: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Eight bytes of header length, a JSON header of shapes and offsets, then the values, little endian."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > MOST_HEADER_BYTES:
            raise ValueError(f"header of {length} bytes")
        header: dict[str, Any] = json.loads(stream.read(length))
        body = stream.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] in DTYPES:
            start, end = entry["data_offsets"]
            values = np.frombuffer(body[start:end], dtype=DTYPES[entry["dtype"]])
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def _renamed(tensors: dict[str, np.ndarray[Any, Any]], layers: int) -> dict[str, np.ndarray[Any, Any]]:
    """Every tensor that the sum needs, in a fixed order; a missing one is a KeyError."""
    renamed = {new: tensors[old] for old, new in EMBEDDINGS.items()}
    for layer in range(layers):
        for old, new in LAYER.items():
            for part in ("weight", "bias"):
                renamed[f"blk.{layer}.{new}.{part}"] = tensors[f"encoder.layer.{layer}.{old}.{part}"]
    return renamed


def _write_config(writer: gguf.GGUFWriter, config: dict[str, Any]) -> None:
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)


def _write_vocabulary(writer: gguf.GGUFWriter, vocabulary: Vocabulary) -> None:
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(vocabulary.spelled())
    writer.add_token_types(vocabulary.types())
    writer.add_token_type_count(2)
    writer.add_bos_token_id(vocabulary.index("[CLS]"))
    writer.add_eos_token_id(vocabulary.index("[SEP]"))
    writer.add_sep_token_id(vocabulary.index("[SEP]"))
    writer.add_unk_token_id(vocabulary.index("[UNK]"))
    writer.add_pad_token_id(vocabulary.index("[PAD]"))
    writer.add_mask_token_id(vocabulary.index("[MASK]"))


def _spell(word: str) -> str:
    if _is_special(word):
        return word
    return word[2:] if word.startswith("##") else f"\u2581{word}"


def _is_special(word: str) -> bool:
    return word in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
