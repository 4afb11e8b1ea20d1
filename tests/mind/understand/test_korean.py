"""Korean is matched whatever blanks a recognizer sets between its syllables."""

import pytest

from kiosk.mind.understand.korean import bared
from kiosk.mind.understand.tfidf import WordIndex
from kiosk.mind.understand.words import closed_up

ASKED = ("그는 이리저리 피하면서 길 한 옆으로 걸어갔다", "한글은 배우기 쉽습니까?", "책을 좋아했습니까?")


@pytest.mark.parametrize(
    ("heard", "nearest"),
    [
        ("그 는 디비전 이 피 하면서 기흥 옆으로 걸어갔 다", 0),
        ("한글 은 배우 기 쉽 습니까", 1),
        ("책 을 좋아 했 습니까", 2),
    ],
)
def test_morphemes_with_blanks_between_them_find_the_same_line(heard: str, nearest: int) -> None:
    likeness = WordIndex(ASKED).similarities(heard)
    assert int(likeness.argmax()) == nearest
    assert float(likeness.max()) > 0.3


def test_blanks_between_other_letters_stay() -> None:
    assert closed_up("Ada 를 아 는 가 yes no") == "Ada 를아는가 yes no"


@pytest.mark.parametrize(
    ("asked", "likewise"),
    [
        ("박연이누구죠", "박연은누구예요"),
        ("측우기에대해알려주세요", "측우기이야기해주세요"),
        ("집현전이뭐예요", "집현전은무엇인가요"),
    ],
)
def test_the_same_subject_is_left_of_questions_that_end_otherwise(asked: str, likewise: str) -> None:
    assert bared(asked)[0][:2] == bared(likewise)[0][:2]
    assert bared(asked)[1:2] == bared(likewise)[1:2]


def test_a_question_of_nothing_but_endings_is_kept_as_it_is() -> None:
    assert bared("알려주세요") == ("알려주세요",)


def test_another_ending_makes_no_other_question() -> None:
    index = WordIndex(("박연은 누구예요?", "편경은 누가 만들었나요?", "오늘 날씨는 어떤가요?"))
    assert float(index.similarities("박연이 누구죠?")[0]) > 2 * float(index.similarities("박연이 누구죠?")[1])
