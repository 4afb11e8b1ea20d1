"""Measures matching: accuracy, how well strangers are told, and time, for the product and four plain methods.

Sets, splits and misheard words: `kiosk.mind.training`. Reported on the halves of the sets that nothing was chosen or
fitted on, mean of three seeds. "Ours" is the matcher of the product with its bundled house lines and everyday
questions; the vetoes, which look at a line's answer, have nothing to look at in these sets and stay out.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.bench.matching_methods import Judgement, Method, methods
from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.mishearing import Mishearing
from kiosk.bench.training.questions import Asked, Layout, QuestionSet, Script, half, laid_out

SEEDS = (0, 1, 2)
SHOTS = (1, 3, 5)
MISHEARD = (0.0, 0.1, 0.2)
FALSE_REJECTION = 0.05

SYNTHETIC = "synthetic"
"""In place of a share: spoken by synthetic voices and really recognised."""

Misheard = float | str
Tell = Callable[[str], None]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured."""

    seeds: Sequence[int] = SEEDS
    shots: Sequence[int] = SHOTS
    misheard: Sequence[float] = MISHEARD
    layout: Layout = field(default_factory=lambda: Layout(0))
    spoken: Callable[[Sequence[Asked]], Sequence[Asked]] | None = None
    """Speaks and hears questions; its rows are called synthetic."""


def measure(sets: Sequence[QuestionSet], encoder: Remembered | None, plan: Plan, tell: Tell) -> list[Row]:
    """One row for every set, number of phrasings, share of misheard words and method. The sets are asked in turn
    with the first of the others as strangers."""
    mishearing = Mishearing(text for one in sets for text, _ in one.rows)
    rows: list[Row] = []
    for own in sets:
        strangers = next((one for one in sets if one is not own), own)
        found: dict[tuple[int, Misheard, str], list[Row]] = {}
        for seed in plan.seeds:
            script = _script(own, strangers, plan, seed)
            heard = _heard(script.questions, plan, mishearing, seed)
            for shots in plan.shots:
                tell(f"{own.name}: seed {seed}, {shots} phrasings a line, {len(script.questions)} questions")
                for share, name, row in _rows(script.shortened(shots), heard, encoder):
                    found.setdefault((shots, share, name), []).append(row)
            if encoder is not None:
                encoder.forget()
        rows += [
            {"set": own.name, "shots": shots, "misheard": share, "method": name, **_mean(trials)}
            for (shots, share, name), trials in found.items()
        ]
    return rows


def _script(own: QuestionSet, other: QuestionSet, plan: Plan, seed: int) -> Script:
    layout = Layout(seed, plan.layout.tests, plan.layout.far, max(plan.shots))
    reported = own if own.asked else half(own, is_development=False)
    foreign = [text for text, _ in half(other, is_development=False).rows] if other is not own else []
    return laid_out(reported, foreign, layout)


def _heard(questions: Sequence[Asked], plan: Plan, mishearing: Mishearing, seed: int) -> dict[Misheard, list[Asked]]:
    """The questions as they were heard, by the share of misheard words."""
    found: dict[Misheard, list[Asked]] = {}
    for share in plan.misheard:
        dice = random.Random(seed)
        found[share] = [replace(one, text=mishearing.heard(one.text, share, dice)) for one in questions]
    if plan.spoken is not None:
        found[SYNTHETIC] = list(plan.spoken(questions))
    return found


def _rows(
    script: Script, heard: Mapping[Misheard, Sequence[Asked]], encoder: Remembered | None
) -> Iterator[tuple[Misheard, str, Row]]:
    for method in methods(script.examples, encoder):
        for share, questions in heard.items():
            yield share, method.name, _judged(method, questions)


def _judged(method: Method, questions: Sequence[Asked]) -> Row:
    judgements, ms = method.answers([one.text for one in questions])
    return {**figures(questions, judgements), "ms": ms}


def figures(questions: Sequence[Asked], judgements: Sequence[Judgement]) -> Row:
    """The row's figures. At 5 % false rejection the threshold is the 5 % quantile of the answerable questions."""
    kinds = np.array([one.kind for one in questions])
    sure = np.array([one.confidence for one in judgements])
    right = np.array([one.key == asked.intent for one, asked in zip(judgements, questions, strict=True)])
    inside, near, far = (kinds == kind for kind in ("in", "near", "far"))
    least = float(np.quantile(sure[inside], FALSE_REJECTION))
    return {
        "accuracy": float(right[inside].mean()),
        "accuracy_5fr": float((right & (sure >= least))[inside].mean()),
        "near_recall_5fr": _share(sure[near] < least),
        "far_recall_5fr": _share(sure[far] < least),
        "near_auroc": auroc(sure[inside], sure[near]),
        "far_auroc": auroc(sure[inside], sure[far]),
        "false_rejection": _rejected([one for one, is_in in zip(judgements, inside, strict=True) if is_in]),
    }


def _rejected(judgements: Sequence[Judgement]) -> float | None:
    known = [one.is_rejected for one in judgements if one.is_rejected is not None]
    return sum(known) / len(known) if known else None


def _share(claims: NDArray[np.bool_]) -> float | None:
    return float(claims.mean()) if len(claims) else None


def auroc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float | None:
    """How often a positive lies above a negative; equal ones count half (Mann and Whitney)."""
    if not len(positive) or not len(negative):
        return None
    ordered = np.sort(negative)
    below, upto = np.searchsorted(ordered, positive, "left"), np.searchsorted(ordered, positive, "right")
    return float((below + upto).mean() / (2 * len(negative)))


def _mean(trials: Sequence[Row]) -> Row:
    return {name: _rounded([trial[name] for trial in trials]) for name in trials[0]}


def _rounded(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), 4) if known else None
