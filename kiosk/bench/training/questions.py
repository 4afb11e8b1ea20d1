"""Sets of labelled questions: read, halved, and laid out as scripts with questions to put to them.

Questions whose SHA-256 begins with an even byte are for development, the others for reporting; nothing that was chosen
or fitted on the one half has seen the other.
"""

import csv
import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError

OUT_OF_SCOPE = frozenset({"oos", "ood", "out_of_scope", "out-of-scope"})
HELD_SHARE = 0.2

Rows = Sequence[tuple[str, str]]
"""Question and intent."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions of one domain."""

    name: str
    rows: Rows
    asked: Rows = ()
    """A part of its own to ask with; empty: what is left of `rows`."""

    foreign: Sequence[str] = ()
    """Questions that it calls out of scope."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to a script."""

    text: str
    intent: str
    kind: str
    """in: a line answers it · near: its line was taken out · far: it belongs elsewhere."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a script is laid out."""

    seed: int
    tests: int = 20
    """Questions asked of each intent, at most."""

    far: int = 400
    most_shots: int = 5
    """Questions are the same for every number of phrasings up to this."""


@dataclass(frozen=True, slots=True)
class Script:
    """Lines with their phrasings, and what is asked."""

    examples: Rows
    questions: Sequence[Asked]

    def shortened(self, shots: int) -> "Script":
        """With only so many phrasings a line."""
        count: dict[str, int] = {}
        kept = []
        for text, intent in self.examples:
            count[intent] = count.get(intent, 0) + 1
            if count[intent] <= shots:
                kept.append((text, intent))
        return Script(kept, self.questions)


def read_set(path: Path) -> QuestionSet:
    """A CSV of question and intent, a JSON of lists of such pairs by part, or a folder with one or several of these.

    Parts with "test" in their name are asked, the others are examples; intents such as "oos" are out of scope.
    Raises MindError where there is nothing to read.
    """
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    parts: dict[str, list[tuple[str, str]]] = {}
    try:
        for file in files:
            if file.suffix == ".csv":
                parts[file.stem] = _read_csv(file)
            elif file.suffix == ".json" and (found := _read_json(file)):
                parts |= found
    except (OSError, ValueError, csv.Error) as error:
        raise MindError(Problem("KN0012", str(path), f"cannot be read as questions: {error}")) from error
    inside = {name: [row for row in rows if row[1].lower() not in OUT_OF_SCOPE] for name, rows in parts.items()}
    foreign = [text for rows in parts.values() for text, intent in rows if intent.lower() in OUT_OF_SCOPE]
    asked = [row for name, rows in inside.items() if "test" in name for row in rows]
    rows = [row for name, rows in inside.items() if "test" not in name for row in rows]
    if not rows:
        what = "there are no questions with their intents"
        raise MindError(Problem("KN0012", str(path), what, "a CSV whose first columns are question and intent"))
    return QuestionSet(path.stem, rows, asked, foreign)


def _read_csv(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [(row[0], row[1]) for row in csv.reader(stream) if len(row) >= 2][1:]


def _read_json(file: Path) -> Mapping[str, list[tuple[str, str]]]:
    told = json.loads(file.read_text("utf-8"))
    if not isinstance(told, dict):
        return {}
    pairs = {name: rows for name, rows in told.items() if isinstance(rows, list)}
    return {
        name: [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]
        for name, rows in pairs.items()
    }


def half(whole: QuestionSet, is_development: bool) -> QuestionSet:
    """The half for development, or the one for reporting."""
    kept = [row for row in whole.rows if is_for_development(row[0]) is is_development]
    return QuestionSet(whole.name, kept, whole.asked, whole.foreign)


def is_for_development(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def laid_out(own: QuestionSet, other: Iterable[str], layout: Layout) -> Script:
    """A fifth of the intents is held out by seed; `other`: far questions where the set has none of its own."""
    dice = random.Random(layout.seed)
    told, asked = _by_intent(own.rows), _by_intent(own.asked)
    names = sorted(name for name, texts in told.items() if len(texts) >= layout.most_shots + (0 if asked else 3))
    dice.shuffle(names)
    held = set(names[: int(len(names) * HELD_SHARE)])
    examples: list[tuple[str, str]] = []
    questions: list[Asked] = []
    for name in names:
        texts = told[name]
        dice.shuffle(texts)
        if name not in held:
            examples += [(text, name) for text in texts[: layout.most_shots]]
        left = asked[name] if name in asked else texts[layout.most_shots :]
        questions += [Asked(text, name, "near" if name in held else "in") for text in left[: layout.tests]]
    far = sorted(set(own.foreign or other))
    chosen = dice.sample(far, min(layout.far, len(far)))
    return Script(examples, [*questions, *(Asked(text, "", "far") for text in chosen)])


def _by_intent(rows: Rows) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for text, intent in rows:
        found.setdefault(intent, set()).add(text)
    return {intent: sorted(texts) for intent, texts in found.items()}
