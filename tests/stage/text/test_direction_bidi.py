"""Lines of two directions stand as their readers expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.stage.text.direction_bidi import base_level, levels, mirrored
from kiosk.stage.text.rendered_text import shown
from tests.stage.scenes import texts

ARABIC, HEBREW = "مرحبا", "שלום"


@pytest.mark.parametrize(
    ("text", "is_backward", "expected"),
    [
        ("ab", False, "00"),
        (HEBREW, False, "1111"),
        (f"{HEBREW} ab", False, "1111122"),
        (f"ab {HEBREW}", False, "0001111"),
        (f"ab {HEBREW}", True, "2211111"),
        (f"{HEBREW} 12", False, "1111122"),
        (f"{HEBREW}.", True, "11111"),
        ("ab.", True, "000"),
        (f"{HEBREW} ", False, "11111"),
        (f"ab {HEBREW} ", False, "00011110"),
    ],
)
def test_words_numbers_and_signs_take_the_direction_of_the_unicode_algorithm(
    text: str, is_backward: bool, expected: str
) -> None:
    assert "".join(map(str, levels(text, is_backward))) == expected


def test_a_line_of_latin_letters_begins_at_the_left_in_every_language_and_others_as_the_language() -> None:
    assert (base_level("AI portrayal", True), base_level("AI portrayal", False)) == (0, 0)
    assert (base_level(f"King {ARABIC}", True), base_level(f"King {ARABIC}", False)) == (1, 0)
    assert (base_level(ARABIC, False), base_level("", True), base_level("12.", True)) == (1, 0, 0)


@given(texts, st.booleans())
def test_every_letter_has_a_level(text: str, is_backward: bool) -> None:
    text = shown(text)
    assert len(levels(text, is_backward)) == len(text)


def test_a_joiner_does_not_shift_the_levels_of_the_letters_after_it() -> None:
    """U+200C keeps two letters of a Persian word apart."""
    assert levels("می\u200cخواهم ab", True) == (1,) * 9 + (2, 2)


def test_brackets_open_in_the_direction_of_the_line() -> None:
    assert mirrored("(") == ")"
    assert mirrored("«") == "»"
    assert mirrored("a") == "a"
