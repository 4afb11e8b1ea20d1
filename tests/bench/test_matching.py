"""The figures of `kiosk bench matching`."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.bench.matching import Plan, auroc, figures, measure
from kiosk.bench.matching_methods import Judgement
from kiosk.bench.matching_scale import recombined
from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.questions import Asked, Layout, QuestionSet, read_set
from tests.fakes.embedder import FakeEmbedder

KEYS = {
    "set", "shots", "misheard", "method", "accuracy", "accuracy_5fr", "near_recall_5fr", "far_recall_5fr",
    "near_auroc", "far_auroc", "false_rejection", "ms",
}  # fmt: skip
WORDS = ("lamp", "ship", "storm", "oil", "wife", "father", "boat", "bread", "tower", "bell")
ENDS = ("today", "now", "here", "then", "at night", "in fog", "by sea", "on land", "at home", "in March", "far out")


def made(name: str, subject: str) -> QuestionSet:
    return QuestionSet(name, [(f"what of {subject} {word} {end}", word) for word in WORDS for end in ENDS + ENDS[::-1]])


def test_at_five_percent_false_rejection_one_of_twenty_answerable_questions_is_lost() -> None:
    inside = [Asked(str(at), "a", "in") for at in range(20)]
    asked = [*inside, Asked("n", "b", "near"), Asked("f", "", "far")]
    judgements = [Judgement("a", at / 20) for at in range(20)] + [Judgement("a", 0.5), Judgement("a", -1.0)]
    row = figures(asked, judgements)
    assert row["accuracy"] == 1.0
    assert row["accuracy_5fr"] == pytest.approx(0.95)
    assert (row["near_recall_5fr"], row["far_recall_5fr"]) == (0.0, 1.0)
    assert row["far_auroc"] == 1.0
    assert row["false_rejection"] is None


def test_the_area_counts_equal_confidences_half() -> None:
    assert auroc(np.array([1.0, 2.0]), np.array([1.0, 0.0])) == pytest.approx(0.875)
    assert auroc(np.array([1.0]), np.array([])) is None


def test_rejections_are_those_of_the_thresholds_that_ship() -> None:
    asked = [Asked(str(at), "a", "in") for at in range(4)] + [Asked("n", "", "near")]
    judgements = [Judgement("a", 0.5, at == 0) for at in range(4)] + [Judgement("a", 0.5, True)]
    assert figures(asked, judgements)["false_rejection"] == 0.25


def test_every_row_has_the_keys_of_the_contract() -> None:
    told: list[str] = []
    plan = Plan(seeds=(0,), shots=(1, 3), misheard=(0.0, 0.5), layout=Layout(0, tests=3, far=20))
    rows = measure([made("sea", "the"), made("land", "a")], Remembered(FakeEmbedder()), plan, told.append)
    assert {frozenset(row) for row in rows} == {frozenset(KEYS)}
    ours = [row for row in rows if row["method"] == "ours"]
    assert [(row["set"], row["shots"], row["misheard"]) for row in ours] == [
        (name, shots, share) for name in ("sea", "land") for shots in (1, 3) for share in (0.0, 0.5)
    ]
    assert all(row["false_rejection"] is not None for row in ours)
    assert len(told) == 4


def test_spoken_questions_are_called_synthetic() -> None:
    plan = Plan(seeds=(0,), shots=(3,), misheard=(), layout=Layout(0, tests=2, far=20), spoken=lambda asked: asked)
    rows = measure([made("sea", "the"), made("land", "a")], None, plan, lambda _: None)
    assert {row["misheard"] for row in rows} == {"synthetic"}


def test_nothing_is_read_twice() -> None:
    embedder = FakeEmbedder()
    remembered = Remembered(embedder)
    remembered.embed(["lamp", "lamp", "ship"])
    remembered.understand("lamp")
    assert embedder.embedded == 2
    assert remembered.ms >= 0


def test_questions_for_large_scripts_are_all_different() -> None:
    import random

    found = recombined([text for text, _ in made("sea", "the").rows], 500, random.Random(0))
    assert len(found) == len(set(found)) == 500


def test_the_real_sets_are_read(shared_data: Path) -> None:
    found = read_set(shared_data / "qa" / "banking77")
    assert len({intent for _, intent in found.rows}) == 77
