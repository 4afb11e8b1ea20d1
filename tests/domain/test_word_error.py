"""How far what was heard is from what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.word_error import compare, is_syllabic, lost_at_start, units, words, written_words


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("In 1843, I wrote.", "in eighteen forty three i wrote"),
        ("In 18 oh 5 on the 10th", "in 1805 on the tenth"),
        ("Mr. Babbage’s colour", "mister babbage's color"),
        ("De Staël, well-known", "de stael well known"),
        ("17,000 pounds and 120", "seventeen thousand pounds and one hundred and twenty"),
        ("19 hundred", "1900"),
        ("the 21st", "the twenty first"),
    ],
)
def test_the_same_words_in_another_spelling_are_no_error(said: str, heard: str) -> None:
    assert words(said) == words(heard)
    assert compare(words(said), words(heard)).errors == 0


def test_errors_are_the_fewest_changes_and_each_is_named() -> None:
    found = compare(["the", "engine", "was", "never", "built"], ["engine", "was", "neither", "built", "here"])
    assert (found.words, found.errors) == (5, 3)
    assert list(found.misheard) == [("the", ""), ("never", "neither"), ("", "here")]


@pytest.mark.parametrize(("said", "heard", "errors"), [("", "", 0), ("", "one", 1), ("one two", "", 2)])
def test_nothing_said_or_heard_is_counted_too(said: str, heard: str, errors: int) -> None:
    assert compare(said.split(), heard.split()).errors == errors


FEW_WORDS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=7)


@given(FEW_WORDS, FEW_WORDS, FEW_WORDS)
def test_errors_are_a_distance(one: list[str], other: list[str], third: list[str]) -> None:
    def errors(said: list[str], heard: list[str]) -> int:
        return compare(said, heard).errors

    assert errors(one, other) == errors(other, one)
    assert (errors(one, other) == 0) == (one == other)
    assert errors(one, third) <= errors(one, other) + errors(other, third)
    assert abs(len(one) - len(other)) <= errors(one, other) <= max(len(one), len(other))


@given(FEW_WORDS, FEW_WORDS)
def test_what_was_misheard_takes_all_that_was_not_heard_out_and_puts_the_rest_in(
    one: list[str], other: list[str]
) -> None:
    misheard = compare(one, other).misheard
    said, heard = [said for said, _ in misheard if said], [heard for _, heard in misheard if heard]
    assert sorted(one + heard) == sorted(other + said)


def test_only_words_whose_loss_saves_an_error_are_lost_at_the_start() -> None:
    assert lost_at_start(["when", "were", "you", "born"], ["you", "born"]) == 2
    assert lost_at_start(["when", "were", "you", "born"], ["then", "were", "you", "born"]) == 0
    assert lost_at_start(["when", "were", "you", "born"], ["when", "you", "born"]) == 0


def test_words_are_compared_as_they_are_written_in_any_language() -> None:
    assert written_words("Don’t 'stop' at 1843, Señor well-known!") == [
        "don't", "stop", "at", "1843", "señor", "well", "known"
    ]  # fmt: skip


def test_korean_is_counted_by_syllables_for_its_blanks_are_set_as_one_likes() -> None:
    assert is_syllabic("안녕 하세요")
    assert units("안녕 하세요", True) == units("안녕하세요", True)
    assert not is_syllabic("Schönen guten Tag!")
    assert units("Good morning!", False) == ["good", "morning"]
