"""Hangul letters join into the syllables a Korean visitor expects."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.screen.hangul import LEADS, VOWELS, appended


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("ㅎㅏㄴㄱㅡㄹ", "한글"),
        ("ㅇㅣㄹㅡㅁㅇㅣ", "이름이"),
        ("ㄷㅏㄹㄱ", "닭"),
        ("ㄷㅏㄹㄱㅇㅣ", "닭이"),
        ("ㅇㅓㅂㅅㅇㅓㅇㅛ", "없어요"),
        ("ㅇㅗㅐㅇㅛ", "왜요"),
        ("ㅎㅏㄴㅏ", "하나"),
        ("ㅇㅏㄴㅈㅏ", "안자"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("a?ㅎㅏ", "a?하"),
    ],
)
def test_letters_join_as_they_are_written(letters: str, text: str) -> None:
    assert reduce(appended, letters, "") == text


@given(st.text(alphabet=LEADS + VOWELS + " ?1", max_size=30))
def test_no_order_of_letters_fails(letters: str) -> None:
    typed = reduce(appended, letters, "")
    assert len(typed) <= len(letters)
