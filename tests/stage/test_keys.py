"""The on-screen keyboard of every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import controls
from kiosk.domain.hangul import FIRST, LEADS, SPLIT, TAILS, VOWELS, appended
from kiosk.domain.scene import Keyboard
from kiosk.stage.keys import HANGUL, LATIN, key_rows

LAST = [controls.BACKSPACE, controls.KEY + " ", controls.SEND]


def keyboard(language: str) -> Keyboard:
    return Keyboard("", "", language, "Ask", "Space")


@given(st.text(max_size=8))
def test_every_language_has_keys_and_the_last_row_deletes_parts_words_and_sends(language: str) -> None:
    rows = key_rows(keyboard(language))
    assert [key.control for key in rows[-1]] == LAST
    assert [key.text for key in rows[-1][1:]] == ["Space", "Ask"]
    assert all(row for row in rows)


def test_korean_in_any_region_types_hangul_and_everything_else_latin() -> None:
    for language, letters in (("ko", HANGUL), ("ko-KR", HANGUL), ("en-GB", LATIN), ("kok", LATIN)):
        typed = tuple("".join(key.text for key in row) for row in key_rows(keyboard(language))[:-1])
        assert typed == letters


def test_a_letter_key_says_what_it_types() -> None:
    for language in ("en", "ko"):
        for row in key_rows(keyboard(language))[:-1]:
            assert all(key.control == controls.KEY + key.text and key.width == 1.0 for key in row)


def test_latin_keys_hold_the_whole_alphabet() -> None:
    assert set("abcdefghijklmnopqrstuvwxyz0123456789?,.'") == set("".join(LATIN))


@pytest.mark.parametrize("asked", ["어떻게 일했습니까?", "예, 또 있습니까?", "얘가 진짜 예쁘다", "1843년"])
def test_a_korean_question_can_be_typed_on_the_keys(asked: str) -> None:
    keys = "".join(HANGUL) + " "
    typed = ""
    for letter in "".join(letters_of(one) for one in asked):
        assert letter in keys
        typed = appended(typed, letter)
    assert typed == asked


def test_every_part_of_every_syllable_is_on_the_keys() -> None:
    keys = set("".join(HANGUL))
    assert {letter for part in (*LEADS, *VOWELS, *TAILS.strip()) for letter in SPLIT.get(part, (part,))} <= keys


def letters_of(character: str) -> str:
    """The keys that one types for a character."""
    number = ord(character) - FIRST
    if not 0 <= number < len(LEADS) * len(VOWELS) * len(TAILS):
        return character
    lead, rest = divmod(number, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest, len(TAILS))
    parts = (LEADS[lead], VOWELS[vowel], TAILS[tail].strip())
    return "".join("".join(SPLIT.get(part, (part,))) for part in parts)
