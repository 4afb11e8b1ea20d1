"""Names that were misheard are put right; words that the pack knows are left alone."""

import pytest

from kiosk.mind.mind import Engines, Mind
from kiosk.mind.understand.phonetics import Names, sound
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.minds import answer, mind_of
from tests.fakes.packs import LINES, lighthouse, line

NAMES = Names({"babbag": "Babbage", "lovelac": "Lovelace"}, {"carriage", "engin"})


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Who was Mr Cabbage?", "Who was Mr Babbage?"),
        ("who was babbitch", None),
        ("What was cabbage's engine?", "What was Babbage's engine?"),
        ("Who was Babbage?", None),
        ("What was your carriage?", None),
        ("Who are you?", None),
        ("", None),
    ],
)
def test_a_strange_word_that_sounds_like_one_name_is_taken_for_it(heard: str, meant: str | None) -> None:
    assert NAMES.meant(heard) == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("tell me about the burn newly numbers", "tell me about the Bernoulli numbers"),
        ("who is mary summer ville", "who is mary Somerville"),
        ("what did mister demure gun teach you", "what did mister De Morgan teach you"),
        ("was lord by run your father", "was lord Byron your father"),
        ("are you countess of love less", "are you countess of Lovelace"),
        ("who was jang young sil", "who was jang Yeong-sil"),
        ("Did you love lace and ribbons in summer?", None),
        ("Did you run by the river?", None),
        ("whats the loo", None),
        ("how did you learn all this", None),
    ],
)
def test_a_name_heard_as_several_words_is_found_by_its_sound(heard: str, meant: str | None) -> None:
    spelled = ("Bernoulli", "Somerville", "De Morgan", "Byron", "Lovelace", "Yeong-sil", "Babbage", "Wheatstone")
    names = Names({name.lower(): name for name in spelled}, {"love", "summer", "numb"})
    assert names.meant(heard) == meant


def test_a_word_that_sounds_like_two_names_is_left() -> None:
    assert Names({"lamber": "Lamber", "lumber": "Lumber"}, ()).meant("Who was Lomber?") is None


def test_letters_that_are_confused_sound_alike() -> None:
    assert sound("dig") == sound("tick")
    assert sound("cabbage")[1:] == sound("babbage")[1:]


@pytest.mark.parametrize("engines", [Engines(), Engines(FakeEmbedder())])
def test_a_misheard_name_is_answered_by_its_line(engines: Engines) -> None:
    lines = (*LINES, line("babbage", ["Who was Mr Babbage?", "Did you like Charles Babbage?"], "He built engines."))
    mind: Mind = mind_of(lighthouse(lines), engines)
    assert answer(mind, "Who was Mr Cabbage?").line == "babbage"
    assert answer(mind, "did you like charles cabbage").line == "babbage"


def test_a_much_longer_name_is_somebody_else() -> None:
    assert Names({"martin": "Martin"}, ()).meant("Who was Harriet Martineau?") is None
