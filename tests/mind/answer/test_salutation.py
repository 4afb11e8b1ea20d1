"""Salutation: names and titles are taken off a question, and nothing that the visitor tells of."""

import pytest

from kiosk.mind.answer.salutation import Salutation


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        ("Good evening, Miss Lovelace!", "good evening"),
        ("My dear lady, how are you?", "how are you"),
        ("Your Majesty, thank you.", "thank you"),
        ("My name is Oliver.", "my name is oliver"),
        ("Your face looks creepy", "your face looks creepy"),
        ("My friend died.", "my friend died"),
        ("My doctor says that I am ill", "my doctor says that i am ill"),
        ("Ada, my friend has cancer", "my friend has cancer"),
        ("My friend, who was your mother?", "who was your mother"),
    ],
)
def test_only_whom_is_spoken_to_is_taken_off(said: str, bare: str) -> None:
    assert Salutation("Ada Lovelace").bare(said) == bare
