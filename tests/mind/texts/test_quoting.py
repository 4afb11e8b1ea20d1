"""Retrieval and the decision to quote, on texts that nobody of the project wrote."""

import json
import random
from functools import partial
from pathlib import Path

import pytest

from kiosk.domain.content.passage import Passage, Text, TextOrigin
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.texts.quotation import introduced, quotation, quotation_label
from kiosk.mind.texts.quoting import judges
from kiosk.mind.texts.retrieval import Library
from kiosk.mind.texts.retrieval import library as made_library
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.token_alignment import Understanding
from tests.fakes.packs import PARAGRAPHS, passages
from tests.fakes.phrases import phrases

HELD_OUT = "Private_school"
"""Not among the articles on which the decision was fitted."""


def library(texts: tuple[Passage, ...], embedder: Encoder | None = None) -> Library:
    return made_library(texts, "en", embedder, VectorStore(None))


@pytest.mark.long
def test_held_out_questions_are_quoted_rightly_and_foreign_ones_declined(shared_data: Path, embedder: Encoder) -> None:
    article = json.loads((shared_data / "qa" / "squad" / "squad2.0_dev" / f"{HELD_OUT}.json").read_text("utf-8"))
    foreign = json.loads((shared_data / "qa" / "squad" / "squad2.0_dev" / "Ctenophora.json").read_text("utf-8"))
    text = Text("school.md", "Private school")
    texts = tuple(Passage(text, one["context"], "1", 0, len(one["context"])) for one in article["paragraphs"])
    found = library(texts, embedder)
    asked = [
        (qa["question"], qa["answers"]) for one in article["paragraphs"] for qa in one["qas"] if not qa["is_impossible"]
    ]
    strange = [qa["question"] for one in foreign["paragraphs"] for qa in one["qas"]]
    dice = random.Random(1)
    right = quoted = 0
    judge, understanding = judges()["vectors"], Understanding(embedder, "en")
    for question, answers in dice.sample(asked, 60):
        ranked = judge.ranked(found.find(question, embedder.embed([question])[0]), partial(understanding.of, question))
        best = ranked[0][0].sentence
        made = quotation(texts[best.passage], found.neighbours(best), ranked, 60)
        if made is not None and judge.confidence(ranked) >= 0.5:
            right += any(answer in made.words for answer in answers)
    for question in dice.sample(strange, 60):
        ranked = judge.ranked(found.find(question, embedder.embed([question])[0]), partial(understanding.of, question))
        quoted += judge.confidence(ranked) >= 0.5
    assert right >= 30
    assert quoted <= 2


def test_words_alone_find_the_sentence() -> None:
    found = library(passages())
    best = judges()["words"].ranked(found.find("How thick are the walls of the tower?", None))[0][0]
    assert "two metres thick" in best.sentence.text


def test_a_passage_speaks_of_those_whom_it_names() -> None:
    found = library(passages())
    best = found.find("How thick are the walls of the tower?", None)[0].sentence
    assert found.speaks_of(best, frozenset())
    assert found.speaks_of(best, frozenset({"tower", "martineau"}))
    assert not found.speaks_of(best, frozenset({"martineau"}))


def test_texts_without_a_sentence_find_nothing() -> None:
    assert library(()).find("Anything?", None) == []
    assert judges()["words"].confidence([]) == 0.0


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    found = library(passages())
    judge = judges()["words"]
    ranked = judge.ranked(found.find("How thick are its walls at the foot?", None))
    best = ranked[0][0].sentence
    made = quotation(found.passages[best.passage], found.neighbours(best), ranked, 60)
    assert made is not None
    assert made.words.startswith("The tower was built of granite in 1838. Its walls")
    assert len(made.stretches) == 1


@pytest.mark.parametrize("limit", [3, 8, 12, 25, 60])
def test_no_quotation_is_longer_than_the_limit(limit: int) -> None:
    found = library(passages())
    judge = judges()["words"]
    for question in (
        "Where was the lens ground?",
        "How many barrels of oil?",
        "Who was the architect?",
        "What did the storm take?",
    ):
        ranked = judge.ranked(found.find(question, None))
        best = ranked[0][0].sentence
        made = quotation(found.passages[best.passage], found.neighbours(best), ranked, limit)
        assert made is None or len(made.words.replace("…", "").split()) <= limit


def test_every_source_is_the_quoted_stretch() -> None:
    found = library(passages())
    judge = judges()["words"]
    for question in ("Where was the lens ground?", "How many barrels of oil came?", "Who was the architect?"):
        ranked = judge.ranked(found.find(question, None))
        best = ranked[0][0].sentence
        made = quotation(found.passages[best.passage], found.neighbours(best), ranked, 60)
        assert made is not None
        file = "\n\n".join(PARAGRAPHS[made.passage.text])
        assert " … ".join(file[source.start : source.end] for source in made.sources) == made.words


@pytest.mark.parametrize(
    ("origin", "begins", "label"),
    [
        (TextOrigin.PRIMARY, "In Log of the light I wrote: “", "Quoted · Log of the light (1871), March, 1"),
        (
            TextOrigin.ABOUT,
            "The Keeper wrote of me: “",
            "Quoted from others · The Keeper, Log of the light (1871), March, 1",
        ),
        (
            TextOrigin.WRITTEN,
            "The curators' notes say: ",
            "Written by the curators · Log of the light (1871), March, 1",
        ),
    ],
)
def test_the_origin_of_a_text_decides_how_it_is_introduced(origin: TextOrigin, begins: str, label: str) -> None:
    text = Text("log.md", "Log of the light", "The Keeper", 1871, origin=origin)
    found = library((Passage(text, "The oil came from Bergen.", "March, 1", 0, 25),))
    ranked = judges()["words"].ranked(found.find("Where did the oil come from?", None))
    made = quotation(found.passages[0], found.neighbours(ranked[0][0].sentence), ranked, 60)
    assert made is not None
    assert introduced(made, phrases()).startswith(begins)
    assert quotation_label(text, "March, 1", phrases()) == label
