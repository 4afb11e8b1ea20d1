"""Rehearsal files: what a scripted visitor does and what is expected of the figure."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kiosk.domain.problem import KioskError, Problem
from kiosk.domain.screen.controls import CHIP

ACTIONS: dict[str, type] = {
    "faces": int,
    "image": str,
    "video": str,
    "wav": str,
    "hall": str,
    "says": str,
    "types": str,
    "taps": str,
    "cues": str,
    "holds": bool,
    "leaves": bool,
}
AFTER = ("greeting", "answer", "address", "farewell", "step", "sound")
"""`step`: at once after the step before; `sound`: when what the visitor said last has been heard to its end."""

EXPECTED = ("route", "line", "heard", "says")
FILES = ("image", "video", "wav", "hall")
LONGEST_STEPS = 500


class RehearsalError(KioskError):
    """The rehearsal cannot be played."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the visitor does."""

    number: int
    action: str
    value: Any
    """A number of faces, an absolute Path, a text, a control's name, or True."""

    at: float | None = None
    """Seconds after the start, or None."""

    after: str | None = None
    """The event after the previous step that it waits for, or None."""

    expect: Mapping[str, str] = field(default_factory=dict)


def read_rehearsal(file: Path) -> tuple[Step, ...]:
    """The steps in order. Raises RehearsalError with every problem of the file."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RehearsalError(Problem("KR0002", str(file), f"is not valid TOML: {error}")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RehearsalError(Problem("KR0001", str(file), f"cannot be read: {error}", "check the path")) from error
    problems: list[Problem] = []
    rows = table.pop("step", [])
    for key in table:
        problems.append(Problem("KR0003", f"{file} {key}", "is not known here", "a rehearsal holds [[step]] tables"))
    if not isinstance(rows, list) or not rows or len(rows) > LONGEST_STEPS:
        what = f"needs between 1 and {LONGEST_STEPS} [[step]] tables"
        raise RehearsalError(*problems, Problem("KR0004", str(file), what))
    steps = [_step(file, number, row, problems) for number, row in enumerate(rows, 1)]
    if problems:
        raise RehearsalError(*problems)
    return tuple(step for step in steps if step is not None)


def _step(file: Path, number: int, row: Any, problems: list[Problem]) -> Step | None:
    where = f"{file} step {number}"
    if not isinstance(row, dict):
        problems.append(Problem("KR0004", where, "is not a table"))
        return None
    known = {"at", "after", "expect", *ACTIONS}
    for key in row.keys() - known:
        problems.append(
            Problem("KR0003", f"{where} {key}", "is not known here", f"known are: {', '.join(sorted(known))}")
        )
    actions = [key for key in row if key in ACTIONS]
    if len(actions) != 1:
        problems.append(Problem("KR0005", where, "needs exactly one action", ", ".join(ACTIONS)))
        return None
    action = actions[0]
    value: Any = row[action]
    if type(value) is not ACTIONS[action]:
        problems.append(Problem("KR0006", f"{where} {action}", f"must be of kind {ACTIONS[action].__name__}"))
        return None
    if action in FILES:
        value = (file.parent / str(value)).resolve()
        if not value.is_file():
            problems.append(Problem("KR0007", f"{where} {action}", f"there is no file {value}"))
    at, after = row.get("at"), row.get("after")
    if (at is None) == (after is None) or (after is not None and after not in AFTER) or not _is_time(at):
        problems.append(Problem("KR0008", where, "needs either `at` in seconds or `after`", ", ".join(AFTER)))
        return None
    return Step(number, action, value, None if at is None else float(at), after, _expected(where, row, problems))


def _is_time(at: Any) -> bool:
    return at is None or (isinstance(at, (int, float)) and not isinstance(at, bool) and 0 <= at <= 86_400)


def _expected(where: str, row: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    expect = row.get("expect", {})
    if not isinstance(expect, dict) or not all(isinstance(value, str) for value in expect.values()):
        problems.append(Problem("KR0009", f"{where} expect", "must be a table of texts"))
        return {}
    for key in expect.keys() - set(EXPECTED):
        problems.append(Problem("KR0003", f"{where} expect.{key}", "is not known here", ", ".join(EXPECTED)))
    return dict(expect)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its reply, as the summary tells it."""

    heard: str
    route: str
    line: str | None
    text: str
    label: str
    latency: float | None
    """Last voiced sample to first audible sample; None for typed or tapped questions."""


def check_chips(steps: Sequence[Step], lines: Collection[str]) -> None:
    """Raises RehearsalError where a step touches a question that no line of the pack answers."""
    problems = []
    for step in steps:
        line = str(step.value).removeprefix(CHIP)
        if step.action == "taps" and str(step.value).startswith(CHIP) and line not in lines:
            near = get_close_matches(line, lines, 1) or sorted(lines)[:1]
            what = f"'{step.value}' names no line of the pack"
            hint = f"did you mean '{CHIP}{near[0]}'?" if near else "the pack has no lines"
            problems.append(Problem("KR0013", f"step {step.number} taps", what, hint))
    if problems:
        raise RehearsalError(*problems)


def no_reply(step: Step) -> Problem:
    """Nothing was answered to what the visitor said or did in this step."""
    return Problem("KR0010", f"step {step.number}", "no reply came")


def unmet(step: Step, turn: Turn | None) -> tuple[Problem, ...]:
    """What a reply lacks of what its step expects (substrings, whatever the case)."""
    if not step.expect:
        return ()
    where = f"step {step.number}"
    if turn is None:
        return (no_reply(step),)
    actual = {"route": turn.route, "line": turn.line or "", "heard": turn.heard, "says": turn.text}
    return tuple(
        Problem("KR0011", f"{where} expect.{key}", f"expected '{wanted}', was '{actual[key]}'")
        for key, wanted in step.expect.items()
        if key in actual and wanted.casefold() not in actual[key].casefold()
    )


def ended_phase(before: str, after: str) -> str | None:
    """Which awaited event a change of phase is."""
    match before, after:
        case "greeting", "listening":
            return "greeting"
        case "answering", "listening":
            return "answer"
        case "address", _:
            return "address"
        case _, "attract" if before != "attract":
            return "farewell"
        case _:
            return None


def events_of(steps: Sequence[Step]) -> int:
    """How many replies a rehearsal expects at least."""
    return sum(1 for step in steps if step.action in ("wav", "says", "types", "taps"))
