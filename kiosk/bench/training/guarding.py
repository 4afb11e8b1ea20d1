"""Learns what the careful topics look like, and counts what the guard finds and what it takes wrongly.

    python -m kiosk.bench.training.guarding --fit --embedder MODEL
    python -m kiosk.bench.training.guarding --told tests/mind/data/guarded.toml --data QA_FOLDER --embedder MODEL

Found: of each topic's sentences, development and held-out half apart. Taken wrongly: ordinary questions of the same
file, and the questions of hwu64, banking77, SQuAD 1.1 and 2.0 in QA_FOLDER, where what is taken is told by topic.
"""

import argparse
import csv
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.bench.training import DATA
from kiosk.mind.answer.house import GUARDED_LANGUAGES, everyday, house_lines, wordings
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.guard.guard import INSULT, ORDINARY, Guard, apart, family
from kiosk.mind.guard.profanity_glin import GlinWordList
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.regression import trained

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Watch:
    """A guard of one language, asked as the mind asks it."""

    guard: Guard
    embedder: Encoder | None
    store: VectorStore
    language: str

    def topics(self, questions: Sequence[str]) -> list[str]:
        """The topic of each question, empty where it is ordinary."""
        ordinary = None
        vectors = None
        if self.embedder is not None:
            vectors = self.store.embedded(f"guarding-{self.language}", list(questions), self.embedder)
            known = [text for _, text in everyday(self.language)]
            ordinary = self.store.embedded(f"everyday-{self.language}", known, self.embedder)
        found: list[str] = []
        for at, question in enumerate(questions):
            vector = vectors[at] if vectors is not None else None
            nearest = float((ordinary @ vector).max()) if ordinary is not None and vector is not None else 0.0
            topic = self.guard.topic(question, vector, nearest)
            found.append(topic.id if topic else "")
        return found


def fit(embedder: Encoder, store: VectorStore) -> None:
    """Writes `data/guard-<language>.npz` for each language that the model knows."""
    for language in filter(embedder.knows, GUARDED_LANGUAGES):
        known = [*wordings(language), *((ORDINARY, question) for _, question in everyday(language))]
        courtesies = (ask for one in house_lines(language) if not one.safety and one.id != INSULT for ask in one.asks)
        known += [(ORDINARY, ask) for ask in courtesies]
        topics = sorted({topic for topic, _ in known})
        vectors = store.embedded(f"guarded-{language}", [text for _, text in known], embedder)
        centre = vectors.mean(axis=0)
        vectors = apart(vectors, centre)
        labels = np.array([topics.index(topic) for topic, _ in known], dtype=np.intp)
        found = trained(np.asarray(vectors @ vectors.T, dtype=np.float32), labels, len(topics))
        target = DATA / f"guard-{language}.npz"
        name = family(embedder.name)
        weights = (vectors.T @ found.weights).astype(np.float32)
        np.savez_compressed(target, embedder=name, topics=topics, weights=weights, bias=found.bias, centre=centre)
        print(f"{target.name}: {len(known)} wordings, {len(topics)} topics")


def told(watch: Watch, halves: dict[str, dict[str, list[str]]], shown: Sequence[str]) -> None:
    for topic, parts in halves.items():
        counts: list[str] = []
        for half, sentences in parts.items():
            got = watch.topics(sentences)
            wrong = [
                (one, is_of)
                for one, is_of in zip(sentences, got, strict=True)
                if is_of != topic.replace("ordinary", "")
            ]
            counts.append(f"{half} {len(sentences) - len(wrong)}/{len(sentences)}")
            if half in shown:
                counts += [f"\n    {one!r} -> {found or ORDINARY}" for one, found in wrong]
        print(f"{watch.language} {topic:13}", *counts)


def sets(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for name, file in (("hwu64", "kfold1_train.csv"), ("banking77", "train.csv")):
        with (folder / name / file).open(encoding="utf-8", newline="") as rows:
            yield name, [row["text"][:LONGEST] for row in csv.DictReader(rows)]
    for name in ("squad1.1_dev", "squad2.0_dev"):
        questions: list[str] = []
        for path in sorted((folder / "squad" / name).glob("*.json")):
            article = json.loads(path.read_text(encoding="utf-8"))
            questions += [entry["question"] for part in article["paragraphs"] for entry in part["qas"]]
        yield name, questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="learn first")
    parser.add_argument("--told", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--embedder", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", action="append", default=[], help="a half whose errors are shown; or a set's")
    given = parser.parse_args()
    embedder = open_encoder(given.embedder, threads=1) if given.embedder else None
    store = VectorStore(given.cache)
    if given.fit and embedder is not None:
        fit(embedder, store)
    if given.told is None:
        return
    halves = tomllib.loads(given.told.read_text(encoding="utf-8"))
    for language, topics in halves.items():
        known = embedder if embedder is not None and embedder.knows(language) else None
        intents = [one for one in house_lines(language) if one.safety or one.id == INSULT]
        watch = Watch(Guard(intents, language, known, GlinWordList()), known, store, language)
        told(watch, topics, given.show)
        if language != "en" or given.data is None:
            continue
        for name, questions in sets(given.data):
            got = watch.topics(questions)
            taken = [(one, topic) for one, topic in zip(questions, got, strict=True) if topic]
            by_topic = dict(Counter(topic for _, topic in taken))
            print(f"{name}: {len(taken)} of {len(questions)} taken ({len(taken) / len(questions):.2%}) {by_topic}")
            if name in given.show:
                print(*(f"    {topic}: {one}" for one, topic in taken), sep="\n")


if __name__ == "__main__":
    main()
