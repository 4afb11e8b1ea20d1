"""Which tests may be skipped: those of `may_skip.toml`, each with the reason why not every machine can run it."""

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

LIST = Path(__file__).parent / "may_skip.toml"
REQUIRE_ALL = "KIOSK_REQUIRE_ALL"
"""Set to 1, a skip that the list does not name fails."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A test, in all its cases or in some, that need not run everywhere."""

    test: str
    """Its id; `*` stands for anything, and without brackets every case is meant."""

    reason: str

    def covers(self, node: str) -> bool:
        wanted = re.escape(self.test).replace(r"\*", ".*")
        return re.fullmatch(wanted if "[" in self.test else rf"{wanted}(\[.*\])?", node) is not None


@cache
def entries() -> tuple[Entry, ...]:
    """What the list holds."""
    return tuple(Entry(**one) for one in tomllib.loads(LIST.read_text(encoding="utf-8"))["may_skip"])


def judge(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where everything is required, makes a failure of a skip that the list does not name."""
    if not report.skipped or hasattr(report, "wasxfail") or os.environ.get(REQUIRE_ALL) != "1":
        return
    if not any(entry.covers(report.nodeid) for entry in entries()):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}\n{report.nodeid} was skipped, which {LIST.name} does not allow for"
