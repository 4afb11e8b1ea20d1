"""Fits `data/quoting.toml`: which sentence answers a question, and when it is better to decline.

    python -m kiosk.mind.training.quoting --data SQUAD_FOLDER --embedder MODEL.gguf

SQUAD_FOLDER holds `squad1.1_dev` and `squad2.0_dev`, one JSON file an article. Fitted on the articles of `DEVELOPMENT`,
shown on those of `HELD_OUT`. Unanswerable questions of three kinds: foreign (another article's), gap (the paragraph is
taken out), adversarial (as the set gives them).
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.passage import Passage, Text
from kiosk.mind.embedder import Embedder, Vectors
from kiosk.mind.embedder_llama import LlamaEmbedder
from kiosk.mind.quoting import Judge, evidence
from kiosk.mind.retrieval import FEATURES, Found, Library
from kiosk.mind.training.logistic import fitted
from kiosk.mind.vectors import Shelf

DEVELOPMENT = (
    "1973_oil_crisis", "Amazon_rainforest", "Civil_disobedience", "Construction", "Economic_inequality", "Force",
    "French_and_Indian_War", "Fresno,_California", "Harvard_University", "Immune_system", "Islamism", "Normans",
    "Packet_switching", "Prime_number", "Rhine", "Scottish_Parliament", "Southern_California", "Victoria_(Australia)",
)  # fmt: skip
HELD_OUT = ("Geology", "Huguenot", "Imperialism", "Oxygen", "Pharmacy", "Steam_engine")
PER_ARTICLE = 60
SHARES = {"answerable": 0.55, "gap": 0.25, "foreign": 0.12, "adversarial": 0.08}
"""What a kiosk is asked, for the fit of the decision."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with what was found for it."""

    kind: str
    found: Sequence[Found]
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs of one article and the questions on each."""

    title: str
    contexts: Sequence[str]
    questions: Sequence[tuple[int, str, Sequence[str]]]
    """Paragraph, question, answers; no answers: adversarial."""


class Remembered:
    """An embedder that reads every text once: articles with a gap share nearly all of theirs."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.name = embedder.name

    def knows(self, language: str) -> bool:
        return self._embedder.knows(language)

    def embed(self, texts: Sequence[str]) -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._embedder.embed(fresh), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32)


def read(folder: Path, name: str) -> Article:
    content = json.loads((folder / "squad2.0_dev" / f"{name}.json").read_text("utf-8"))
    contexts = [paragraph["context"] for paragraph in content["paragraphs"]]
    questions = [
        (at, qa["question"], () if qa["is_impossible"] else tuple(qa["answers"]))
        for at, paragraph in enumerate(content["paragraphs"])
        for qa in paragraph["qas"]
    ]
    return Article(name, contexts, questions)


def trials(article: Article, foreign: Sequence[str], embedder: Embedder | None, shelf: Shelf) -> Iterator[Trial]:
    """A sample of every kind of question, put to the whole article or to the article with a gap."""
    text = Text(f"{article.title}.md", article.title)
    passages = [Passage(text, words, str(at), 0, len(words)) for at, words in enumerate(article.contexts)]
    whole = Library(passages, "en", embedder, shelf, "squad-")
    dice = random.Random(article.title)
    answerable = [one for one in article.questions if one[2]]
    twisted = [one for one in article.questions if not one[2]]
    chosen = dice.sample(answerable, min(PER_ARTICLE, len(answerable)))
    asked = [("answerable", whole, question, answers) for _, question, answers in chosen]
    asked += [("adversarial", whole, question, ()) for _, question, _ in dice.sample(twisted, min(20, len(twisted)))]
    asked += [("foreign", whole, question, ()) for question in dice.sample(foreign, 25)]
    for size in (2, 3, 5, 8, 12):
        kept = sorted(dice.sample(range(len(passages)), min(size, len(passages))))
        few = Library([passages[at] for at in kept], "en", embedder, shelf, "squad-")
        inside = [one for one in answerable if one[0] in kept]
        outside = [one for one in answerable if one[0] not in kept]
        chosen = dice.sample(inside, min(15, len(inside)))
        asked += [("answerable", few, question, answers) for _, question, answers in chosen]
        asked += [("gap", few, question, ()) for _, question, _ in dice.sample(outside, min(8, len(outside)))]
        asked += [("foreign", few, question, ()) for question in dice.sample(foreign, 6)]
    for gap in sorted({at for at, _, _ in dice.sample(answerable, min(12, len(answerable)))}):
        rest = Library([one for at, one in enumerate(passages) if at != gap], "en", embedder, shelf, "squad-")
        own = [question for at, question, _ in answerable if at == gap]
        asked += [("gap", rest, question, ()) for question in own[:4]]
    vectors = shelf.embedded("squad-questions", [one[2] for one in asked], embedder) if embedder else None
    for at, (kind, library, question, answers) in enumerate(asked):
        yield Trial(kind, library.find(question, vectors[at] if vectors is not None else None), answers)


def holds(found: Found, answers: Sequence[str]) -> bool:
    return any(answer in found.sentence.text for answer in answers)


def rank_fit(done: Sequence[Trial]) -> NDArray[np.float64]:
    """Sentences that hold the answer against the others found for the same question."""
    usable = [
        trial for trial in done if trial.kind == "answerable" and any(holds(f, trial.answers) for f in trial.found)
    ]
    inputs = np.array([found.features for trial in usable for found in trial.found])
    truth = np.array([holds(found, trial.answers) for trial in usable for found in trial.found])
    return fitted(inputs, truth, np.where(truth, 3.0, 1.0))


def decide_fit(done: Sequence[Trial], rank: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whether the best sentence is right, every kind weighing as much as its share in life."""
    judge = Judge(rank, np.zeros(1))
    ranked = [judge.ranked(trial.found) for trial in done]
    truth = np.array([holds(best[0][0], trial.answers) for best, trial in zip(ranked, done, strict=True)])
    counts = {kind: sum(trial.kind == kind for trial in done) for kind in SHARES}
    weights = np.array([SHARES[trial.kind] / counts[trial.kind] for trial in done]) * len(done)
    return fitted(np.array([evidence(best) for best in ranked]), truth, weights)


def report(name: str, done: Sequence[Trial], judge: Judge) -> None:
    """Right and wrong quotations at a few thresholds."""
    scored = [(trial, judge.ranked(trial.found)) for trial in done]
    for threshold in (0.4, 0.5, 0.6, 0.7):
        cells: list[str] = []
        for kind in SHARES:
            group = [(trial, best) for trial, best in scored if trial.kind == kind]
            quoted = [(trial, best) for trial, best in group if judge.confidence(best) >= threshold]
            right = sum(any(holds(found, trial.answers) for found, _ in best[:1]) for trial, best in quoted)
            cells.append(
                f"{kind} quoted {len(quoted) / len(group):.3f}" + (f" right {right / len(group):.3f}" if right else "")
            )
        print(f"{name} at {threshold}: " + " · ".join(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    articles = {name: read(given.data, name) for name in (*DEVELOPMENT, *HELD_OUT)}
    shelf = Shelf(given.cache)
    lines = [
        "# Made by `python -m kiosk.mind.training.quoting` from SQuAD 2.0 development articles:",
        *(f"#   {', '.join(DEVELOPMENT[at : at + 6])}" for at in range(0, len(DEVELOPMENT), 6)),
        f"# Held out: {', '.join(HELD_OUT)}",
        f"features = {json.dumps(FEATURES)}",
    ]
    for name, embedder in (("vectors", Remembered(LlamaEmbedder(given.embedder, threads=2))), ("words", None)):
        sets: dict[str, list[Trial]] = {}
        for which, names in (("fit", DEVELOPMENT), ("held out", HELD_OUT)):
            sets[which] = []
            for at, title in enumerate(names):
                beside = articles[names[at - 1]]
                foreign = [question for _, question, answers in beside.questions if answers]
                sets[which] += trials(articles[title], foreign, embedder, shelf)
        rank = rank_fit(sets["fit"])
        judge = Judge(rank, decide_fit(sets["fit"], rank))
        report(f"{name}, held out", sets["held out"], judge)
        lines += ["", f"[{name}]"]
        lines += [
            f"{key} = {json.dumps([round(float(v), 4) for v in getattr(judge, key)])}" for key in ("rank", "decide")
        ]
    target = Path(__file__).parent.parent / "data" / "quoting.toml"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
