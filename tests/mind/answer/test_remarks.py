"""Remarks: what visitors say without asking is met by its own house line, and no question to the figure is taken."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kiosk.domain.answer import Route
from kiosk.domain.content.pack import Pack
from kiosk.mind.answer.deciding import Decision, decided
from kiosk.mind.answer.house import Intent, house_lines
from kiosk.mind.answer.repertoire import Learning, Repertoire
from kiosk.mind.answer.salutation import Salutation
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.pack.model.reader import read_pack
from tests.fakes.minds import LEARNED, answer, mind_of
from tests.fakes.packs import lighthouse

FOLDER = Path(__file__).parent / "remarks"
CONTENT = Path(__file__).parents[3] / "content"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.toml"))
PACKS = [("ada-lovelace", "en"), ("sejong", "en"), ("sejong", "ko")]
OWN_MATTERS = {
    *("museum-help", "how-kiosk-works", "joke", "age", "religion", "thank-you", "praise-king", "emergency"),
    *("computers-today", "ai-today", "insults", "sexual-talk"),
}
"""Lines in which a pack itself words what the house would say."""

MET = {"en": 0.92, "ko": 0.9}
"""At least this share of the remarks is met by its own line; what else is the guard's."""


@cache
def told(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def remarks(language: str, half: str) -> list[tuple[str, str]]:
    return [(topic, said) for topic, halves in told(language).items() for said in halves.get(half, ())]


def halves(*names: str) -> list[tuple[str, str]]:
    return [(half, language) for half in names for language in LANGUAGES if remarks(language, half)]


@cache
def repertoire(pack: str, language: str) -> Repertoire:
    own = lighthouse((), texts=()) if pack == "tiny" else read(pack)
    return Repertoire(own, language, Learning(None, VectorStore(LEARNED)))


@cache
def read(name: str) -> Pack:
    pack = read_pack(CONTENT / name, date(2026, 6, 1)).pack
    assert pack is not None
    return pack


def meant(said: str, language: str) -> Intent | None:
    return repertoire("tiny", language).read(said).meant


@pytest.mark.parametrize(("half", "language"), halves("unseen", "known"))
def test_a_remark_is_met_by_its_own_line(half: str, language: str) -> None:
    asked = remarks(language, half)
    missed = [said for due, said in asked if (found := meant(said, language)) is None or found.id != due]
    assert len(missed) / len(asked) <= 1 - MET[language], missed


@pytest.mark.parametrize(("half", "language"), halves("unseen_other", "known_other"))
def test_a_question_to_the_figure_is_no_remark(half: str, language: str) -> None:
    fresh = set(told(language))
    taken = [said for _, said in remarks(language, half) if (found := meant(said, language)) and found.id in fresh]
    assert taken == []


@pytest.mark.parametrize(("pack", "language"), PACKS)
def test_hardly_a_pattern_takes_what_a_pack_has_written(pack: str, language: str) -> None:
    """Where one does, the pack's own words come first: the next test."""
    fresh = [one for one in house_lines(language) if one.id in told(language)]
    salutation = Salutation(read(pack).figure.name)
    asks = [ask for line in read(pack).lines.get(language, ()) if line.id not in OWN_MATTERS for ask in line.asks]
    taken = [ask for ask in asks if any(one.is_meant_by(salutation.bare(ask)) for one in fresh)]
    assert len(taken) <= len(asks) / 50, taken


@pytest.mark.parametrize(("pack", "language"), PACKS)
def test_what_a_pack_words_itself_stays_the_packs(pack: str, language: str) -> None:
    own = repertoire(pack, language)
    for line in own.lines.values():
        for ask in line.asks[::2]:
            found = _decided(own, ask)
            assert found is None or found.intent is None or found.intent.id not in told(language), ask


def _decided(own: Repertoire, said: str) -> Decision | None:
    return decided(own.read(said), own, MindSettings(), frozenset(Route))


@pytest.mark.parametrize(("pack", "language"), PACKS)
def test_grief_and_illness_are_met_in_every_pack(pack: str, language: str) -> None:
    own = repertoire(pack, language)
    for due in ("bereaved", "ill", "lonely"):
        for said in (*told(language)[due]["unseen"], *told(language)[due].get("known", ())):
            found = _decided(own, said)
            assert found is not None, said
            assert found.route in (Route.HOUSE, Route.LOCKED), said


def test_remarks_are_met_by_meaning_where_no_pattern_knows_them(embedder: Encoder, kept: Path) -> None:
    own = Repertoire(lighthouse((), texts=()), "en", Learning(embedder, VectorStore(kept)))
    said = {
        "bereaved": "our old spaniel fell asleep for ever last night",
        "thanks": "how generous of you to have told me",
        "clock": "have you any notion of the hour",
    }
    for due, words in said.items():
        reading = own.read(words)
        assert reading.house is not None
        assert reading.house.id == due, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_house_line_can_be_said_by_any_figure(language: str) -> None:
    for intent in house_lines(language):
        if intent.id not in told(language) or intent.safety:
            continue
        assert 1 <= len(intent.says) <= 6
        assert len(intent.says_named) in (0, len(intent.says))
        assert all("{visitor}" in text for text in intent.says_named)
        for text in (*intent.says, *intent.says_named):
            assert len(text.split()) <= 30, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_house_has_a_line(language: str) -> None:
    facts = {one.fact for one in house_lines(language) if one.fact}
    kinds = {"toilet", "lift", "shop", "cafe", "exit", "opening_hours", "wheelchair", "wifi", "photographs", "staff"}
    assert facts == kinds


def test_a_remark_is_not_met_twice_in_the_same_words() -> None:
    mind = mind_of(lighthouse((), texts=()))
    said = [answer(mind, "That's sad.").text for _ in range(3)]
    assert len(set(said)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_talk_is_searched_as_quickly_as_short(language: str) -> None:
    """A pattern that tries every way to divide a long sentence would never end here."""
    words = {
        "en": ("and", "so", "really", "my", "the", "i", "very", "is", "you", "one"),
        "ko": ("그", "너무", "저는", "제가"),
    }
    for word in words[language]:
        meant(" ".join([word] * 120) + " x", language)
