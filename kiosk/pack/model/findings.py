"""Findings: the problems of one pack, gathered while it is read."""

import difflib
from collections.abc import Iterable

from kiosk.domain.problem import Problem, Severity
from kiosk.pack.checks.codes import Code

COMPARISONS = 30_000
"""Words that are compared for hints in one pack: beyond, hints are left out, so that a broken pack is told in time."""


class Findings:
    """Collects; never stops anyone."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._comparisons = 0

    def error(self, code: Code, where: str, what: str, hint: str = "") -> None:
        self._problems.append(Problem(code.value, where, what, hint))

    def warning(self, code: Code, where: str, what: str, hint: str = "") -> None:
        self._problems.append(Problem(code.value, where, what, hint, Severity.WARNING))

    def did_you_mean(self, word: str, known: Iterable[str]) -> str:
        """A hint with the nearest of the known words, empty if none is near."""
        known = list(known)
        self._comparisons += len(known)
        return did_you_mean(word, known) if self._comparisons <= COMPARISONS else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors first, otherwise in the order of reading."""
        return tuple(sorted(self._problems, key=lambda problem: not problem.is_error))

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self._problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest of the known words, empty if none is near."""
    near = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def shown(value: object) -> str:
    """A value as it may stand in a message: printable and short."""
    text = "".join(character if character.isprintable() else "·" for character in str(value))
    return text if len(text) <= 60 else text[:57] + "…"
