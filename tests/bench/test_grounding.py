"""The figures of `kiosk bench grounding`."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kiosk.bench.grounding import (
    KINDS,
    REPORTED,
    Asked,
    Reply,
    Tally,
    holds,
    is_supported,
    measure,
    questions,
)
from kiosk.bench.grounding_methods import Ours
from kiosk.bench.training.articles import Article, Question, read
from kiosk.bench.training.quoting import DEVELOPMENT
from kiosk.mind.errors import MindError
from kiosk.mind.mind import Engines
from kiosk.mind.settings import MindSettings
from tests.fakes.phrases import phrases

KEYS = {"set", "kind", "n", "right", "quoted_beside", "composed_unsupported", "declined", "quote_words"}
CONTEXTS = ("The tower was built of granite in 1838. It is not tall.", "Henrik Moe drew the plans of the tower.")


class Parrot:
    """Says the first paragraph whenever it is there."""

    name = "parrot"

    def open(self, contexts: Sequence[str]) -> Callable[[str], Reply]:
        return lambda question: Reply(contexts[0] if "granite" in contexts[0] else "")


def article(title: str) -> Article:
    asked = [
        Question(0, "When was the tower built?", ("1838",)),
        Question(1, "Who drew the plans?", ("Henrik Moe",)),
        Question(0, "When was the tower lost?", ()),
    ]
    return Article(title, CONTEXTS, asked)


def test_every_kind_has_a_row_with_the_keys_of_the_contract() -> None:
    rows = measure([article("one"), article("two")], Parrot(), None, lambda _: None)
    assert [row["kind"] for row in rows] == list(KINDS)
    assert {frozenset(row) for row in rows} == {frozenset(KEYS)}


def test_a_quotation_is_right_where_it_holds_the_answer_and_beside_the_point_elsewhere() -> None:
    rows = {row["kind"]: row for row in measure([article("one"), article("two")], Parrot(), None, lambda _: None)}
    assert (rows["answerable"]["right"], rows["answerable"]["quoted_beside"]) == (0.5, 0.5)
    assert (rows["gap"]["declined"], rows["gap"]["quoted_beside"]) == (0.5, 0.5)
    assert (rows["foreign"]["right"], rows["foreign"]["quoted_beside"]) == (None, 1.0)
    assert rows["adversarial"]["quote_words"] == 12


def test_a_gap_question_is_put_to_the_article_without_its_paragraph() -> None:
    asked = [one for one in questions(article("one"), (), 9) if one.kind == "gap"]
    assert {(one.text, one.gap) for one in asked} == {("When was the tower built?", 0), ("Who drew the plans?", 1)}


def test_a_sample_is_drawn_from_all_articles() -> None:
    told: list[str] = []
    rows = measure([article("one"), article("two"), article("three")], Parrot(), 2, told.append)
    assert [row["n"] for row in rows] == [2, 2, 2, 2]
    assert [line.rpartition(", ")[2] for line in told] == ["0 questions", "4 questions", "4 questions"]


def test_an_answer_is_held_word_for_word() -> None:
    assert holds("It was built in 1838.", "in 1838")
    assert not holds("It was built in 18380.", "1838")
    assert not holds("1838 it was in", "in 1838")


@pytest.mark.parametrize(
    ("sentence", "is_true"),
    [
        ("The tower was built of granite in 1838.", True),
        ("The tower was built in 1838.", True),
        ("The tower was built of granite in 1839.", False),
        ("It is tall.", False),
        ("It is not tall.", True),
        ("The plans of the tower drew Henrik Moe.", False),
        ("The tower was built of granite by Henrik Moe.", False),
        ("Marble.", False),
        ("!", False),
    ],
)
def test_support_is_judged_by_one_sentence_in_its_order(sentence: str, is_true: bool) -> None:
    assert is_supported(sentence, CONTEXTS) is is_true


def test_an_invention_counts_even_where_it_holds_the_answer() -> None:
    tally = Tally()
    tally.add(Asked("answerable", "When?", ("1838",)), Reply("I built it in 1838 with gold.", True), CONTEXTS)
    row = tally.row("any", "answerable")
    assert (row["right"], row["composed_unsupported"], row["quoted_beside"]) == (1.0, 1.0, 0.0)


def test_no_reported_article_was_seen_in_development() -> None:
    assert not set(REPORTED) & set(DEVELOPMENT)


def test_the_product_quotes_and_declines_in_its_own_words(tmp_path: Path) -> None:
    ask = Ours("ours", Engines(), MindSettings(), phrases("en"), tmp_path).open(CONTEXTS)
    assert holds(ask("Who drew the plans of the tower?").text, "Henrik Moe")
    assert ask("How do I bake bread with yeast?").is_declined


def test_an_article_that_is_none_is_told_clearly(tmp_path: Path) -> None:
    (tmp_path / "Bread.json").write_text(json.dumps({"paragraphs": [{"qas": []}]}), encoding="utf-8")
    with pytest.raises(MindError, match=r"KN0013.*Bread\.json"):
        read(tmp_path, ["Bread"])


def test_the_reported_articles_are_read(shared_data: Path) -> None:
    found = read(shared_data / "qa" / "squad" / "squad2.0_dev", REPORTED)
    assert all(one.contexts and any(not q.answers for q in one.questions) for one in found)
