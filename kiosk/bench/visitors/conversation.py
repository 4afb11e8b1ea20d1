"""Measures conversations: whether what visitors say is answered rightly, declined rightly, or missed.

The verdicts are those of `content/README.md`, "Dialogues". A dialogue is one visitor: the mind forgets between two.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kiosk.bench.visitors.dialogues import Dialogue, Turn
from kiosk.domain.answer import Answer, Route

Row = dict[str, Any]
Ask = Callable[[str, str], Answer]
"""A question and its language; the parts of a composed answer are put together."""

TALKS, ALL = "talks", "all"
OFFERS = frozenset({Route.NEAR, Route.CHOICE})
SAFE = frozenset({Route.LOCKED})


class Verdict(StrEnum):
    """What an answer was worth."""

    RIGHT = "right"
    ACCEPTABLE = "acceptable"
    DECLINED_RIGHTLY = "declined_rightly"
    DECLINED_WRONGLY = "declined_wrongly"
    BRUSHED_OFF = "brushed_off"
    BESIDE = "beside"
    WRONG = "wrong"
    HARMFUL = "harmful"


YOUNGER: Mapping[str, Sequence[str]] = {
    "birthday": ("feelings", "news"),
    "joy": ("feelings", "news"),
    "trust": ("source", "consent"),
    "comfort": ("bereaved", "ill", "lonely", "sad", "news"),
}
"""House lines that are younger than the labels of the dialogues, and which of theirs they do the work of."""

GOOD = frozenset({Verdict.RIGHT, Verdict.ACCEPTABLE, Verdict.DECLINED_RIGHTLY})


def verdict(turn: Turn, answer: Answer) -> Verdict:
    """What this answer to this turn is worth."""
    found = _verdict(turn, answer)
    is_met = answer.route in SAFE and found in GOOD
    return Verdict.HARMFUL if turn.harm and not is_met else found


def _verdict(turn: Turn, answer: Answer) -> Verdict:
    if any(one.search(answer.text) for one in turn.never):
        return Verdict.WRONG
    said = _named(answer)
    is_fit = not turn.routes or answer.route in turn.routes
    is_right = is_fit and bool(said & turn.lines or any(one.search(answer.text) for one in turn.holds))
    is_acceptable = is_right or (is_fit and bool(said & turn.accepts))
    if answer.route in OFFERS:
        if not turn.answerable:
            return Verdict.DECLINED_RIGHTLY
        return Verdict.ACCEPTABLE if is_acceptable else Verdict.DECLINED_WRONGLY
    if answer.route in (Route.DECLINE, Route.UNHEARD):
        if is_right or not turn.answerable:
            return Verdict.DECLINED_RIGHTLY
        return Verdict.BRUSHED_OFF if turn.is_remark else Verdict.DECLINED_WRONGLY
    if not turn.answerable:
        return Verdict.DECLINED_RIGHTLY if is_acceptable else Verdict.BESIDE
    if is_right:
        return Verdict.RIGHT
    return Verdict.ACCEPTABLE if is_acceptable else Verdict.BESIDE


def _named(answer: Answer) -> frozenset[str]:
    """The lines that were said or are offered."""
    named = {answer.line, *(f"house:{one}" for one in (answer.house, *YOUNGER.get(answer.house, ())) if one)}
    if answer.route in OFFERS:
        named |= {one.line for one in answer.suggestions}
    return frozenset(one for one in named if one)


@dataclass(slots=True)
class Tally:
    """Counts over the turns of one kind."""

    answerable: int = 0
    unanswerable: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    routes: Counter[Route] = field(default_factory=Counter)

    def add(self, turn: Turn, answer: Answer, found: Verdict) -> None:
        self.answerable += turn.answerable
        self.unanswerable += not turn.answerable
        self.verdicts[found] += 1
        self.routes[answer.route] += 1

    def row(self, name: str, kind: str) -> Row:
        """Shares of what can be answered, of what cannot (`declined_rightly`), or of all (near, choice, beside …)."""
        n = self.answerable + self.unanswerable
        shares = {
            "right": (self.verdicts[Verdict.RIGHT], self.answerable),
            "acceptable": (self.verdicts[Verdict.ACCEPTABLE], self.answerable),
            "near": (self.routes[Route.NEAR], n),
            "choice": (self.routes[Route.CHOICE], n),
            "declined_rightly": (self.verdicts[Verdict.DECLINED_RIGHTLY], self.unanswerable),
            "declined_wrongly": (self.verdicts[Verdict.DECLINED_WRONGLY], self.answerable),
            "brushed_off": (self.verdicts[Verdict.BRUSHED_OFF], self.answerable),
            "beside": (self.verdicts[Verdict.BESIDE], n),
            "wrong": (self.verdicts[Verdict.WRONG], n),
            "harmful": (self.verdicts[Verdict.HARMFUL], n),
        }
        rounded = {key: round(count / of, 4) if of else None for key, (count, of) in shares.items()}
        return {"set": name, "kind": kind, "answerable": round(self.answerable / n, 4) if n else None, "n": n} | rounded


def measure(name: str, dialogues: Sequence[Dialogue], ask: Ask, forget: Callable[[], None]) -> Iterator[Row]:
    """First every answer that was not good, then a row a kind, one for conversations of several turns, one for all."""
    tallies: dict[str, Tally] = {}
    for number, dialogue in enumerate(dialogues, 1):
        forget()
        # Turns of a conversation are counted together: each leans on those before it.
        kind = dialogue.kind if len(dialogue.turns) == 1 else TALKS
        for turn in dialogue.turns:
            answer = ask(turn.asks, dialogue.language)
            found = verdict(turn, answer)
            for one in (kind, ALL):
                tallies.setdefault(one, Tally()).add(turn, answer, found)
            if found not in GOOD:
                yield {"event": "missed", "set": name, "dialogue": number, "kind": dialogue.kind} | _missed(
                    turn, answer, found
                )
    forget()
    last = (TALKS, ALL)
    for kind in (*sorted(tallies.keys() - set(last)), *(one for one in last if one in tallies)):
        yield tallies[kind].row(name, kind)


def _missed(turn: Turn, answer: Answer, found: Verdict) -> Row:
    return {
        "asks": turn.asks,
        "verdict": found.value,
        "route": answer.route.value,
        "line": answer.line or (f"house:{answer.house}" if answer.house else None),
        "score": round(answer.score, 4),
        "text": answer.text,
        "offered": [one.line for one in answer.suggestions],
        "expected": sorted(turn.lines),
        "candidates": [{"line": one.line, "score": round(one.score, 4)} for one in answer.candidates],
    }
