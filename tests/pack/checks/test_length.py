"""How long an answer takes is told from its words, in every language by its own measure."""

import pytest

from kiosk.pack.checks.length import seconds_to_hear


def test_a_minute_of_english_has_as_many_words_as_the_voice_reads() -> None:
    assert seconds_to_hear("word " * 160, "en") == pytest.approx(60.0)
    assert seconds_to_hear("word " * 160, "en", 80) == pytest.approx(120.0)


def test_the_longer_words_of_german_take_longer_than_the_same_number_of_english_ones() -> None:
    assert seconds_to_hear("Wort " * 160, "de-AT") == pytest.approx(60.0 * 228 / 179)
    assert seconds_to_hear("word " * 160, "xx") == pytest.approx(60.0)


def test_scripts_without_blanks_are_counted_by_their_characters() -> None:
    assert seconds_to_hear("字" * 480, "zh") == pytest.approx(60.0)
