"""What is wrong, where, and what to do about it: the one way in which the product complains."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Only an error stops what was asked for; a warning is told and passed over."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words for the person who can mend it."""

    code: str
    """Stable, documented: two letters for the room and four digits, such as KP0012."""

    where: str
    """A file with its line, a setting, a device or a model."""

    what: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        hint = f" — {self.hint}" if self.hint else ""
        return f"{self.code} {self.where} {self.what}{hint}"


class KioskError(Exception):
    """Something that was asked for cannot be done; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
