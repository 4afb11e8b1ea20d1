"""The questions that one utterance holds."""

from collections.abc import Sequence

import pytest

from kiosk.mind.understand.parts import asks, endings, parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who was your father?", ["Who was your father?"]),
        ("how did you learn maths and was it hard", ["how did you learn maths", "was it hard"]),
        ("I teach history. Who wrote the table?", ["I teach history.", "Who wrote the table?"]),
        ("Where's the machine now and can one see it?", ["Where's the machine now", "can one see it?"]),
        ("Who was Mr. Crosse, and was he rich?", ["Who was Mr. Crosse", "was he rich?"]),
        ("Did you like bread and butter?", ["Did you like bread and butter?"]),
        ("언제 태어났고 어디 살았어요?", ["언제 태어났고", "어디 살았어요?"]),
    ],
)  # fmt: skip
def test_every_question_is_a_part(text: str, found: Sequence[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize("text", ["", "?", "a", "..."])
def test_there_is_always_a_part(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "so who was he",
        "Really?",
        "tell me about the engine",
        "did you cry",
        "누구예요",
        "you didn't get me, did you",
        "제일 많이 읽은 건 뭔데",
    ],
)
def test_a_question_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["My granny was called Ada.", "I teach history", "우리 할머니는 서울 사람이었다."])
def test_what_is_told_does_not_ask(text: str) -> None:
    assert not asks(text)


def test_a_long_preamble_without_marks_leaves_the_question_behind_it() -> None:
    text = "i was reading on the train about harps and my daughter plays too so anyway what did you like to play"
    assert "what did you like to play" in endings(text)
    assert endings("what did you like to play") == ()


def test_a_list_of_korean_names_is_one_question() -> None:
    assert parts("김 서방, 박 서방 중에 누가 더 나았어요") == ["김 서방, 박 서방 중에 누가 더 나았어요"]
    assert len(parts("안녕하세요, 누구세요?")) == 2


@pytest.mark.parametrize("text", ["Say that again but simpler, will you?", "You were rich, weren't you?"])
def test_what_only_asks_for_assent_is_no_part(text: str) -> None:
    assert len(parts(text)) == 1
