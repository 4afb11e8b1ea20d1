"""Korean is matched whatever blanks a recognizer sets between its syllables."""

import pytest

from kiosk.mind.tfidf import WordIndex
from kiosk.mind.words import closed_up

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
