"""Where the packs of the tests lie, and how a test changes one."""

import shutil
from datetime import date
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.pack.model.reader import read_pack

PACKS = Path(__file__).parents[1] / "packs"
GOOD = PACKS / "good"
BAD = PACKS / "bad"
DAY = date(2026, 6, 1)
"""The day on which every pack here is judged."""

SCRUTINIZED = frozenset({"KP0086", "KP0095", "KP0096", "KP0097", "KP0098"})
"""Bad packs that reading alone passes: `tests/authoring/test_audit.py` proves them."""


def copy_of(name: str, folder: Path) -> Path:
    """A copy of a good pack that a test may spoil."""
    return Path(shutil.copytree(GOOD / name, folder / name))


def problems_of(folder: Path) -> tuple[Problem, ...]:
    return read_pack(folder, DAY).problems


def codes_of(folder: Path) -> set[str]:
    return {problem.code for problem in problems_of(folder)}
