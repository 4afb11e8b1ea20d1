"""Claims: what is put for confirmation is read without tag, date and place."""

import pytest

from kiosk.mind.understand.claims import claim
from kiosk.mind.understand.parts import restated


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        ("Is it true that you lit the lamp in 1860?", "you lit the lamp"),
        ("You were born in 1816 in Bergen, were you not?", "You were born"),
        ("you retired in eighteen seventy-one, at the age of sixty", "you retired"),
        ("You married Clara, correct?", "You married Clara"),
        ("My teacher says that you were a pilot.", "you were a pilot"),
        ("I read somewhere that your tower burned, I think", "your tower burned"),
    ],
)
def test_what_is_put_for_confirmation_is_bare_of_date_and_place(said: str, bare: str) -> None:
    assert claim(said) == bare


@pytest.mark.parametrize("said", ["When were you born?", "How bright was the lamp?", "you were a pilot", "Right.", ""])
def test_a_question_or_a_plain_statement_is_no_claim(said: str) -> None:
    assert claim(said) == ""


def test_what_was_meant_instead_is_asked() -> None:
    assert restated("No, I meant the wedding, not the storm.") == "the wedding"
    assert restated("I said the lamp") == "the lamp"
    assert restated("What did you say?") == ""
