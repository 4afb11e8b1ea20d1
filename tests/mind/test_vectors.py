"""The shelf: what was computed once is not computed again, and damage is mended."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.mind.mind import Engines
from kiosk.mind.vectors import Shelf
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answer, mind_of
from tests.fakes.packs import LINES, lighthouse, line

TEXTS = ["How bright was the lamp?", "Who was your father?"]


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedder, shelf = FakeEmbedder(), Shelf(tmp_path)
    first = shelf.embedded("own", TEXTS, embedder)
    assert np.array_equal(first, shelf.embedded("own", TEXTS, embedder))
    assert embedder.embedded == len(TEXTS)


def test_another_model_or_another_text_is_embedded_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.embedded("own", TEXTS, FakeEmbedder())
    other = FakeEmbedder(name="other")
    shelf.embedded("own", TEXTS, other)
    assert other.embedded == len(TEXTS)
    same = FakeEmbedder()
    shelf.embedded("own", [TEXTS[0], "Who was your mother?"], same)
    assert same.embedded == len(TEXTS)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x93NUMPY\x01\x00"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    shelf = Shelf(tmp_path)
    whole = shelf.embedded("own", TEXTS, FakeEmbedder())
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(damage)
    again = FakeEmbedder()
    assert np.array_equal(shelf.embedded("own", TEXTS, again), whole)
    assert again.embedded == len(TEXTS)
    assert np.array_equal(shelf.embedded("own", TEXTS, FakeEmbedder(name="fake")), whole)


def test_a_file_cut_short_is_made_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    whole = shelf.embedded("own", TEXTS, FakeEmbedder())
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(file.read_bytes()[:-40])
    assert np.array_equal(shelf.embedded("own", TEXTS, FakeEmbedder()), whole)


def test_numbers_that_are_none_are_not_believed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("own", np.array([[np.nan]], dtype=np.float32))
    assert shelf.get("own") is None


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert Shelf(blocked / "cache").embedded("own", TEXTS, FakeEmbedder()).shape[0] == len(TEXTS)


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
