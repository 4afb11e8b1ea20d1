"""Moonshine says short questions twice."""

import pytest

from kiosk.senses.recognition.recognizer_moonshine import unrepeated


@pytest.mark.parametrize(
    ("text", "seconds", "once"),
    [
        ("What time is it? What time is it?", 1.5, "What time is it?"),
        ("Turn on the lamp. turn on the lamp", 1.6, "Turn on the lamp."),
        ("What time is it? What time is it?", 3.5, "What time is it? What time is it?"),
        ("No no", 0.8, "No no"),
        ("What time is it? What day is it?", 1.5, "What time is it? What day is it?"),
        ("", 1.0, ""),
    ],
)
def test_what_cannot_have_been_said_twice_is_told_once(text: str, seconds: float, once: str) -> None:
    assert unrepeated(text, seconds) == once
