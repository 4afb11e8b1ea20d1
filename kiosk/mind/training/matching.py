"""Fits `data/matching.toml`: how much evidence makes how sure a match.

    python -m kiosk.mind.training.matching --data QA_FOLDER --embedder MODEL.gguf

QA_FOLDER holds `hwu64` and `banking77` as CSV with question and intent. A fifth of the intents is held out as
questions that no line answers; so is the other set. Fitted with seeds 0 and 1, shown with seed 2.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.embedder import Embedder, Vectors
from kiosk.mind.embedder_llama import LlamaEmbedder
from kiosk.mind.house import everyday, house_lines
from kiosk.mind.matcher import Example, Kind, Matcher
from kiosk.mind.training.logistic import fitted
from kiosk.mind.vectors import Shelf

SHOTS = 5
TESTS_PER_INTENT = 8
FAR = 200
IS_RIGHT_SHARE = 0.6
"""Share of questions in front of a kiosk that some line answers."""

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One question put to a matcher: the evidence for its best line and whether that was right."""

    evidence: float
    is_right: bool
    kind: str
    """in, near or far."""


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row[0], row[1]) for row in csv.reader(file) if len(row) >= 2]
    return rows[1:]


def trials(own: Rows, other: Rows, seed: int, embed: "Embed") -> Iterator[Trial]:
    """Lines of five examples from `own`, asked with the rest, with held-out intents and with `other`."""
    dice = random.Random(seed)
    intents: dict[str, list[str]] = {}
    for text, intent in own:
        intents.setdefault(intent, []).append(text)
    names = sorted(name for name, texts in intents.items() if len(texts) > SHOTS + 3)
    dice.shuffle(names)
    held, kept = names[: len(names) // 5], names[len(names) // 5 :]
    examples: list[Example] = []
    questions: list[tuple[str, str, str]] = []
    for name in names:
        texts = sorted(intents[name])
        dice.shuffle(texts)
        if name in kept:
            examples += [Example(Kind.LINE, name, text) for text in texts[:SHOTS]]
        kind = "near" if name in held else "in"
        questions += [(text, name, kind) for text in texts[SHOTS : SHOTS + TESTS_PER_INTENT]]
    far = dice.sample(sorted({text for text, _ in other}), FAR)
    questions += [(text, "", "far") for text in far]
    examples += [Example(Kind.OTHER, topic, text) for topic, text in everyday("en")]
    matcher = Matcher(examples, embed([example.text for example in examples]))
    vectors = embed([text for text, _, _ in questions])
    for at, (text, name, kind) in enumerate(questions):
        meanings = matcher.meanings(text, vectors[at] if vectors is not None else None)
        best = next(meaning for meaning in meanings if meaning.kind is Kind.LINE)
        yield Trial(best.evidence, kind == "in" and best.key == name, kind)


class Embed:
    """Embeddings kept between runs, or none at all."""

    def __init__(self, embedder: Embedder | None, shelf: Shelf) -> None:
        self._embedder = embedder
        self._shelf = shelf

    def __call__(self, texts: Sequence[str]) -> Vectors | None:
        return self._shelf.embedded("training", texts, self._embedder) if self._embedder else None


def calibration(done: Sequence[Trial]) -> NDArray[np.float64]:
    """Slope and offset; answerable questions weigh as much as the share they have in life."""
    inside = np.array([trial.kind == "in" for trial in done])
    weights = np.where(inside, IS_RIGHT_SHARE / inside.mean(), (1 - IS_RIGHT_SHARE) / (1 - inside.mean()))
    evidence = np.array([[trial.evidence] for trial in done])
    return fitted(evidence, np.array([trial.is_right for trial in done]), weights, strength=1e3)


def report(name: str, done: Sequence[Trial], slope: float, offset: float) -> None:
    """How often a question is taken, by kind, at a few thresholds."""
    inside = [trial for trial in done if trial.kind == "in"]
    print(f"{name}: accuracy {sum(trial.is_right for trial in inside) / len(inside):.3f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        taken = {
            kind: np.mean([slope * t.evidence + offset > np.log(threshold / (1 - threshold)) for t in group])
            for kind in ("in", "near", "far")
            if (group := [trial for trial in done if trial.kind == kind])
        }
        right = np.mean(
            [t.is_right for t in inside if slope * t.evidence + offset > np.log(threshold / (1 - threshold))]
        )
        shares = "  ".join(f"{kind} {share:.2f}" for kind, share in taken.items())
        print(f"  taken at {threshold}: {shares}   right of those taken inside {right:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    home = read(given.data / "hwu64" / "kfold1_train.csv")
    bank = read(given.data / "banking77" / "train.csv")
    lines = [
        "# Made by `python -m kiosk.mind.training.matching` from hwu64 and banking77 (five examples a line).",
        "# confidence = 1 / (1 + exp(-(slope * evidence + offset)))",
    ]
    for name, embedder in (("vectors", LlamaEmbedder(given.embedder, threads=2)), ("words", None)):
        embed = Embed(embedder, Shelf(given.cache))
        done = [
            t for seed in (0, 1) for own, other in ((home, bank), (bank, home)) for t in trials(own, other, seed, embed)
        ]
        slope, offset = calibration(done)
        for which, own, other in (("hwu64", home, bank), ("banking77", bank, home)):
            report(f"{name} {which}, seed 2", list(trials(own, other, 2, embed)), slope, offset)
        lines += ["", f"[{name}]", f"slope = {slope:.4f}", f"offset = {offset:.4f}"]
    target = Path(__file__).parent.parent / "data" / "matching.toml"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target} written; {len(house_lines('en'))} house lines stay outside the fit")


if __name__ == "__main__":
    main()
