"""Ada Lovelace's life: false premises are set right, and what the kiosk says of itself is true."""

from collections.abc import Mapping
from datetime import date

import pytest

from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.pack import Pack
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.model.reader import read_pack
from tests.checkout import shipped
from tests.fakes.visits import phrases

FALSE_PREMISES: Mapping[str, str] = {
    "did you enjoy being queen": "never a princess, nor a queen",
    "Was your brother a poet as well?": "never had a brother",
    "Was Allegra your daughter?": "not my daughter",
    "When did you marry Charles Babbage?": "neither his wife",
    "Did you win a Nobel Prize?": "won no prizes",
    "Why did you divorce your husband?": "never divorced",
    "Were you American?": "I am English",
    "Did you grow up in poverty?": "never poor",
    "What did your father teach you?": "nothing in person",
    "How was your life at seventy?": "did not grow old",
    "Did you meet Alan Turing?": "kept us apart",
}
OF_THE_KIOSK: Mapping[str, str] = {
    "Will my photo be kept?": "No pictures and no sound are kept.",
    "Are you ChatGPT?": "on a server",
}
SAFETY = {"self-harm", "sexual-talk", "politics-today", "emergency"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = read_pack(shipped("ada-lovelace"), date(2026, 6, 1)).pack
    assert found is not None
    return found


@pytest.fixture(scope="module")
def mind(pack: Pack) -> Mind:
    return Mind(pack, {"en": phrases("en")}, MindSettings(), Engines())


def answered(mind: Mind, question: str) -> Answer:
    mind.forget()
    return next(iter(mind.think(question, "en")))[0]


@pytest.mark.parametrize(("question", "told"), FALSE_PREMISES.items())
def test_a_false_premise_is_set_right(mind: Mind, question: str, told: str) -> None:
    assert told in answered(mind, question).text


@pytest.mark.parametrize(("question", "told"), OF_THE_KIOSK.items())
def test_what_is_kept_and_how_it_works_is_told_as_it_is(mind: Mind, question: str, told: str) -> None:
    answer = answered(mind, question)
    assert answer.route is Route.LOCKED
    assert told in answer.text


def test_a_line_is_locked_only_where_a_fixed_answer_is_needed(pack: Pack) -> None:
    locked = {line.id for line in pack.lines["en"] if line.locked}
    assert locked == {"are-you-real", "how-kiosk-works", "recording"} | SAFETY


def test_a_near_answer_claims_no_question_that_a_line_answers(pack: Pack) -> None:
    known = {ask for line in pack.lines["en"] for ask in line.asks}
    assert len(pack.near["en"]) >= 18
    assert not any(topic in known for near in pack.near["en"] for topic in near.topics)
