"""Matching by words, by meaning, and the regression behind it."""

import numpy as np
import pytest

from kiosk.mind.engines.embedder import Vectors
from kiosk.mind.understand.bm25 import Bm25
from kiosk.mind.understand.calibration import Situation, calibrations
from kiosk.mind.understand.matcher import Example, Kind, Matcher
from kiosk.mind.understand.question_views import token_weights
from kiosk.mind.understand.regression import minimum, trained
from kiosk.mind.understand.tfidf import WordIndex
from kiosk.mind.understand.vetoes import Vetoes
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.packs import LINES

EXAMPLES = [Example(Kind.LINE, line.id, ask) for line in LINES for ask in line.asks]


def matcher(with_vectors: bool) -> tuple[Matcher, FakeEmbedder]:
    embedder = FakeEmbedder()
    views = np.array([view(example.text, embedder) for example in EXAMPLES]) if with_vectors else None
    return Matcher(EXAMPLES, views), embedder


def view(text: str, embedder: FakeEmbedder) -> Vectors:
    weights = token_weights([embedder.tokens(example.text) for example in EXAMPLES])
    return weights.view(embedder.understand(text))


@pytest.mark.parametrize("with_vectors", [True, False])
def test_every_question_of_the_script_finds_its_own_line(with_vectors: bool) -> None:
    found, embedder = matcher(with_vectors)
    for example in EXAMPLES:
        best = found.meanings(example.text, view(example.text, embedder) if with_vectors else None)[0]
        assert best.key == example.key
        assert best.is_exact


def test_a_misheard_word_still_finds_its_line() -> None:
    found, _ = matcher(with_vectors=False)
    assert found.meanings("Who was Jonas Linned?", None)[0].key == "jonas"


def test_a_synonym_is_found_by_its_vector() -> None:
    found, embedder = matcher(with_vectors=True)
    question = "Tell me of your dad"
    assert found.meanings(question, view(question, embedder))[0].key == "father"


def test_no_examples_have_no_meanings() -> None:
    assert Matcher([], None).meanings("Anything?", None) == []


def test_similarities_agree_with_the_gram() -> None:
    texts = [example.text for example in EXAMPLES]
    index = WordIndex(texts)
    gram = index.gram()
    assert np.allclose(np.diag(gram), 1.0, atol=1e-5)
    for at in (0, 5, 11):
        assert np.allclose(index.similarities(texts[at]), gram[at], atol=1e-5)


def test_confidence_grows_with_the_evidence() -> None:
    known, where = calibrations()["vectors"], Situation(3.0, 40, 0.4)
    assert 0 < known.confidence(-3, where) < known.confidence(0, where) < known.confidence(1, where) < 1


def test_the_same_evidence_is_worth_less_where_the_questions_of_different_lines_are_alike() -> None:
    known = calibrations()["vectors"]
    assert known.confidence(0.0, Situation(3.0, 40, 0.6)) < known.confidence(0.0, Situation(3.0, 40, 0.3))


def test_the_minimum_of_a_bowl_is_found() -> None:
    target = np.arange(6.0)
    scales = np.array([1.0, 10, 100, 0.1, 5, 50])
    best = minimum(lambda at: (float((scales * (at - target) ** 2).sum()), 2 * scales * (at - target)), np.zeros(6))
    assert np.allclose(best, target, atol=0.05)


def test_the_regression_gives_probabilities() -> None:
    points = np.eye(4, dtype=np.float32)
    learned = trained(points @ points.T, np.array([0, 0, 1, 1]), 2)
    logs = learned.log_probabilities(points[3])
    assert np.isclose(np.exp(logs).sum(), 1.0)
    assert logs[1] > logs[0]


def test_bm25_prefers_the_rarer_word_and_the_shorter_text() -> None:
    index = Bm25.of([["lamp", "sea"], ["sea", "oil"], ["sea", "oil", "rope", "salt", "fish"]])
    scores = index.scores(["sea", "lamp"])
    assert scores[0] == max(scores)
    assert all(0 <= score <= 1 for score in scores)
    assert scores[1] > scores[2]
    assert not index.scores(["unknown"]).any()


@pytest.mark.parametrize(
    ("line", "question", "is_vetoed"),
    [
        ("jonas", "Who was Jonas Lind?", False),
        ("jonas", "Who was Jonas Berg?", True),
        ("lamp", "who was jonas lind", True),
        ("born", "Were you born in 1841?", False),
        ("born", "Were you born in 1939?", True),
        ("lamp", "WAS THE LAMP BRIGHT", False),
        ("drowned", "How did your wife die?", True),
        ("father", "Who was your dad?", False),
        ("food", "When did you eat?", True),
        ("born", "When did you come into the world?", False),
        ("lamp", "How many miles did the lamp shine?", False),
    ],
)
def test_names_numbers_and_persons_must_be_known_to_the_line(line: str, question: str, is_vetoed: bool) -> None:
    vetoes = Vetoes(LINES, ["We saw Jonas at sea.", "Then Lind rowed."], "The Keeper")
    assert (vetoes.factor(line, question) < 1) is is_vetoed
