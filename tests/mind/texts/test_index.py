"""The index of a pack's texts: made once, opened quickly, never trusted where it is damaged."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.content.passage import Passage, Text
from kiosk.mind.engines.embedder import Vectors
from kiosk.mind.texts.index import NOTE, key_of
from kiosk.mind.texts.retrieval import Found, Library, library
from kiosk.mind.texts.vector_store import VectorStore
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.packs import passages

QUESTIONS = ("How thick are the walls of the tower?", "Where did the oil come from?", "Who was the architect?")
BOOK = Text("knowledge/en/book.md", "A long book")


def book(count: int) -> tuple[Passage, ...]:
    """So many paragraphs of three sentences."""
    words = [f"Keeper {at} lit lamp {at * 7 % 1000}. It was of brass. The night {at} was calm." for at in range(count)]
    return tuple(Passage(BOOK, one, f"Chapter {at // 50}, {at % 50}", 0, len(one)) for at, one in enumerate(words))


def told(found: Sequence[Found]) -> list[tuple[str, list[float]]]:
    return [(one.sentence.text, one.features.round(3).tolist()) for one in found]


def asked(texts: Library, embedder: FakeEmbedder | None) -> list[list[tuple[str, list[float]]]]:
    return [told(texts.find(one, embedder.embed([one])[0] if embedder else None)) for one in QUESTIONS]


def index_of(folder: Path) -> Path:
    (found,) = [path for path in folder.iterdir() if path.is_dir()]
    return found


class Interrupted(FakeEmbedder):
    """The power fails after so many sentences."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.embedded + len(texts) > self.left:
            raise KeyboardInterrupt
        return super().embed(texts)


@pytest.mark.parametrize("embedder", [FakeEmbedder(), None])
def test_an_opened_index_finds_what_a_fresh_one_does(embedder: FakeEmbedder | None, tmp_path: Path) -> None:
    fresh = asked(library(passages(), "en", embedder, VectorStore(None)), embedder)
    library(passages(), "en", embedder, VectorStore(tmp_path))
    assert asked(library(passages(), "en", embedder, VectorStore(tmp_path)), embedder) == fresh


def test_what_lies_in_the_pack_is_not_embedded_again(tmp_path: Path) -> None:
    library(passages(), "en", FakeEmbedder(), VectorStore(tmp_path / "build"))
    later = FakeEmbedder()
    library(passages(), "en", later, VectorStore(tmp_path / "cache", tmp_path / "build"))
    assert later.embedded == 0
    assert not (tmp_path / "cache").exists()


def test_vectors_stay_on_the_disk(tmp_path: Path) -> None:
    found = library(passages(), "en", FakeEmbedder(), VectorStore(tmp_path))
    assert isinstance(found.index.sentence_vectors, np.memmap)


@pytest.mark.parametrize("harm", ["cut", "flip", "remove", "note", "empty", "text"])
def test_a_damaged_index_is_made_again(harm: str, tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    whole = asked(library(passages(), "en", embedder, VectorStore(tmp_path)), embedder)
    place = index_of(tmp_path)
    file = place / {"note": NOTE, "text": "heads.txt"}.get(harm, "sentence_vectors.npy")
    held = file.read_bytes()
    match harm:
        case "cut":
            file.write_bytes(held[: len(held) // 2])
        case "flip":
            file.write_bytes(held[:-9] + bytes([held[-9] ^ 1]) + held[-8:])
        case "remove":
            file.unlink()
        case _:
            file.write_bytes(b"[]" if harm == "note" else b"")
    before = embedder.embedded
    assert asked(library(passages(), "en", embedder, VectorStore(tmp_path)), embedder) == whole
    assert embedder.embedded > before
    before = embedder.embedded
    library(passages(), "en", embedder, VectorStore(tmp_path))
    assert embedder.embedded == before


def test_an_index_of_other_words_is_not_taken(tmp_path: Path) -> None:
    """Not even where somebody gave it the name of the right one."""
    embedder = FakeEmbedder()
    library(book(5), "en", embedder, VectorStore(tmp_path))
    index_of(tmp_path).rename(tmp_path / key_of(passages(), "en", embedder))
    found = library(passages(), "en", embedder, VectorStore(tmp_path))
    assert "two metres thick" in " ".join(one.sentence.text for one in found.find(QUESTIONS[0], None))


def test_a_changed_heading_is_another_index() -> None:
    texts = passages()
    changed = (replace(texts[0], where="April, 1"), *texts[1:])
    assert key_of(texts, "en", None) != key_of(changed, "en", None)


def test_an_interrupted_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    texts = book(300)
    with pytest.raises(KeyboardInterrupt):
        library(texts, "en", Interrupted(500), VectorStore(tmp_path))
    later, steps = FakeEmbedder(), list[tuple[int, int]]()
    found = library(texts, "en", later, VectorStore(tmp_path), lambda *step: steps.append(step))
    assert later.embedded < 500
    assert steps[0] == (448, 900)
    assert steps[-1] == (900, 900)
    assert not list(tmp_path.glob("*.part"))
    whole = library(texts, "en", FakeEmbedder(), VectorStore(None))
    assert np.array_equal(np.asarray(found.index.sentence_vectors), np.asarray(whole.index.sentence_vectors))


def test_a_torn_page_of_an_interrupted_reading_is_read_again(tmp_path: Path) -> None:
    texts = book(300)
    with pytest.raises(KeyboardInterrupt):
        library(texts, "en", Interrupted(500), VectorStore(tmp_path))
    (part,) = tmp_path.glob("*.part")
    held = part.read_bytes()
    part.write_bytes(held[:4096] + bytes(len(held) - 4096))
    found = library(texts, "en", FakeEmbedder(), VectorStore(tmp_path))
    whole = library(texts, "en", FakeEmbedder(), VectorStore(None))
    assert np.array_equal(np.asarray(found.index.sentence_vectors), np.asarray(whole.index.sentence_vectors))


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = library(passages(), "en", FakeEmbedder(), VectorStore(tmp_path / "file"))
    assert found.find(QUESTIONS[0], None)


def test_a_sentence_of_a_large_library_is_found_on_its_shortlist() -> None:
    texts = (*book(2000), *passages())
    found = library(texts, "en", None, VectorStore(None))
    best = found.find("How thick are the walls of the tower at the foot?", None)[0]
    assert best.sentence.text == "Its walls are two metres thick at the foot."
    assert [one.number for one in found.neighbours(best.sentence)] == [0, 1, 2]


def test_texts_that_are_gone_leave_no_index_behind(tmp_path: Path) -> None:
    library(book(5), "en", None, VectorStore(tmp_path))
    store = VectorStore(tmp_path)
    library(passages(), "en", None, store)
    store.clear()
    assert index_of(tmp_path).name == key_of(passages(), "en", None)


def test_no_texts_make_no_index(tmp_path: Path) -> None:
    assert library((), "en", FakeEmbedder(), VectorStore(tmp_path)).find("Anything?", None) == []
    blank = Passage(BOOK, "   ", "1", 0, 3)
    assert library((blank,), "en", FakeEmbedder(), VectorStore(tmp_path)).find("Anything?", None) == []
    assert not list(tmp_path.iterdir())
