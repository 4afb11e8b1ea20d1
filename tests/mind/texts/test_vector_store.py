"""The store: what was computed once is not computed again, and damage is mended."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.mind.engines.embedder import mark
from kiosk.mind.mind import Engines
from kiosk.mind.texts.vector_store import FORMAT, VectorStore
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answer, mind_of
from tests.fakes.packs import LINES, lighthouse, line

TEXTS = ["How bright was the lamp?", "Who was your father?"]


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedder, store = FakeEmbedder(), VectorStore(tmp_path)
    first = store.embedded("own", TEXTS, embedder)
    assert np.array_equal(first, store.embedded("own", TEXTS, embedder))
    assert embedder.embedded == len(TEXTS)


def test_another_model_or_another_text_is_embedded_anew(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    store.embedded("own", TEXTS, FakeEmbedder())
    other = FakeEmbedder(name="other")
    store.embedded("own", TEXTS, other)
    assert other.embedded == len(TEXTS)
    same = FakeEmbedder()
    store.embedded("own", [TEXTS[0], "Who was your mother?"], same)
    assert same.embedded == len(TEXTS)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x93NUMPY\x01\x00"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    store = VectorStore(tmp_path)
    whole = store.embedded("own", TEXTS, FakeEmbedder())
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(damage)
    again = FakeEmbedder()
    assert np.array_equal(store.embedded("own", TEXTS, again), whole)
    assert again.embedded == len(TEXTS)
    assert np.array_equal(store.embedded("own", TEXTS, FakeEmbedder(name="fake")), whole)


def test_a_file_cut_short_is_made_again(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    whole = store.embedded("own", TEXTS, FakeEmbedder())
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(file.read_bytes()[:-40])
    assert np.array_equal(store.embedded("own", TEXTS, FakeEmbedder()), whole)


def test_numbers_that_are_none_are_not_believed(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    store.put("own", np.array([[np.nan]], dtype=np.float32))
    assert store.get("own") is None


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert VectorStore(blocked / "cache").embedded("own", TEXTS, FakeEmbedder()).shape[0] == len(TEXTS)


def test_a_second_start_reads_everything_from_the_folder(tmp_path: Path) -> None:
    first, second = FakeEmbedder(), FakeEmbedder()
    mind_of(engines=Engines(first, None, tmp_path))
    mind = mind_of(engines=Engines(second, None, tmp_path))
    assert first.embedded > 0
    assert second.embedded == 0
    assert answer(mind, "How bright was the lamp?").line == "lamp"
    assert not list(tmp_path.glob("*.part"))


def test_a_changed_pack_is_not_answered_from_the_old_ones_cache(tmp_path: Path) -> None:
    mind_of(engines=Engines(FakeEmbedder(), None, tmp_path))
    fresh = (*LINES, line("fog", ["What did you do in fog?"], "I rang the bell."))
    mind = mind_of(lighthouse(fresh), Engines(FakeEmbedder(), None, tmp_path))
    assert answer(mind, "What did you do in fog?").line == "fog"


@pytest.mark.parametrize("version", [None, "1", "99"], ids=["none", "the one before", "a later one"])
def test_a_file_of_another_version_is_made_again_and_replaced(version: str | None, tmp_path: Path) -> None:
    whole = VectorStore(tmp_path).embedded("own", TEXTS, FakeEmbedder())
    (file,) = tmp_path.glob("*.npz")
    with np.load(file) as opened:
        members = {name: opened[name] for name in opened.files if name != FORMAT}
    np.savez(file, allow_pickle=False, **{**members, **({FORMAT: np.array(version)} if version else {})})
    again, after = FakeEmbedder(), FakeEmbedder()
    assert np.array_equal(VectorStore(tmp_path).embedded("own", TEXTS, again), whole)
    assert again.embedded == len(TEXTS)
    VectorStore(tmp_path).embedded("own", TEXTS, after)
    assert after.embedded == 0
    assert list(tmp_path.iterdir()) == [file]


def test_a_model_s_file_that_is_replaced_is_another_model(tmp_path: Path) -> None:
    model = tmp_path / "small.gguf"
    model.write_bytes(bytes(3_000_000))
    marks = {mark(model)}
    for place in (0, 1_000_000, 2_999_999):
        content = bytearray(3_000_000)
        content[place] = 1
        model.write_bytes(content)
        marks.add(mark(model))
    model.write_bytes(b"short")
    assert len(marks | {mark(model)}) == 5
    copied = tmp_path / "elsewhere"
    copied.write_bytes(b"short")
    assert mark(copied) == mark(model), "on another machine it is the same"


def test_what_an_interrupted_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "tmpabc.part").write_bytes(b"half")
    (tmp_path / "tmpdef.part").mkdir()
    (tmp_path / "tmpdef.part" / "firsts.npy").write_bytes(b"half")
    store = VectorStore(tmp_path)
    store.put("new", np.ones((1, 1), dtype=np.float32))
    store.clear()
    assert [path.name for path in tmp_path.iterdir()] == ["new.npz"]


def test_what_an_older_kiosk_built_into_a_pack_is_passed_over_and_left_as_it_is(tmp_path: Path) -> None:
    built, cache = tmp_path / "build", tmp_path / "cache"
    VectorStore(built).embedded("own", TEXTS, FakeEmbedder())
    (file,) = built.glob("*.npz")
    with np.load(file) as opened:
        np.savez(file, allow_pickle=False, **{name: opened[name] for name in opened.files if name != FORMAT})
    before = file.read_bytes()
    once, again = FakeEmbedder(), FakeEmbedder()
    VectorStore(cache, built).embedded("own", TEXTS, once)
    VectorStore(cache, built).embedded("own", TEXTS, again)
    assert (once.embedded, again.embedded) == (len(TEXTS), 0)
    assert file.read_bytes() == before, "it was signed"
