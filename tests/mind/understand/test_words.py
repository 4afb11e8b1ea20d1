"""Words, numbers and sentences."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.mind.texts.sentences import spans, split, whole
from kiosk.mind.understand.numerals import numbers
from kiosk.mind.understand.words import capitalised, cleaned, heard_share, is_begun, is_whole, names_of, stem, tokens


@given(st.text())
def test_whatever_is_typed_becomes_one_short_printable_line(text: str) -> None:
    line = cleaned(text, 50)
    assert len(line) <= 50
    assert line == line.strip()
    assert line.isprintable()


def test_emoji_and_control_characters_are_dropped() -> None:
    assert cleaned("who\x00 are 🙂 you\u202e?", 500) == "who are you ?"


def test_a_very_long_question_is_cut() -> None:
    assert len(cleaned("why " * 3000, 500)) <= 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in eighteen forty-three", {"1843"}),
        ("in 1,843 years", {"1843"}),
        ("nineteen oh five", {"1905"}),
        ("seventeen", {"17"}),
        ("the twenty-first of May, eighteen fifteen", {"21", "1815"}),
        ("two hundred men", {"200"}),
        ("eighteen hundred", {"1800"}),
        ("no number here", set()),
        ("3.5 metres", {"3.5"}),
    ],
)
def test_numbers_in_words_are_the_same_as_in_digits(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("lamps", "lamp"), ("studied", "study"), ("ladies", "lady"), ("stopped", "stop")]
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_capital_inside_a_sentence_makes_a_name() -> None:
    assert capitalised("Did Anna meet Babbage? Was he kind?") == {"anna", "babbag"}
    assert names_of(["I met Rose there.", "A rose is red."]) == frozenset()


def test_sentences_end_where_readers_see_an_end() -> None:
    text = 'Mr. Moe came at 3.30 p.m. and left. "No!" he said. J. Lind stayed… Why? The end'
    assert split(text) == [
        "Mr. Moe came at 3.30 p.m. and left.",
        '"No!" he said.',
        "J. Lind stayed…",
        "Why?",
        "The end",
    ]


@given(st.text(alphabet="ab .!?\n\"'A"))
def test_sentences_stand_in_order_and_lose_no_letter(text: str) -> None:
    found = spans(text)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


@given(st.integers(1, 12))
def test_a_stream_gives_the_same_sentences_however_it_is_cut(size: int) -> None:
    text = "It was night. The lamp burned! Who saw it? Nobody did."
    assert list(whole(text[at : at + size] for at in range(0, len(text), size))) == split(text)


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    taken: list[str] = []

    def counted() -> Iterator[str]:
        for piece in ("It was night. ", "The lamp", " burned."):
            taken.append(piece)
            yield piece

    stream = whole(counted())
    assert next(stream) == "It was night."
    assert len(taken) == 2


def test_tokens_keep_apostrophes_of_both_kinds_alike() -> None:
    assert tokens("Don’t") == tokens("don't") == ["don't"]


def test_a_long_question_is_not_taken_for_whole_while_it_is_still_being_said() -> None:
    asks = ("How did you come to know the engine and its maker?", "Who built it?")
    assert heard_share("how did you come to know", asks) < 0.6
    assert heard_share("how did you come to know the engine and its maker", asks) == 1.0
    assert heard_share("who built it", asks) == 1.0
    assert heard_share("", asks) == 0.0


def test_a_pause_in_the_middle_of_a_known_question_is_a_breath_and_a_paraphrase_is_none() -> None:
    asks = ("Something is going to occur, he said", "How old is Ada today?", "Who built the engine", "Who built")
    assert is_begun("Something is going to occur.", asks)
    assert is_begun("some thing is going to occur he", asks)
    assert not is_begun("something is going to occur he said", asks)
    assert not is_begun("how old is she", asks)
    assert not is_begun("who built", asks)
    assert not is_begun("", asks)


def test_a_comma_that_the_recognizer_hears_means_that_more_is_to_come() -> None:
    assert is_whole("Replied she.", "en")
    assert not is_whole("Replied she,", "en")


def test_korean_letters_by_themselves_stay_what_they_are() -> None:
    assert cleaned("전하 ㅎㅇ ㅋㅋ", 100) == "전하 ㅎㅇ ㅋㅋ"
