"""Questions that lean on what was said before."""

import pytest

from kiosk.mind.answer.entities import Entities
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


def test_a_pronoun_becomes_whom_was_spoken_of() -> None:
    entities = Entities(him="Jonas Lind", her="your mother", it="the lamp")
    assert resolved("and his father?", entities, JONAS)[0].text == "Jonas Lind's father?"
    assert resolved("What was she like?", entities, JONAS)[0].text == "What was your mother like?"
    assert resolved("did you ever meet her?", entities, JONAS)[0].text == "did you ever meet your mother?"
    assert resolved("what did her friends say", entities, JONAS)[0].text == "what did your mother's friends say?"


def test_a_thing_becomes_the_topic_of_what_was_said() -> None:
    assert resolved("was it heavy?", Entities(it="lamp"), LAMP)[0].text == "was it heavy lamp?"


def test_what_is_put_behind_a_question_is_known_as_that() -> None:
    asked, *rest = resolved("was it heavy?", Entities(it="lamp"), LAMP)
    assert asked.topic == "lamp"
    assert all(one.topic for one in rest)
    assert resolved("and his father?", Entities(him="Jonas Lind"), JONAS)[0].topic == ""
