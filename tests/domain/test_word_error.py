import pytest

from kiosk.domain.word_error import compare, words


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
    assert compare(said, heard).errors == 0


def test_errors_are_the_fewest_changes_and_each_is_named() -> None:
    found = compare("the engine was never built", "engine was neither built here")
    assert (found.words, found.errors) == (5, 3)
    assert list(found.misheard) == [("the", ""), ("never", "neither"), ("", "here")]


@pytest.mark.parametrize(("said", "heard", "errors"), [("", "", 0), ("", "one", 1), ("one two", "", 2)])
def test_nothing_said_or_heard_is_counted_too(said: str, heard: str, errors: int) -> None:
    assert compare(said, heard).errors == errors
