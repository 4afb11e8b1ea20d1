"""Thinking ahead: whether the words so far are a whole question."""

import pytest

from kiosk.mind.answer.anticipating import is_complete

SHORT = "how bright was the lamp"
LONG = "what did the keepers of the lighthouse do in the winter when no ship could reach the rock"


@pytest.mark.parametrize(
    ("heard", "asks", "whole"),
    [
        ("how bright was the lamp", [SHORT], True),
        ("how bride was the lamp,", [SHORT], True),
        ("how bright was the", [SHORT], False),
        ("how bright was it", [SHORT], True),
        (LONG, [LONG], True),
        ("what did the keepers of the light house do in the winters", [LONG], False),
        ("what did the keepers do in the winters", [LONG, "what did they do in winter"], True),
    ],
)
def test_a_question_is_whole_when_it_was_said_to_its_end_or_reads_as_one(
    heard: str, asks: list[str], whole: bool
) -> None:
    assert is_complete(heard, asks, "en") is whole
