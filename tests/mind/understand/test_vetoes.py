"""What speaks against a line: names, titles, kin and numbers that are asked about."""

import pytest

from kiosk.mind.understand.vetoes import Vetoes
from tests.fakes.packs import line

LIFT = line("lift", ["Is there a lift?", "How do I get upstairs?"], "Behind the stairs.")
FATHER = line("father", ["Who was your father?", "Tell me about Lord Byron."], "The poet Byron, whom I never knew.")
MOTHER = line("mother", ["Who was your mother?", "Tell me about Lady Byron."], "Annabella, who loved Euclid.")
LATER = line("letters", ["what did byron write", "byrons letters"], "My father wrote to my aunt.")
JANG = line("jang", ["Who was Jang Yeong-sil?"], "Jang Yeong-sil made the water clock.")
VETOES = Vetoes((LIFT, FATHER, MOTHER, LATER, JANG), (), "Ada Lovelace")


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("lift", "Is there a lift, my wife is in a wheelchair"),
        ("lift", "My daughter is tired. Is there a lift?"),
        ("lift", "I am from Brazil, is there a lift?"),
        ("father", "Did you know Lord Byron?"),
        ("mother", "Was Lady Byron kind?"),
        ("jang", "Who was Jang Yeong-sil?"),
        ("jang", "who was jang yeongsil"),
        ("jang", "Tell me about Jang Yeongsil."),
    ],
)
def test_what_is_not_asked_about_speaks_against_nothing(about: str, question: str) -> None:
    assert VETOES.factor(about, question) == 1.0


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("father", "Was Lady Byron kind?"),
        ("mother", "Did Lord Byron leave you?"),
        ("father", "Who was your brother?"),
        ("lift", "Did Napoleon take a lift?"),
        ("jang", "Who was Jang Bogo?"),
    ],
)
def test_another_name_or_title_speaks_against_a_line(about: str, question: str) -> None:
    assert VETOES.factor(about, question) < 1.0


def test_a_name_stays_one_though_visitors_write_it_small() -> None:
    assert "Byron" in VETOES.spelled.values()
