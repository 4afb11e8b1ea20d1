"""The wizard of a new pack: what is said comes into the files, what cannot be is asked again, and back is back."""

import contextlib
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.pack.edit.starter import TEMPLATE, new_pack
from kiosk.pack.edit.wizard import NAME, QUESTIONS, Wizard, filled_in
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY

PORTRAYED = (
    ("figure.name", "Mary Somerville"),
    ("figure.kind", "1"),
    ("figure.born", "1780-12-26"),
    ("figure.died", "1872-11-29"),
    ("figure.title", ""),
    ("consent.basis", "estate"),
    ("consent.grantor", 'The "Somerville" family'),
    ("consent.scope", "1, words, generated_speech"),
    ("consent.valid_from", ""),
    ("consent.valid_until", "2030-01-31"),
    ("consent.note", ""),
    ("policy.generation", "from_sources_only"),
    ("privacy.controller", "Harbour Museum"),
    ("privacy.contact", ""),
)


def answered(*, upto: str = "") -> Wizard:
    wizard = Wizard("My Figure")
    for place, said in PORTRAYED:
        assert wizard.question is not None
        assert wizard.question.place.endswith(place)
        if place == upto:
            break
        wizard.answer(said)
    return wizard


def test_what_is_answered_stands_in_a_pack_that_passes_its_checks(tmp_path: Path) -> None:
    values = answered().values()
    name = values.pop(NAME)
    assert name == '"Mary Somerville"'
    new_pack(tmp_path / "mary", "mary", "Mary Somerville", values)
    manifest = tomllib.loads((tmp_path / "mary/pack.toml").read_text(encoding="utf-8"))
    assert manifest["figure"] == {
        "name": "Mary Somerville", "kind": "historical", "born": date(1780, 12, 26), "died": date(1872, 11, 29)
    }  # fmt: skip
    assert manifest["policy"] == {"generation": "from_sources_only"}
    assert manifest["privacy"] == {"controller": "Harbour Museum"}
    (consent,) = tomllib.loads((tmp_path / "mary/rights.toml").read_text(encoding="utf-8"))["consent"]
    assert consent["scope"] == ["likeness", "words", "generated_speech"]
    assert (consent["basis"], consent["grantor"]) == ("estate", 'The "Somerville" family')
    assert consent["valid_until"] == date(2030, 1, 31)
    reading = read_pack(tmp_path / "mary", DAY)
    assert reading.pack is not None, reading.problems
    assert "# title =" in (tmp_path / "mary/pack.toml").read_text(encoding="utf-8"), "what is not known stays a comment"


@pytest.mark.parametrize(
    ("place", "said", "told"),
    [
        ("figure.born", "26 December 1780", "1815-12-10"),
        ("figure.died", "1770-01-01", "before 1780-12-26"),
        ("figure.kind", "7", "none of"),
        ("consent.basis", "fictional", "none of"),
        ("consent.grantor", "  ", "has to be known"),
        ("consent.scope", "likeness, dreams", "'dreams' is none of"),
        ("consent.note", "x" * 500, "at most"),
    ],
)
def test_what_cannot_be_is_said_and_asked_again(place: str, said: str, told: str) -> None:
    wizard = answered(upto=place)
    before = wizard.answers
    with pytest.raises(ValueError, match=told):
        wizard.answer(said)
    assert wizard.answers == before


def test_back_asks_the_last_question_again() -> None:
    wizard = answered(upto="figure.died")
    wizard.back()
    assert wizard.question is not None
    assert wizard.question.place.endswith("figure.born")
    Wizard("Nobody").back()


def test_a_living_person_is_neither_asked_for_a_death_nor_offered_the_public_domain() -> None:
    wizard = answered(upto="figure.kind")
    wizard.answer("living")
    wizard.answer("1934-05-01")
    assert wizard.question is not None
    assert wizard.question.place.endswith("figure.title")
    wizard.answer("")
    assert wizard.default == "own_will"
    assert "public_domain" not in wizard.question.choices(wizard.answers)


def test_every_question_has_its_place_in_the_template() -> None:
    for question in QUESTIONS:
        file, place = question.place.split(" ")
        text = (TEMPLATE / file).read_text(encoding="utf-8").replace("{id}", '"x"').replace("{name}", '"x"')
        assert "1815-01-01" in filled_in(text, {place: "1815-01-01"})


@given(st.lists(st.text(max_size=30), max_size=40))
def test_whatever_is_said_the_wizard_never_breaks(said: list[str]) -> None:
    wizard = Wizard("My Figure")
    for one in said:
        with contextlib.suppress(ValueError):
            wizard.answer(one)
    for file in ("pack.toml", "rights.toml"):
        text = (TEMPLATE / file).read_text(encoding="utf-8").replace("{id}", '"x"').replace("{name}", '"x"')
        known = {place.split(" ")[1]: one for place, one in wizard.values().items() if place.startswith(file)}
        tomllib.loads(filled_in(text, known))
