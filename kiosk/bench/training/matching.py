"""Fits `data/matching.toml`: how much evidence makes how sure a match, for one line and for the best two.

    python -m kiosk.bench.training.matching --data QA_FOLDER --embedder MODEL [--only vectors]

QA_FOLDER holds `hwu64` and `banking77` as CSV with question and intent. Only their development halves are read
(`questions.half`); a fifth of the intents is held out as questions that no line answers, the other set is asked as
strangers. Scripts of all intents and of a third of them, of one, three and five phrasings a line, a tenth of the words
misheard in every second one; fitted with seeds 100 to 103, shown with 104 and 105.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training import DATA
from kiosk.bench.training.logistic import fitted
from kiosk.bench.training.mishearing import Mishearing
from kiosk.bench.training.questions import Layout, QuestionSet, half, laid_out, read_set
from kiosk.mind.answer.house import house_lines
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.calibration import Calibration, Situation
from kiosk.mind.understand.matcher import Example, Kind, Meaning
from kiosk.mind.understand.training import Trained, lesson, trained

FITTED, SHOWN = (100, 101, 102, 103), (104, 105)
SHOTS = (1, 3, 5)
SIZES = (1.0, 0.35)
"""Shares of the intents."""

MISHEARD = 0.1
SHARES = {"in": 0.8, "near": 0.1, "far": 0.1}
"""Questions in front of a kiosk: so many that some line answers, near misses, and strangers. An assumption."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One question put to a matcher: the evidence for its best two lines, and whether these were right."""

    first: float
    second: float
    is_right: bool
    is_second_right: bool
    kind: str
    shots: int
    size: float
    situation: Situation


def trials(own: QuestionSet, other: QuestionSet, seed: int, encoder: Encoder | None) -> Iterator[Trial]:
    """Scripts from `own`, asked with the rest, with held-out intents and with `other`."""
    mishearing, dice = Mishearing(text for text, _ in own.rows), random.Random(seed)
    names = sorted({intent for _, intent in own.rows})
    for size in SIZES:
        chosen = set(dice.sample(names, int(len(names) * size)))
        rows = [row for row in own.rows if row[1] in chosen]
        layout = Layout(seed, tests=8, far=150)
        script = laid_out(QuestionSet(own.name, rows), [text for text, _ in other.rows], layout)
        heard = [mishearing.heard(one.text, MISHEARD * (seed % 2), dice) for one in script.questions]
        for shots in SHOTS:
            examples = [Example(Kind.LINE, intent, text) for text, intent in script.shortened(shots).examples]
            found = trained(lesson("en", examples, house_lines("en")), encoder, VectorStore(None))
            for asked, text in zip(script.questions, heard, strict=True):
                first, second = _best_two(found, text, encoder)
                keys = (first.key == asked.intent, second.key == asked.intent)
                yield Trial(first.evidence, second.evidence, *keys, asked.kind, shots, size, found.situation)


def _best_two(found: Trained, text: str, encoder: Encoder | None) -> tuple[Meaning, Meaning]:
    is_seen = found.weights is not None and encoder is not None
    view = found.weights.view(encoder.understand(text)) if is_seen else None  # type: ignore[union-attr]
    meanings = found.matcher.meanings(text, view)
    lines = [one for one in meanings if one.kind is Kind.LINE]
    # A second line that is not among the likeliest meanings has no more for it than the last of these.
    unlikely = Meaning(Kind.LINE, "", min(one.evidence for one in meanings), 0.0)
    return lines[0], lines[1] if len(lines) > 1 else unlikely


def weighed(done: Sequence[Trial]) -> NDArray[np.float64]:
    """Every kind of question weighs its share in life, in scripts of every kind."""
    cells = Counter((trial.kind, trial.shots, trial.size) for trial in done)
    scripts = len({(trial.shots, trial.size) for trial in done})
    return np.array([SHARES[t.kind] * len(done) / scripts / cells[t.kind, t.shots, t.size] for t in done])


def single(done: Sequence[Trial]) -> NDArray[np.float64]:
    """Weights of P(the first is right)."""
    features = np.array([(trial.first, *trial.situation.features) for trial in done])
    return fitted(features, np.array([trial.is_right for trial in done]), weighed(done), strength=1e3)


def either(done: Sequence[Trial]) -> NDArray[np.float64]:
    """Weights of P(the first or the second is right)."""
    features = np.array([(trial.first, trial.second, *trial.situation.features) for trial in done])
    right = np.array([trial.is_right or trial.is_second_right for trial in done])
    return fitted(features, right, weighed(done), strength=1e3)


def report(name: str, done: Sequence[Trial], known: Calibration) -> None:
    """How often a question is taken, by kind, at a few thresholds; and how good the confidence is."""
    for size, shots in ((size, shots) for size in SIZES for shots in SHOTS):
        of = [trial for trial in done if trial.shots == shots and trial.size == size]
        sure = np.array([known.confidence(trial.first, trial.situation) for trial in of])
        right = np.array([trial.is_right for trial in of])
        kinds = np.array([trial.kind for trial in of])
        inside = kinds == "in"
        told = float(np.average(sure, weights=weighed(of))), float(np.average(right, weights=weighed(of)))
        print(f"{name}, {size:.2f} of the intents, {shots} phrasings: sure {told[0]:.3f}, right {told[1]:.3f}")
        for threshold in (0.3, 0.4, 0.5):
            taken = {kind: float((sure[kinds == kind] >= threshold).mean()) for kind in SHARES}
            shares = "  ".join(f"{kind} {share:.2f}" for kind, share in taken.items())
            print(f"  taken at {threshold}: {shares}   right {(right & (sure >= threshold))[inside].mean():.3f}")


def _written(weights: NDArray[np.float64]) -> list[float]:
    return [round(float(weight), 4) for weight in weights]


def _table(name: str, known: Calibration) -> list[str]:
    return ["", f"[{name}]", f"single = {known.single}", f"either = {known.either}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--embedder", type=Path, required=True)
    parser.add_argument("--only", choices=("vectors", "words"), help="fit this, leave the other as it is")
    given = parser.parse_args()
    target = DATA / "matching.toml"
    kept = tomllib.loads(target.read_text("utf-8")) if given.only else {}
    home, bank = (half(read_set(given.data / name), is_development=True) for name in ("hwu64", "banking77"))
    lines = [
        "# Made by `python -m kiosk.bench.training.matching` from the development halves of hwu64 and banking77.",
        "# Weights of evidence, ln phrasings, ln lines, crowding, and the offset; `either` has two of evidence.",
    ]
    for name, encoder in (("vectors", Remembered(open_encoder(given.embedder, threads=2))), ("words", None)):
        if given.only not in (None, name):
            lines += _table(name, Calibration(**kept[name]))
            continue
        ways = (("hwu64", home, bank), ("banking77", bank, home))
        done = [trial for seed in FITTED for _, own, other in ways for trial in trials(own, other, seed, encoder)]
        known = Calibration(_written(single(done)), _written(either(done)))
        for which, own, other in ways:
            report(f"{name} {which}", [trial for seed in SHOWN for trial in trials(own, other, seed, encoder)], known)
        lines += _table(name, known)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target} written")


if __name__ == "__main__":
    main()
