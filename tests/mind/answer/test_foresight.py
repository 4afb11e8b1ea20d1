"""What was found while the visitor still spoke is not looked for again, and changes no answer."""

from dataclasses import dataclass

import pytest

from kiosk.domain.answer import Answer, Route
from kiosk.mind.answer.house import Vocabulary
from kiosk.mind.mind import Engines, Mind
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answers, mind_of
from tests.fakes.model import FakeModel
from tests.fakes.words import OneWord

SAID, WRITTEN = "how bright was the lamp", "How bright was the lamp?"
UNKNOWN = "how do I bake bread"


class _Counting:
    """A word list that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def is_foul(self, text: str, words: Vocabulary) -> bool:
        self.asked.append(text)
        return OneWord().is_foul(text, words)


@dataclass(frozen=True, slots=True)
class _Minds:
    """Two that are alike; whatever the first foresees, both must answer the same."""

    foreseeing: Mind
    plain: Mind
    words: _Counting
    embedder: FakeEmbedder
    """Both of the first."""


@pytest.fixture(name="made", scope="module")
def _made() -> _Minds:
    words, embedder = _Counting(), FakeEmbedder()
    return _Minds(mind_of(engines=Engines(embedder, words=words)), mind_of(engines=Engines(embedder)), words, embedder)


@pytest.fixture(name="minds")
def _minds(made: _Minds) -> _Minds:
    """With nothing left of the visit before."""
    made.foreseeing.forget()
    made.plain.forget()
    made.words.asked.clear()
    return made


@pytest.fixture(name="mind")
def _mind(minds: _Minds) -> Mind:
    return minds.foreseeing


def _heard(mind: Mind, text: str, confidence: float | None = None) -> list[tuple[Route, str, str | None]]:
    found = answers(mind, text, confidence=confidence, is_typed=False)
    return [(one.route, one.text, one.line) for one in found]


def _foreseen(mind: Mind, text: str) -> Answer | None:
    mind.anticipate(text, "en")
    return mind.foresee(text, "en")


@pytest.mark.parametrize("final", [SAID, WRITTEN])
def test_a_question_that_was_foreseen_is_looked_at_once(minds: _Minds, final: str) -> None:
    foreseen, asked = _foreseen(minds.foreseeing, SAID), list(minds.words.asked)
    embedded = minds.embedder.embedded
    assert foreseen is not None
    assert asked == [SAID]
    assert _heard(minds.foreseeing, final) == [(foreseen.route, foreseen.text, foreseen.line)]
    assert minds.words.asked == asked
    assert minds.embedder.embedded == embedded


def test_a_question_that_was_only_anticipated_is_read_once(minds: _Minds) -> None:
    minds.foreseeing.anticipate(SAID, "en")
    _heard(minds.foreseeing, SAID)
    assert minds.words.asked == [SAID]


@pytest.mark.parametrize("question", [SAID, "thank you", "tell me more", "who was your wife", UNKNOWN, "was it cold"])
def test_foresight_changes_no_answer_and_no_follow_up(minds: _Minds, question: str) -> None:
    for one in (SAID, question, question, "why"):
        for _ in range(2):
            _foreseen(minds.foreseeing, one)
        assert _heard(minds.foreseeing, one) == _heard(minds.plain, one)


def test_what_was_foreseen_before_the_conversation_went_on_is_looked_for_again(minds: _Minds) -> None:
    _foreseen(minds.foreseeing, SAID)
    for mind in (minds.foreseeing, minds.plain):
        mind.recall("lamp", "en")
    assert _heard(minds.foreseeing, SAID) == _heard(minds.plain, SAID)


def test_a_question_that_is_taken_back_is_answered_as_at_first(mind: Mind) -> None:
    _foreseen(mind, SAID)
    first = _heard(mind, SAID)
    mind.take_back()
    assert _heard(mind, SAID) == first


def test_words_that_were_hardly_heard_are_asked_for_again_whatever_was_foreseen(mind: Mind) -> None:
    foreseen = _foreseen(mind, UNKNOWN)
    assert foreseen is not None
    assert foreseen.route is Route.DECLINE
    assert _heard(mind, UNKNOWN, confidence=0.1)[0][0] is Route.UNHEARD


def test_words_that_are_hidden_stay_hidden(mind: Mind) -> None:
    said = "where is the blasted lamp"
    assert mind.anticipate(said, "en").hides_heard
    mind.foresee(said, "en")
    assert all(one.hides_heard for one in answers(mind, said, is_typed=False))


def test_nothing_of_a_visit_is_left_when_it_is_over(minds: _Minds) -> None:
    _foreseen(minds.foreseeing, SAID)
    minds.foreseeing.forget()
    minds.words.asked.clear()
    _heard(minds.foreseeing, SAID)
    assert minds.words.asked == [SAID]


def test_no_guess_takes_a_language_model_s_time() -> None:
    model = FakeModel("The walls are two metres thick.")
    mind = mind_of(engines=Engines(FakeEmbedder(), model))
    assert _foreseen(mind, "How thick are the walls of the tower?") is None
    assert not model.prompts
    assert _foreseen(mind, SAID) is not None
