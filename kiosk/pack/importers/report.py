"""What came of an import: one item for everything that was written, kept, left out or refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError


class Outcome(StrEnum):
    """What happened to one thing."""

    MADE = "made"
    UPDATED = "updated"
    """What an earlier import had written, and nobody had changed, gave way to a new version."""

    UNCHANGED = "unchanged"
    """It is there already, letter by letter."""

    KEPT = "kept"
    """People have changed what was imported from the same source: their version stays."""

    TAKEN = "taken"
    """What was assumed of a source that does not say it."""

    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a source."""

    source: str
    """The name of the file that was imported."""

    where: str
    """A row, line, page, time or chapter of it; empty: all of it."""

    outcome: Outcome
    what: str
    """For people: what was made, or why nothing was."""

    target: str = ""
    """A path inside the pack."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that came of one source."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(self.items + other.items, self.problems + other.problems)

    def count(self, outcome: Outcome) -> int:
        return sum(item.outcome is outcome for item in self.items)


def skipped(source: str, where: str, why: str) -> Item:
    return Item(source, where, Outcome.SKIPPED, why)


def refusal(code: Code, where: str, what: str, hint: str = "") -> PackError:
    """The error that ends the import of one source."""
    return PackError(Problem(code.value, where, what, hint))


def refused(source: str, error: KioskError) -> Report:
    """A source of which nothing was taken."""
    items = (Item(source, "", Outcome.REFUSED, problem.what) for problem in error.problems[:1])
    return Report(tuple(items), error.problems)


def together(reports: Iterable[Report]) -> Report:
    total = Report()
    for report in reports:
        total += report
    return total
