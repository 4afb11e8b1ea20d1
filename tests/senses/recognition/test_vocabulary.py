"""Words that a recognizer cannot write are told apart from those that it can."""

from pathlib import Path

import pytest

from kiosk.senses.recognition.choose import Choice, open_vocabulary
from kiosk.senses.recognition.vocabulary import can_write, words_of

LIST = {"the", "engine", "love", "lace", "등", "불은", "등불"}


@pytest.mark.parametrize(
    ("word", "is_written"),
    [("engine", True), ("engine's", True), ("lovelace", False), ("등불은", True), ("등불이", False), ("", False)],
)
def test_pieces_make_a_word_only_where_blanks_mean_nothing(word: str, is_written: bool) -> None:
    assert can_write(word, LIST.__contains__) == is_written


def test_numbers_and_signs_are_no_words() -> None:
    assert words_of("Who’s in Room 12, Mr. O'Neill?") == ["who's", "in", "room", "mr", "o'neill"]


def test_an_engine_that_spells_freely_has_no_vocabulary(tmp_path: Path) -> None:
    assert open_vocabulary(Choice("moonshine", tmp_path)) is None


def test_the_korean_model_writes_what_people_say(models: Path) -> None:
    if not (models / "vosk-ko").is_dir():
        pytest.skip("the Korean Vosk model is not installed: kiosk models pull vosk-ko")
    knows = open_vocabulary(Choice("vosk", models / "vosk-ko"))
    assert knows is not None
    assert can_write("장영실은", knows)
    assert can_write("측우기는", knows)
    assert not can_write("놟꿹", knows)
