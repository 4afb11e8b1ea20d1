"""The index of one language's texts: made once, kept in a folder, opened by mapping it into memory."""

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.content.passage import Passage
from kiosk.mind.engines.embedder import Embedder, Vectors
from kiosk.mind.texts.resumable_vectors import Growing
from kiosk.mind.texts.sentences import spans
from kiosk.mind.understand.bm25 import Bm25
from kiosk.mind.understand.words import content

log = logging.getLogger(__name__)

FORMAT = "2"
NOTE = "index.json"
WORDS = ("sentence_terms", "passage_terms", "heads")
Progress = Callable[[int, int], None]
"""Told how many sentences are read, and how many there are."""


def unheeded(done: int, total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Index:
    """Where every sentence stands, in which of them each term occurs, and what they mean."""

    stretches: NDArray[np.int32]
    """Sentences × passage, number in it, start and end in its words."""

    firsts: NDArray[np.int64]
    """Row of each passage's first sentence; the number of sentences last."""

    sentence_words: Bm25
    passage_words: Bm25
    heads: frozenset[str]
    """Terms of titles and headings."""

    sentence_vectors: NDArray[np.float16] | None = None
    """Sentences × width."""

    passage_vectors: Vectors | None = None
    """Passages × width: where the sentences of each lie on the average."""


def key_of(passages: Sequence[Passage], language: str, embedder: Embedder | None) -> str:
    """Changes whenever the index would."""
    digest = hashlib.sha256(f"{FORMAT}\x00{language}\x00{embedder.name if embedder else ''}".encode())
    for passage in passages:
        digest.update(
            f"\x00{passage.text.title}\x00{passage.where}\x00{passage.words}".encode("utf-8", "surrogatepass")
        )
    return f"texts-{language}-{digest.hexdigest()[:24]}"


def made(
    passages: Sequence[Passage], language: str, embedder: Embedder | None, part: Path | None, progress: Progress
) -> Index:
    """Reads everything. `part`: a file that holds the vectors so far, from which an interrupted reading goes on."""
    found = [
        (at, number, *one) for at, passage in enumerate(passages) for number, one in enumerate(spans(passage.words))
    ]
    stretches = np.array(found, dtype=np.int32).reshape(-1, 4)
    texts = [passages[at].words[start:end] for at, _, start, end in found]
    terms = [content(text, language) for text in texts]
    firsts = np.searchsorted(stretches[:, 0], np.arange(len(passages) + 1))
    whole = ([term for own in terms[start:end] for term in own] for start, end in pairwise(firsts))
    heads = dict.fromkeys(part for passage in passages for part in (passage.text.title, passage.where))
    known = frozenset(term for head in heads for term in content(head, language))
    index = Index(stretches, firsts, Bm25.of(terms), Bm25.of(whole), known)
    if embedder is None or not texts:
        return index
    vectors = Growing(part, len(texts)).filled(texts, embedder, progress)
    return replace(index, sentence_vectors=vectors, passage_vectors=_means(vectors, firsts))


def _means(vectors: NDArray[np.float16], firsts: NDArray[np.int64]) -> Vectors:
    """The mean of each passage's sentences, as a unit vector; zeros for a passage without any."""
    sums = np.zeros((len(firsts) - 1, vectors.shape[1]), dtype=np.float32)
    for at, (start, end) in enumerate(pairwise(firsts)):
        # In 32 bits: sums of halves lose their last digits.
        sums[at] = vectors[start:end].sum(axis=0, dtype=np.float32)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def keep(index: Index, folder: Path, key: str) -> None:
    """Written beside and renamed. Raises OSError where there is no room."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder, suffix=".part"))
    try:
        digests = {}
        for name, array in _arrays(index).items():
            np.save(beside / f"{name}.npy", array, allow_pickle=False)
            digests[f"{name}.npy"] = _digest(beside / f"{name}.npy")
        lists = (index.sentence_words.vocabulary, index.passage_words.vocabulary, sorted(index.heads))
        for name, terms in zip(WORDS, lists, strict=True):
            (beside / f"{name}.txt").write_text("\n".join(terms), encoding="utf-8")
            digests[f"{name}.txt"] = _digest(beside / f"{name}.txt")
        (beside / NOTE).write_text(json.dumps({"key": key, "files": digests}), encoding="utf-8")
        # A rename replaces a folder only while it is empty.
        shutil.rmtree(folder / key, ignore_errors=True)
        beside.replace(folder / key)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def opened(folder: Path, key: str) -> Index | None:
    """The index of that key; None where it is missing, damaged, or made for another. Vectors stay on disk."""
    place = folder / key
    if not place.is_dir():
        return None
    try:
        note = json.loads((place / NOTE).read_text("utf-8"))
        if note["key"] != key or any(_digest(place / name) != digest for name, digest in note["files"].items()):
            raise ValueError("it does not hold what was written")
        arrays = {
            name.removesuffix(".npy"): np.load(place / name, mmap_mode="r", allow_pickle=False)
            for name in note["files"]
            if name.endswith(".npy")
        }
        return _index(arrays, [_lines(place / f"{name}.txt") for name in WORDS])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        log.warning("%s is damaged and is made again: %s", key, type(error).__name__)
        return None


def _lines(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    return text.split("\n") if text else []


def _arrays(index: Index) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {"stretches": index.stretches, "firsts": index.firsts}
    for name, words in (("sentence", index.sentence_words), ("passage", index.passage_words)):
        found |= {f"{name}_{part}": array for part, array in words.arrays.items()}
    if index.sentence_vectors is not None and index.passage_vectors is not None:
        found |= {"sentence_vectors": index.sentence_vectors, "passage_vectors": index.passage_vectors}
    return found


def _index(arrays: Mapping[str, NDArray[Any]], words: Sequence[Sequence[str]]) -> Index:
    sentences, passages = len(arrays["stretches"]), len(arrays["firsts"]) - 1
    sentence_words, passage_words = (
        Bm25(
            {term: place for place, term in enumerate(terms)},
            {part: arrays[f"{name}_{part}"] for part in ("starts", "rows", "weights")},
            count,
        )
        for name, terms, count in (("sentence", words[0], sentences), ("passage", words[1], passages))
    )
    vectors, means = arrays.get("sentence_vectors"), arrays.get("passage_vectors")
    if vectors is not None and (len(vectors) != sentences or means is None or len(means) != passages):
        raise ValueError("its vectors are not those of its sentences")
    return Index(
        arrays["stretches"], arrays["firsts"], sentence_words, passage_words, frozenset(words[2]), vectors, means
    )


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
