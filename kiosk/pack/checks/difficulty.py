"""Difficulty: written answers that ask for more school than most visitors had."""

from collections.abc import Callable, Iterator

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Line, Origin
from kiosk.domain.problem import Problem, Severity
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import shown
from kiosk.pack.model.limits import Limits

Grade = Callable[[str, str], float | None]
"""Years of school that a text in a language asks for; None where that cannot be told."""

LONGEST_SCHOOL = 18
FEWEST_WORDS = 25
"""Formulas of readability say nothing of shorter texts."""


def check_difficulty(pack: Pack, grade: Grade, limits: Limits | None = None) -> Iterator[Problem]:
    """A warning for each answer above the grade; the figure's own words stand as they were said."""
    most = (limits or Limits()).reading_grade
    for language, lines in pack.lines.items():
        for line in lines:
            found = max(_grades(line, language, grade), default=0.0)
            if found > most:
                what = f"line '{shown(line.id)}' is hard to follow by ear: it asks for {_told(found)} years of school"
                hint = f"at most {most:.0f}: shorter sentences, shorter words"
                yield Problem(Code.HARD_TO_FOLLOW.value, line.where, what, hint, Severity.WARNING)


def _grades(line: Line, language: str, grade: Grade) -> Iterator[float]:
    written = [one for one in (line, line.shorter, line.simpler) if one is not None and one.origin is Origin.WRITTEN]
    for text in (text for one in written for text in one.says):
        if len(text.split()) >= FEWEST_WORDS and (found := grade(text, language)) is not None:
            yield found


def _told(grade: float) -> str:
    """Formulas run on beyond any school."""
    return f"{grade:.0f}" if grade <= LONGEST_SCHOOL else f"more than {LONGEST_SCHOOL}"
