"""Questions that lean on what was said before."""

import pytest

from kiosk.mind.answer.entities import Entities, People
from kiosk.mind.answer.followups import leans, resolved
from tests.fakes.packs import LINES, line

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


ROYAL = (
    line("jang", ["장영실은 누구예요?", "장영실은 노비였어요?", "장영실을 왜 아꼈어요?"], "동래의 관노였소."),
    line("poll", ["세금 투표가 뭐예요?", "세금 투표를 왜 했어요?", "투표"], "백성에게 물었소."),
)
"""Lines of a Korean script."""


@pytest.mark.parametrize(
    "question",
    [
        *("결과는요?", "그건 언제 일인가요", "몇 명이나요?", "원래 노비였다면서요"),
        *("그래서 어떻게 됐어요", "그분은 뭐 하셨어요", "왜 그렇게 하셨는데요"),
    ],
)
def test_a_korean_question_without_its_subject_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize("question", ["한글은 왜 만들었어요?", "그림을 그린 사람은 누구예요?", "세금은 누가 정했나요?"])
def test_a_korean_question_that_names_its_subject_does_not_lean(question: str) -> None:
    assert not leans(question)


def test_whom_a_korean_line_is_about_is_put_where_the_visitor_leaves_him_out() -> None:
    people = People(ROYAL, (), (), "세종대왕")
    spoken = people.after(Entities(), "그 과학자는요?", ROYAL[0], ROYAL[0].says[0])
    assert (spoken.him, spoken.it) == ("장영실", "장영실")
    asked = [one.text for one in resolved("원래 노비였다면서요", spoken, ROYAL[0])]
    assert "장영실 원래 노비였다면서요" in asked
    assert resolved("그분은 언제 죽었어요?", spoken, ROYAL[0])[0].text == "장영실은 언제 죽었어요"


def test_the_subject_of_a_korean_line_is_its_noun_not_three_words_of_a_question() -> None:
    people = People(ROYAL, (), (), "세종대왕")
    spoken = people.after(Entities(), "투표가 뭐예요?", ROYAL[1], ROYAL[1].says[0])
    assert "투표 결과는요" in [one.text for one in resolved("결과는요?", spoken, ROYAL[1])]


def test_a_korean_question_that_says_nothing_of_the_line_stays_known_as_its_topic() -> None:
    found = resolved("다 기억해요?", Entities(it="투표"), ROYAL[1])
    assert [one.topic for one in found] == ["투표", ""]
