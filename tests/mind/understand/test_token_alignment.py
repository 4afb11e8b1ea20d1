"""Reading a sentence word for word, and what a question's wording asks for."""

import pytest

from kiosk.mind.understand.asked_kind import Wording, kind_of
from kiosk.mind.understand.token_alignment import UNKNOWN, Understanding
from tests.fakes.embedder import FakeEmbedder


def test_a_question_is_understood_by_its_least_understood_word() -> None:
    understanding = Understanding(FakeEmbedder(), "en")
    whole = understanding.of("Who lit the bulb of the boat?", "The keeper lit the lamp of the ship.")
    part = understanding.of("Who lit the bulb of the boat?", "The keeper lit the lamp.")
    assert whole[0] > 0.9 > part[0]
    assert part[0] <= part[1] <= 1.001
    assert whole[2] > part[2]


@pytest.mark.parametrize(("question", "sentence"), [("Who lit it?", ""), ("", "The lamp burned.")])
def test_nothing_is_understood_of_nothing(question: str, sentence: str) -> None:
    assert Understanding(FakeEmbedder(), "en").of(question, sentence) == UNKNOWN


def test_a_visit_leaves_nothing_behind() -> None:
    embedder = FakeEmbedder()
    understanding = Understanding(embedder, "en")
    understanding.of("Who lit the lamp?", "The keeper lit it.")
    before = embedder.embedded
    understanding.of("Who lit the lamp?", "The keeper lit it.")
    assert embedder.embedded == before
    understanding.forget()
    understanding.of("Who lit the lamp?", "The keeper lit it.")
    assert embedder.embedded > before


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("In what year was the tower built?", "when"),
        ("How many barrels came?", "quantity"),
        ("Whose lens was it?", "who"),
        ("In which city was the lens ground?", "where"),
        ("Why did the keeper stay?", "why"),
        ("What did the storm take?", ""),
        ("Describe whales.", ""),
    ],
)
def test_the_wording_tells_what_is_asked(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_a_sentence_that_only_repeats_the_questions_names_and_numbers_is_not_what_is_wanted() -> None:
    who = Wording("Who met Babbage?", "en").wants("Then Babbage went home.")
    assert max(who) == 0.0
    assert min(who) == -1.0
    when = Wording("When did the 40 barrels come?", "en").wants("They came in March 1871.")
    assert max(when) == 1.0
    assert not any(Wording("What burned?", "en").wants("The lamp burned."))
