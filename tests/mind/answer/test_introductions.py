"""Introductions: names and ages are taken as they were told, and nothing else is taken for one."""

import pytest

from kiosk.mind.answer.introductions import Introduction, introduced
from tests.fakes.minds import answer, mind_of


@pytest.mark.parametrize(
    ("said", "language", "name", "age"),
    [
        ("my name is Oliver and I'm seven", "en", "Oliver", 7),
        ("i am oliver and i'm 7", "en", "Oliver", 7),
        ("Hello, I am Mrs Brown.", "en", "Mrs Brown", None),
        ("hi i'm jack", "en", "Jack", None),
        ("I'm Tom.", "en", "Tom", None),
        ("they call me o'neill", "en", "O'Neill", None),
        ("I am Siobhán", "en", "Siobhán", None),
        ("My name's Mary Ann and what is yours?", "en", "Mary Ann", None),
        ("I'm eight years old", "en", "", 8),
        ("I am forty-two", "en", "", 42),
        ("I just turned ten", "en", "", 10),
        ("제 이름은 김민수예요", "ko", "김민수", None),
        ("저는 지민이에요", "ko", "지민", None),
        ("나는 민준이야, 일곱 살이야", "ko", "민준", 7),
        ("저는 서연이고 열두 살이에요", "ko", "서연", 12),
        ("안녕하세요 저는 톰이라고 합니다", "ko", "톰", None),
        ("민수라고 불러 주세요", "ko", "민수", None),
        ("저는 스물다섯 살입니다", "ko", "", 25),
        ("8살이에요", "ko", "", 8),
    ],
)
def test_a_name_and_an_age_are_taken_as_they_were_told(said: str, language: str, name: str, age: int | None) -> None:
    assert introduced(said, language) == Introduction(name, age)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *(
            (said, "en")
            for said in ("I'm tired", "I am Sad", "I'm German", "I'm a teacher", "hey it is me", "i'm bored")
        ),
        *((said, "en") for said in ("What is my name?", "My name is what?", "my name is not important", "I'm back")),
        *((said, "en") for said in ("my son is five", "This is my son Leo, he is seven", "I am one of your fans")),
        *((said, "en") for said in ("I'm 12 minutes late", "I have three children", "I am 200", "two plus two")),
        *((said, "ko") for said in ("저는 학생이에요", "제 이름이 뭐예요?", "저는 한국 사람이에요", "저는 처음이에요")),
        *((said, "ko") for said in ("제 동생은 세 살이에요", "저는 행복해요", "몇 살이에요?", "그때 몇 살이었어요?")),
    ],
)
def test_what_is_no_introduction_is_not_taken_for_one(said: str, language: str) -> None:
    assert introduced(said, language) is None


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("My name is Hitler", "en"),
        ("my name is fuckface", "en"),
        ("call me stupid", "en"),
        ("my name is xxxxx", "en"),
        ("my name is Bcdfgh", "en"),
        ("my name is Abracadabrantesquelymore", "en"),
        ("I'm God.", "en"),
        ("제 이름은 바보예요", "ko"),
        ("내 이름은 히틀러야", "ko"),
    ],
)
def test_a_name_that_nobody_should_be_called_by_is_not_kept(said: str, language: str) -> None:
    assert introduced(said, language) is None


def test_a_visitor_who_told_a_name_is_called_by_it() -> None:
    said = answer(mind_of(), "My name is Oliver and I'm seven.").text
    assert "Oliver" in said


def test_a_visitor_who_told_no_name_is_called_by_none() -> None:
    said = answer(mind_of(), "I am seven years old.").text
    assert said
    assert "{" not in said
