"""A stage of a life says, quotes and suggests nothing that happened after it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.content.figure import Figure, Voice
from kiosk.domain.content.life_stage import staged
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Passage, Text
from kiosk.domain.content.phrases import announced
from kiosk.domain.content.script import Line, Near, PackWords
from kiosk.domain.content.variant import Variant
from tests.fakes.visits import keeper, phrases

CHILD = Variant("child", "Young Henrik", "Aged twelve", date(1853, 12, 31), portrait="silhouette-child")
KEEPER = Variant("keeper")


def line(line_id: str, **more: object) -> Line:
    return replace(Line(line_id, (f"What of {line_id}?",), (f"It is {line_id}.",)), **more)  # type: ignore[arg-type]


def text(name: str, year: int | None = None, dated: date | None = None) -> Passage:
    return Passage(Text(f"knowledge/en/{name}.md", name, year=year, dated=dated), name, "1", 0, len(name))


def whole() -> Pack:
    lines = (
        line("tide", leads_to=("cable", "gull")),
        line("gull", dated=date(1853, 12, 31)),
        line("cable", dated=date(1866, 7, 27)),
        line("school", variants=("child",)),
        line("wife", variants=("keeper",)),
        line("museum", after_death=True),
        line("real", after_death=True, locked=True),
    )
    texts = (text("log", 1853), text("letter", 1854, date(1853, 5, 1)), text("cable", 1866), text("notes"))
    return replace(
        keeper(),
        languages=("en",),
        figure=Figure("The Keeper", born=date(1841, 3, 9), died=date(1889, 1, 2), title="Keeper of the light"),
        lines={"en": lines},
        passages={"en": texts},
        words={"en": PackWords(name="The Keeper of the Light", greeting=("Good day.",), suggested=("cable", "tide"))},
        variants=(KEEPER, CHILD),
    )


def ids(pack: Pack) -> list[str]:
    return [one.id for one in pack.lines["en"]]


def test_a_child_knows_neither_lines_nor_texts_of_later() -> None:
    child = staged(whole(), "child")
    assert ids(child) == ["tide", "gull", "school", "real"]
    assert child.lines["en"][0].leads_to == ("gull",), "nothing leads to what it does not know"
    assert [one.words for one in child.passages["en"]] == ["log", "letter"], "a text without a date may tell anything"
    assert child.words["en"].suggested == ("tide",)


def test_the_first_stage_is_met_where_nobody_chooses() -> None:
    first = staged(whole())
    assert first == staged(whole(), "keeper")
    assert ids(first) == ["tide", "gull", "cable", "wife", "museum", "real"]
    assert len(first.passages["en"]) == 4
    assert first.figure == whole().figure


def test_a_stage_has_its_own_name_looks_and_words_and_the_pack_s_where_it_has_none() -> None:
    stage = replace(CHILD, voice=Voice(pitch_percent=80), words={"en": PackWords(greeting=("Hello!",))})
    child = staged(replace(whole(), variants=(KEEPER, stage)), "child")
    assert (child.named("en"), child.titled("en"), child.figure.years) == ("Young Henrik", "Aged twelve", "* 1841")
    assert (child.portrait, child.voice.pitch_percent) == ("silhouette-child", 80)
    assert child.words["en"].greeting == ("Hello!",)
    first = staged(whole(), "keeper")
    assert (first.named("en"), first.words["en"].greeting) == ("The Keeper of the Light", ("Good day.",))


def test_with_a_face_of_its_own_a_stage_is_not_seen_in_another_s_films() -> None:
    filmed = line("tide", clip="clips/en/tide.mp4", media="clips/en/tide.mp4")
    stage = replace(CHILD, films={"en": {"gull": "child/en/gull.mp4"}})
    pack = replace(whole(), lines={"en": (filmed, line("gull"))}, variants=(KEEPER, stage))
    tide, gull = staged(pack, "child").lines["en"]
    assert (tide.clip, tide.media, gull.clip, gull.media) == ("", "", "child/en/gull.mp4", "child/en/gull.mp4")
    assert staged(pack, "keeper").lines["en"][0].clip == "clips/en/tide.mp4"


def test_a_pack_without_stages_is_as_it_is() -> None:
    assert staged(keeper()) is keeper()
    for pack in (keeper(), whole()):
        with pytest.raises(KeyError):
            staged(pack, "old")


def test_what_came_after_the_death_is_announced_as_the_portrayal_s_words() -> None:
    words = phrases("en")
    said = announced(words, "The Keeper", line("museum", after_death=True), "They built a museum.")
    assert said == "This the portrayal tells, not The Keeper. They built a museum."
    for other in (line("tide"), line("museum", after_death=True, media="voice/museum.wav")):
        assert announced(words, "The Keeper", other, "As it is.") == "As it is."


def test_a_stage_offers_nothing_that_it_does_not_know() -> None:
    near = (Near(("Ships?",), ("No.",), ("cable", "tide")), Near(("Wires?",), ("No.",), ("cable", "wife")))
    child = staged(replace(whole(), near={"en": near}), "child")
    assert child.near == {"en": (Near(("Ships?",), ("No.",), ("tide",)),)}
