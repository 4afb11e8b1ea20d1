"""What a pack learned is kept, and nothing kept is believed that does not fit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.content.pack import BUILD
from kiosk.mind.answer.house import house_lines
from kiosk.mind.mind import Engines
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.matcher import Example, Kind
from kiosk.mind.understand.training import Lesson, lesson, trained
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answer, mind_of
from tests.fakes.packs import LINES, lighthouse

OWN = [Example(Kind.LINE, line.id, ask) for line in LINES for ask in line.asks]


def given(own: list[Example] | None = None) -> Lesson:
    return lesson("en", OWN if own is None else own, house_lines("en"), "pack-en-")


def test_what_was_learned_once_is_not_read_again(tmp_path: Path) -> None:
    first, second = FakeEmbedder(), FakeEmbedder()
    fresh = trained(given(), first, VectorStore(tmp_path))
    kept = trained(given(), second, VectorStore(tmp_path))
    assert first.embedded > 0
    assert second.embedded == 0
    view = fresh.weights.view(first.understand("How bright was the light?")) if fresh.weights else None
    assert fresh.matcher.meanings("How bright was the light?", view) == kept.matcher.meanings(
        "How bright was the light?", view
    )
    assert kept.situation == fresh.situation


def test_every_question_is_told_as_it_is_read(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    trained(given(), FakeEmbedder(), VectorStore(tmp_path), lambda done, total: told.append((done, total)))
    assert told[0][0] == 1
    assert told[-1][0] == told[-1][1] == len(told) == len(OWN)


def test_another_question_another_model_or_another_line_is_learned_anew(tmp_path: Path) -> None:
    trained(given(), FakeEmbedder(), VectorStore(tmp_path))
    for own, name in (
        ([*OWN, Example(Kind.LINE, "fog", "What of the fog?")], "fake"),
        (OWN, "another"),
        ([replace(OWN[0], key="other"), *OWN[1:]], "fake"),
    ):
        again = FakeEmbedder(name=name)
        trained(given(own), again, VectorStore(tmp_path))
        assert again.embedded > 0


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit_is_noticed_and_learned_anew(tmp_path: Path, place: float) -> None:
    trained(given(), FakeEmbedder(), VectorStore(tmp_path))
    (file,) = tmp_path.glob("*matcher*.npz")
    damaged = bytearray(file.read_bytes())
    damaged[int(place * len(damaged))] ^= 0x55
    file.write_bytes(bytes(damaged))
    again = FakeEmbedder()
    found = trained(given(), again, VectorStore(tmp_path))
    assert again.embedded > 0
    assert found.weights is not None
    assert trained(given(), third := FakeEmbedder(), VectorStore(tmp_path)).weights is not None
    assert third.embedded == 0


def test_a_whole_file_under_another_name_is_not_believed(tmp_path: Path) -> None:
    trained(given(), FakeEmbedder(), VectorStore(tmp_path))
    (right,) = tmp_path.glob("*matcher*.npz")
    content = right.read_bytes()
    own = [*OWN, Example(Kind.LINE, "fog", "What of the fog?")]
    trained(given(own), FakeEmbedder(), VectorStore(tmp_path))
    (wrong,) = set(tmp_path.glob("*matcher*.npz")) - {right}
    wrong.write_bytes(content)
    again = FakeEmbedder()
    trained(given(own), again, VectorStore(tmp_path))
    assert again.embedded > 0


@pytest.mark.parametrize("spoilt", [("views",), ("weights", "bias")])
def test_arrays_that_do_not_fit_their_questions_are_made_again(spoilt: tuple[str, ...], tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    trained(given(), FakeEmbedder(), store)
    (file,) = tmp_path.glob("*matcher*.npz")
    arrays = dict(store.arrays(file.stem) or {})
    fewer = {name: arrays[name][:-1] if name == "views" else arrays[name][..., :-1] for name in spoilt}
    store.put_arrays(file.stem, {**arrays, **fewer})
    again = FakeEmbedder()
    trained(given(), again, store)
    assert again.embedded > 0


@pytest.mark.parametrize("count", [0, 1])
def test_a_script_of_no_line_or_one_is_learned_too(count: int) -> None:
    own = [Example(Kind.LINE, "lamp", "How bright was the lamp?")][:count]
    for embedder in (FakeEmbedder(), None):
        found = trained(given(own), embedder, VectorStore(None))
        view = found.weights.view(embedder.understand("lamp")) if found.weights and embedder else None
        lines = [one for one in found.matcher.meanings("How bright was the lamp?", view) if one.kind is Kind.LINE]
        assert len(lines) == count


def test_what_was_built_into_the_pack_comes_before_the_cache(tmp_path: Path) -> None:
    home, cache = tmp_path / "pack", tmp_path / "cache"
    pack = replace(lighthouse(), folder=str(home))
    mind_of(pack, Engines(FakeEmbedder(), None, home / BUILD))
    second = FakeEmbedder()
    mind = mind_of(pack, Engines(second, None, cache))
    assert second.embedded == 0
    assert not cache.exists()
    assert answer(mind, "How bright was the lamp?").line == "lamp"


def test_a_stale_build_is_passed_over_and_the_fresh_one_goes_to_the_cache(tmp_path: Path) -> None:
    home, cache = tmp_path / "pack", tmp_path / "cache"
    mind_of(replace(lighthouse(LINES[1:]), folder=str(home)), Engines(FakeEmbedder(), None, home / BUILD))
    stale = sorted(path.name for path in (home / BUILD).iterdir())
    mind = mind_of(replace(lighthouse(), folder=str(home)), Engines(FakeEmbedder(), None, cache))
    assert answer(mind, "How bright was the lamp?").line == "lamp"
    assert list(cache.glob("*.npz"))
    assert sorted(path.name for path in (home / BUILD).iterdir()) == stale


def test_clearing_leaves_only_what_was_asked_for(tmp_path: Path) -> None:
    VectorStore(tmp_path).put("old", np.ones((1, 1), dtype=np.float32))
    store = VectorStore(tmp_path)
    store.put("new", np.ones((1, 1), dtype=np.float32))
    store.clear()
    assert [path.stem for path in tmp_path.glob("*.npz")] == ["new"]
