"""The on-screen keyboard of every language."""

from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.screen import controls
from kiosk.domain.screen.hangul import FIRST, LEADS, SPLIT, TAILS, VOWELS, appended
from kiosk.domain.screen.scene import Keyboard
from kiosk.stage.screen.keys import DIGITS, HANGUL, LATIN, LAYOUTS, MOST_KEYS, key_rows

LAST = [controls.BACKSPACE, controls.KEY + " ", controls.SEND]


def keyboard(language: str) -> Keyboard:
    return Keyboard("", "", language, "Ask", "Space")


@given(st.text(max_size=8))
def test_every_language_has_keys_and_the_last_row_deletes_parts_words_and_sends(language: str) -> None:
    rows = key_rows(keyboard(language))
    assert [key.control for key in rows[-1]] == LAST
    assert [key.text for key in rows[-1][1:]] == ["Space", "Ask"]
    assert all(row for row in rows)


def test_korean_in_any_region_types_hangul_and_a_language_without_keys_latin() -> None:
    for language, letters in (("ko", HANGUL), ("ko-KR", HANGUL), ("en-GB", LATIN), ("kok", LATIN), ("zh", LATIN)):
        typed = tuple("".join(key.text for key in row) for row in key_rows(keyboard(language))[:-1])
        assert typed == letters


def test_a_letter_key_says_what_it_types() -> None:
    for language in ("en", "ko"):
        for row in key_rows(keyboard(language))[:-1]:
            assert all(key.control == controls.KEY + key.text and key.width == 1.0 for key in row)


SENTENCES = {
    "ar": "من علّمك الرياضيات، وفي أي عام؟ رأى الضوء شيء مؤكد إذا ظهر خطأ غدا",
    "cs": "příliš žluťoučký kůň úpěl ďábelské ódy, že ano?",
    "da": "høj bly gom vandt fræk sexquiz på wc?",
    "de": "zwölf boxkämpfer jagen viktor quer über den großen sylter deich?",
    "el": "ξεσκεπάζω την ψυχοφθόρα σας βδελυγμία; πού, πώς, ήδη, ναϊς",
    "es": "¿quién le enseñó matemáticas, jovencito kiwi, pingüino?",
    "fa": "چه کسی به شما ریاضی آموخت؟ ژاله، گل، پدر",
    "fi": "törkylempijävongahdus, å?",
    "fr": "où êtes-vous né, à noël, près de l'œuvre, garçon ? portez ce vieux whisky au juge",
    "he": "מי לימד אותך מתמטיקה? עטלף אבק נס דרך מזגן שהתפוצץ כי חם",
    "it": "perché è così, città e università? più virtù",
    "nb": "vår sære zulu fra badeøya spilte jo whist og quickstep?",
    "pl": "pchnąć w tę łódź jeża lub ośm skrzyń fig?",
    "pt": "à noite, vovô kowalsky vê o ímã cair no pé do pinguim queixoso e vovó põe açúcar no chá?",
    "ru": "съешь же ещё этих мягких французских булок, да выпей чаю?",
    "sv": "flygande bäckasiner söka hwila på mjuka tuvor?",
    "tr": "pijamalı hasta yağız şoföre çabucak güvendi?",
    "uk": "чуєш їх, доцю, га? кумедна ж ти, прощайся без ґольфів! м'яч",
}


@pytest.mark.parametrize("language", [language for language in LAYOUTS if language != "ko"])
def test_a_sentence_of_the_language_can_be_typed_on_its_keys(language: str) -> None:
    rows = LAYOUTS[language]
    letters = list("".join(rows))
    assert len(letters) == len(set(letters))
    assert set(DIGITS) <= set(letters)
    untyped = {letter for letter in normalize("NFC", SENTENCES[language]) if not combining(letter)} - set(letters)
    assert untyped <= set(" -!’")
    assert max(map(len, rows)) <= MOST_KEYS


def test_latin_keys_hold_the_whole_alphabet() -> None:
    assert set("abcdefghijklmnopqrstuvwxyz0123456789?,.'") == set("".join(LATIN))


@pytest.mark.parametrize("asked", ["어떻게 일했습니까?", "예, 또 있습니까?", "얘가 진짜 예쁘다", "1843년"])
def test_a_korean_question_can_be_typed_on_the_keys(asked: str) -> None:
    keys = "".join(HANGUL) + " "
    typed = ""
    for letter in "".join(letters_of(one) for one in asked):
        assert letter in keys
        typed = appended(typed, letter)
    assert typed == asked


def test_every_part_of_every_syllable_is_on_the_keys() -> None:
    keys = set("".join(HANGUL))
    assert {letter for part in (*LEADS, *VOWELS, *TAILS.strip()) for letter in SPLIT.get(part, (part,))} <= keys


def letters_of(character: str) -> str:
    """The keys that one types for a character."""
    number = ord(character) - FIRST
    if not 0 <= number < len(LEADS) * len(VOWELS) * len(TAILS):
        return character
    lead, rest = divmod(number, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest, len(TAILS))
    parts = (LEADS[lead], VOWELS[vowel], TAILS[tail].strip())
    return "".join("".join(SPLIT.get(part, (part,))) for part in parts)
