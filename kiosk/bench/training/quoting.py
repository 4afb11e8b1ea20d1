"""Fits `data/quoting.toml`: which sentence answers a question, and when it is better to decline.

    python -m kiosk.bench.training.quoting --data SQUAD_FOLDER --embedder MODEL

SQUAD_FOLDER holds `squad1.1_dev` and `squad2.0_dev`, one JSON file an article. Fitted on the articles of `DEVELOPMENT`;
what is printed was judged by fits that had not seen the article. The offset of the decision is set on those, so that
at the shipped threshold this share of the gap questions (`GAP_QUOTED`) is quoted. Unanswerable questions of three
kinds: foreign (another article's), gap (the paragraph is taken out), adversarial (as the set gives them).
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.bench.training import DATA
from kiosk.bench.training.articles import Article, Question, read
from kiosk.bench.training.logistic import fitted
from kiosk.domain.content.passage import Passage, Text
from kiosk.mind.engines.embedder import Encoder, Understood, Vectors
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.texts.quoting import READ, Array, Judge, evidence
from kiosk.mind.texts.retrieval import FEATURES, Found, Library, library
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.token_alignment import NAMES, Understanding

SECOND_EDITION = (
    "1973_oil_crisis", "Amazon_rainforest", "Civil_disobedience", "Construction", "Economic_inequality", "Force",
    "French_and_Indian_War", "Fresno,_California", "Geology", "Harvard_University", "Huguenot", "Immune_system",
    "Imperialism", "Islamism", "Normans", "Oxygen", "Packet_switching", "Pharmacy", "Prime_number", "Rhine",
    "Scottish_Parliament", "Southern_California", "Steam_engine", "Victoria_(Australia)",
)  # fmt: skip
FIRST_EDITION = (
    "American_Broadcasting_Company", "Chloroplast", "Doctor_Who", "Newcastle_upon_Tyne", "Nikola_Tesla",
    "Super_Bowl_50", "Teacher", "United_Methodist_Church",
)  # fmt: skip
"""These have no adversarial questions."""

DEVELOPMENT = (*SECOND_EDITION, *FIRST_EDITION)
SHARES = {"answerable": 0.5, "gap": 0.32, "foreign": 0.12, "adversarial": 0.06}
"""How much each kind weighs in the fit of the decision."""

GAP_QUOTED = 0.075
FOLDS = 4
SIZES = (3, 8)
"""Paragraphs of the small libraries that are asked beside the whole articles."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with what was found for it; every found sentence was read."""

    kind: str
    article: str
    found: Sequence[Found]
    answers: Sequence[str]

    def holds(self, found: Found) -> bool:
        return any(answer in found.sentence.text for answer in self.answers)


class Remembered:
    """An encoder that reads every text once: articles with a gap share nearly all of theirs."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Understood] = {}
        self.name = encoder.name

    def knows(self, language: str) -> bool:
        return self._encoder.knows(language)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.understand(text).vector for text in texts], dtype=np.float32)

    def tokens(self, text: str) -> Sequence[int]:
        return self._encoder.tokens(text)

    def understand(self, text: str) -> Understood:
        if text not in self._known:
            self._known[text] = self._encoder.understand(text)
        return self._known[text]

    def forget(self) -> None:
        self._known.clear()


def asked(article: Article, foreign: Sequence[Question]) -> Iterator[tuple[str, Sequence[int], Question]]:
    """A sample of every kind, each with the paragraphs that it is put to."""
    dice = random.Random(article.title)
    everything = range(len(article.contexts))
    answerable = [one for one in article.questions if one.answers]
    twisted = [one for one in article.questions if not one.answers]

    def some(kind: str, kept: Sequence[int], questions: Sequence[Question], most: int) -> Iterator[Trialled]:
        for one in dice.sample(questions, min(most, len(questions))):
            yield kind, kept, one

    yield from some("answerable", everything, answerable, 100)
    yield from some("adversarial", everything, twisted, 30)
    yield from some("foreign", everything, foreign, 40)
    for size in SIZES:
        kept = sorted(dice.sample(everything, min(size, len(everything))))
        yield from some("answerable", kept, [one for one in answerable if one.paragraph in kept], 12)
        yield from some("gap", kept, [one for one in answerable if one.paragraph not in kept], 12)
        yield from some("foreign", kept, foreign, 5)
    for gap in everything:
        rest = [at for at in everything if at != gap]
        yield from some("gap", rest, [one for one in answerable if one.paragraph == gap], 3)


Trialled = tuple[str, Sequence[int], Question]


def trials(article: Article, foreign: Sequence[Question], encoder: Encoder | None) -> Iterator[Trial]:
    text = Text(f"{article.title}.md", article.title.replace("_", " "))
    passages = [Passage(text, words, str(at), 0, len(words)) for at, words in enumerate(article.contexts)]
    understanding = Understanding(encoder, "en") if encoder is not None else None
    known: dict[tuple[int, ...], Library] = {}
    for kind, kept, question in asked(article, foreign):
        places = tuple(kept)
        if places not in known:
            known = {places: library([passages[at] for at in places], "en", encoder, VectorStore(None))}
        vector = encoder.understand(question.text).vector if encoder is not None else None
        found = known[places].find(question.text, vector)
        if understanding is not None:
            found = [_read(one, understanding, question.text) for one in found]
        yield Trial(kind, article.title, found, () if kind != "answerable" else question.answers)


def _read(found: Found, understanding: Understanding, question: str) -> Found:
    return Found(found.sentence, found.fused, found.features, understanding.of(question, found.sentence.text))


def judged(trial: Trial, judge: Judge) -> list[tuple[Found, float]]:
    """As the product ranks, with what was read before."""
    by_text = {one.sentence.text: one.understood for one in trial.found}
    first, second, third = 0, 1, 2
    return judge.ranked(
        trial.found, lambda text: (by_text[text][first], by_text[text][second], by_text[text][third])
    )  # fmt: skip


def fit(done: Sequence[Trial]) -> Judge:
    """First which sentences to read, then which of the read ones answers, then whether it does."""
    usable = [trial for trial in done if any(trial.holds(one) for one in trial.found)]
    rank = _fit_rank(usable, lambda one: one.features, lambda trial: trial.found)
    early = Judge(rank, np.zeros(len(FEATURES) + len(NAMES) + 1), np.zeros(1))
    front = _fit_rank(usable, lambda one: one.evidence, lambda trial: _front(trial, early))
    late = Judge(rank, front, np.zeros(1))
    ranked = [judged(trial, late) for trial in done]
    truth = np.array([trial.holds(best[0][0]) for trial, best in zip(done, ranked, strict=True)])
    counts = {kind: sum(trial.kind == kind for trial in done) for kind in SHARES}
    weights = np.array([SHARES[trial.kind] / counts[trial.kind] for trial in done]) * len(done)
    return Judge(rank, front, fitted(np.array([evidence(best) for best in ranked]), truth, weights))


def _front(trial: Trial, judge: Judge) -> list[Found]:
    return [one for one, _ in judged(trial, judge)[: 2 * READ]]


def _fit_rank(
    done: Sequence[Trial], seen: Callable[[Found], Array], among: Callable[[Trial], Sequence[Found]]
) -> NDArray[np.float64]:
    """Sentences that hold the answer against the others found for the same question."""
    pairs = [(trial, one) for trial in done for one in among(trial)]
    truth = np.array([trial.holds(one) for trial, one in pairs])
    return fitted(np.array([seen(one) for _, one in pairs]), truth, np.where(truth, 3.0, 1.0))


def unseen(done: Sequence[Trial]) -> list[tuple[Trial, list[tuple[Found, float]], float]]:
    """Every trial ranked and decided by a fit on other articles."""
    titles = sorted({trial.article for trial in done})
    found = []
    for fold in range(FOLDS):
        held = set(titles[fold::FOLDS])
        judge = fit([trial for trial in done if trial.article not in held])
        for trial in (one for one in done if one.article in held):
            ranked = judged(trial, judge)
            found.append((trial, ranked, judge.confidence(ranked)))
    return found


def report(name: str, seen: Sequence[tuple[Trial, list[tuple[Found, float]], float]], threshold: float) -> None:
    """Right and wrong quotations at that threshold. Right: the best sentence, or the next likely of its passage."""
    cells: list[str] = []
    for kind in SHARES:
        group = [(trial, ranked) for trial, ranked, sure in seen if trial.kind == kind and sure >= threshold]
        count = sum(trial.kind == kind for trial, _, _ in seen)
        right = sum(any(trial.holds(one) for one in _two(ranked)) for trial, ranked in group)
        cells.append(f"{kind} quoted {len(group) / count:.3f}" + (f", right {right / count:.3f}" if right else ""))
    print(f"{name}, {len(seen)} questions, threshold {threshold:.3f}: " + " · ".join(cells), flush=True)


def _two(ranked: Sequence[tuple[Found, float]]) -> list[Found]:
    home = ranked[0][0].sentence.passage
    return [one for one, _ in ranked if one.sentence.passage == home][:2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", type=Path, required=True)
    given = parser.parse_args()
    articles = [
        *read(given.data / "squad2.0_dev", SECOND_EDITION), *read(given.data / "squad1.1_dev", FIRST_EDITION)
    ]  # fmt: skip
    lines = [
        "# Made by `python -m kiosk.bench.training.quoting` from articles of SQuAD 2.0 and 1.1:",
        *(f"#   {', '.join(DEVELOPMENT[at : at + 6])}" for at in range(0, len(DEVELOPMENT), 6)),
        f"features = {json.dumps([*FEATURES, *NAMES])}",
    ]
    encoder = Remembered(open_encoder(given.embedder))
    done: dict[str, list[Trial]] = {"vectors": [], "words": []}
    for at, article in enumerate(articles):
        foreign = [one for one in articles[at - 1].questions if one.answers]
        done["vectors"] += trials(article, foreign, encoder)
        done["words"] += trials(article, foreign, None)
        encoder.forget()
        print(f"{article.title}: {len(done['vectors'])} questions", flush=True)
    for name, asked_so in done.items():
        lines += ["", f"[{name}]", *_told(name, asked_so)]
    target = DATA / "quoting.toml"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _told(name: str, done: Sequence[Trial]) -> Iterator[str]:
    """The coefficients, the offset of the decision set on articles that the fits had not seen."""
    seen = unseen(done)
    gaps = [sure for trial, _, sure in seen if trial.kind == "gap"]
    threshold = float(np.quantile(gaps, 1 - GAP_QUOTED))
    report(name, seen, 0.5)
    report(name, seen, threshold)
    judge = fit(done)
    judge.decide[-1] -= np.log(threshold / (1 - threshold))
    for part in ("rank", "read", "decide"):
        yield f"{part} = {json.dumps([round(float(value), 4) for value in getattr(judge, part)])}"


if __name__ == "__main__":
    main()
