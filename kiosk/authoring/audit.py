"""Scrutiny: what reading alone cannot tell of a pack: its media are opened, its lines asked for, its speech timed."""

import importlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config
from kiosk.app.config.pack_selection import at_stage, narrowed, place_of
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.authoring.build import bar
from kiosk.authoring.durations import measured
from kiosk.authoring.pronunciation import unsure
from kiosk.authoring.reachability import unreached
from kiosk.authoring.vocabulary import unwritable
from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import KioskError, Problem, Severity
from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.difficulty import Grade, check_difficulty
from kiosk.pack.checks.media import check_media
from kiosk.pack.model.reader import Reading
from kiosk.pack.trust.admission import Conditions, admitted

HINT = "pip install 'avatar-kiosk[import]'"


def scrutinized(config: Config, folder: Path, reading: Reading, day: date) -> Reading:
    """The reading with everything else that is wrong; refused as well where a picture, sound or film is broken."""
    media = check_media(folder, _files(folder))
    pack = reading.pack
    if pack is None:
        return replace(reading, problems=_ordered((*reading.problems, *media)))
    stages = [one.id for one in pack.variants] or [""]
    setups = [assemble(config, at_stage(narrowed(pack, day), stage), day) for stage in stages]
    lengths = measured(setups, reading.problems, {problem.where for problem in media})
    others = tuple(problem for problem in reading.problems if problem.code != Code.LONG_ANSWER.value)
    rights, words = _elsewhere(config, pack, day), (*unwritable(pack, setups[0].microphone.recognizers), *unsure(pack))
    found = (*others, *media, *lengths, *rights, *words, *_difficult(pack), *_unreached(setups))
    return Reading(None if media else pack, _ordered(found))


def _files(folder: Path) -> list[str]:
    """Of the pack itself: neither what was built nor what the reader passes over."""
    found = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return [
        path.as_posix()
        for path in found
        if path.parts[0] != "build" and not any(part.startswith(".") for part in path.parts)
    ]


def _elsewhere(config: Config, pack: Pack, day: date) -> Iterator[Problem]:
    """Consents that do not hold where this kiosk says that it stands: a warning, for this may be another machine."""
    place = place_of(config)
    if not place.names and not place.purpose:
        return
    try:
        admitted(pack, day, Conditions(place))
    except KioskError as error:
        yield from (replace(problem, severity=Severity.WARNING) for problem in error.problems)


def _difficult(pack: Pack) -> tuple[Problem, ...]:
    grade = _grade()
    return tuple(check_difficulty(pack, grade)) if grade is not None else ()


def _grade() -> Grade | None:
    """None, and a note to the person who checks, where the library is missing."""
    try:
        found: Grade = importlib.import_module("kiosk.pack.checks.grade_textstat").grade_of
    except ImportError as error:
        print(f"reading levels are not looked at: {error.name} is missing, {HINT}", file=sys.stderr)
        return None
    return found


def _unreached(setups: Sequence[Setup]) -> tuple[Problem, ...]:
    return tuple(unreached([setup.mind for setup in setups], bar("asking its questions")))


def _ordered(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors first."""
    return tuple(sorted(problems, key=lambda problem: not problem.is_error))
