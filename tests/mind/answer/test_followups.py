"""Questions that lean on what was said before."""

import pytest

from kiosk.mind.answer.followups import leans, resolved
from tests.fakes.packs import LINES

JONAS = next(line for line in LINES if line.id == "jonas")
LAMP = next(line for line in LINES if line.id == "lamp")


@pytest.mark.parametrize(
    "question", ["and his father?", "did you like him", "what happened then", "was it heavy?", "What about her?"]
)
def test_a_question_without_its_subject_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question", ["Who was your father?", "Did he know Jonas Lind well?", "How bright was the lamp?", ""]
)
def test_a_question_that_names_its_subject_does_not_lean(question: str) -> None:
    assert not leans(question)


def test_a_pronoun_becomes_the_person_of_the_last_line() -> None:
    assert "Jonas's father" in resolved("and his father?", JONAS, ()) or "Lind's father" in resolved(
        "and his father?", JONAS, ()
    )


def test_a_thing_becomes_the_topic_of_the_last_line() -> None:
    assert resolved("was it heavy?", LAMP, ()) == "was it heavy lamp?"
