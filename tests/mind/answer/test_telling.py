"""Telling: what visitors say of themselves is told apart from what they ask."""

import pytest

from kiosk.mind.answer.telling import tells

TOLD = (
    "할아버지 나 오늘 병원 갔다 왔어요",
    "We came here for my grandson's birthday.",
    "I worked in a printing house for forty years",
    "my little brother is afraid of the dark",
    "So they closed our school in spring.",
    "She would have liked this place.",
    "I read about the lamp to my class last week",
    "I think my dad was a sailor",
    "우리 아버지가 목수였어요",
    "오늘 딸이 처음으로 혼자 버스를 탔어요",
    "저는 작은 섬에서 왔어요",
    "우리 마을 학교가 문을 닫았어요",
)
ASKED = (
    "I find it hard to believe a woman was let near this",
    "you didn't understand me, did you",
    "Who was your father?",
    "My mother says you were rich.",
    "I want to know about the lamp",
    "Tell me about my favourite king",
    "you are the keeper of the light yes",
    "my son wants to know did you have a dog",
    "The tower is high.",
    "so they'd only write nice things",
    "is a computer smarter than me",
    "would my sums be done faster by it",
    "I heard something bad happened to her family",
    "okay I get it now. Did people take you seriously",
    "우리 글자는 누가 만들었어요",
    "제가 궁금한 게 있는데요",
    "우리나라는 그때 어땠나요",
    "전하 우리 아들이 닮았어요",
    "왕비는 예뻤어요",
)


@pytest.mark.parametrize("said", TOLD)
def test_a_visitors_own_life_is_told(said: str) -> None:
    assert tells(said)


@pytest.mark.parametrize("said", ASKED)
def test_a_question_to_the_figure_is_none(said: str) -> None:
    assert not tells(said)


def test_of_others_only_whoever_is_telling_already_tells() -> None:
    assert tells("And then they moved to the coast.", goes_on=True)
    assert not tells("And then they moved to the coast.")
