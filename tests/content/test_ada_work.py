"""Ada Lovelace's work: false premises are set right, doubters and experts are answered, all is sourced."""

from collections.abc import Mapping
from datetime import date

import pytest

from kiosk.domain.content.pack import Pack
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.model.reader import read_pack
from tests.checkout import shipped
from tests.fakes.visits import phrases

FILES = ("babbage", "engine", "legacy", "mathematics", "near-work", "notes")
FEWEST_ASKS = 8
MOST_WORDS, MOST_SHORT_WORDS = 60, 15
FALSE_PREMISES: Mapping[str, str] = {
    "How did it feel when the Analytical Engine was switched on for the first time?": "never",
    "Did you invent the computer?": "i invented no computer",
    "When did you start to work for IBM?": "i worked for no company",
    "Did your program ever run?": "never",
    "How sad were you when Babbage died?": "did not live to mourn",
    "Are you Grace Hopper, the one with the bug?": "grace hopper",
    "Did you help Babbage to build the Difference Engine?": "made no wheel",
}
DOUBTS: Mapping[str, str] = {
    "Didn't Babbage write all of it?": "algebra",
    "Isn't your fame just a modern myth?": "print",
    "Why should anyone today be interested in Ada Lovelace?": "orders",
}
OF_EXPERTS: Mapping[str, str] = {
    "Did the Engine have conditional branching?": "contingency",
    "Is there a nested loop in Note G?": "thirteen to twenty-three",
    "Which formula for the Bernoulli numbers did you use?": "not simplicity",
    "Is there an error in Note G?": "fourth",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = read_pack(shipped("ada-lovelace"), date(2026, 6, 1)).pack
    assert found is not None
    return found


@pytest.fixture(scope="module")
def mind(pack: Pack) -> Mind:
    return Mind(pack, {"en": phrases("en")}, MindSettings(), Engines())


def answered(mind: Mind, question: str) -> str:
    mind.forget()
    return next(iter(mind.think(question, "en")))[0].text.casefold()


def is_of_the_work(where: str) -> bool:
    return where.startswith(tuple(f"script/en/{file}" for file in FILES))


@pytest.mark.parametrize(("question", "told"), FALSE_PREMISES.items())
def test_a_false_premise_about_the_work_is_set_right(mind: Mind, question: str, told: str) -> None:
    assert told in answered(mind, question)


@pytest.mark.parametrize(("question", "told"), DOUBTS.items())
def test_a_doubter_is_answered(mind: Mind, question: str, told: str) -> None:
    assert told in answered(mind, question)


@pytest.mark.parametrize(("question", "told"), OF_EXPERTS.items())
def test_an_expert_is_answered_from_the_notes(mind: Mind, question: str, told: str) -> None:
    assert told in answered(mind, question)


def test_every_line_of_the_work_is_sourced_short_and_asked_in_many_ways(pack: Pack) -> None:
    lines = [line for line in pack.lines["en"] if is_of_the_work(line.where)]
    assert lines
    for line in lines:
        assert line.source, line.id
        assert len(line.asks) >= FEWEST_ASKS, line.id
        assert all(len(text.split()) <= MOST_WORDS for text in line.says), line.id
        assert len(line.short.split()) <= MOST_SHORT_WORDS, line.id


def test_a_near_answer_of_the_work_takes_no_question_that_a_line_answers(pack: Pack) -> None:
    near = [one for one in pack.near["en"] if is_of_the_work(one.where)]
    asked = {ask for line in pack.lines["en"] for ask in line.asks}
    assert near
    assert not [topic for one in near for topic in one.topics if topic in asked]
