import pytest

from kiosk.domain.viseme import Viseme
from kiosk.voice.synthesis.phonemes import UNKNOWN, is_known, visemes_of


@pytest.mark.parametrize(
    ("phoneme", "visemes"),
    [
        ("p", "PP"),
        ("v", "FF"),
        ("θ", "TH"),
        ("tʃ", "CH"),
        ("ts", "DD SS"),
        ("pf", "PP FF"),
        ("aɪ", "aa I"),
        ("əʊ", "E U"),
        ("iː", "I"),
        ("ɔ̃", "O"),
        ("kʰ", "kk"),
        ("ç", "kk"),
        ("ɹ", "RR"),
        ("s.", "CH"),
        ("", ""),
        ("ː", ""),
    ],
)
def test_a_phoneme_shows_its_visemes(phoneme: str, visemes: str) -> None:
    assert list(visemes_of(phoneme)) == [Viseme(name) for name in visemes.split()]


def test_an_unknown_phoneme_shows_a_slightly_open_mouth_and_is_noticed() -> None:
    assert visemes_of("☃") == (UNKNOWN,)
    assert not is_known("☃")
    assert is_known("tʃ")
