"""House lines: what every figure can answer without its pack saying so."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError


@dataclass(frozen=True, slots=True)
class Intent:
    """Something visitors say to any figure."""

    id: str
    asks: Sequence[str]
    says: Sequence[str]
    patterns: Sequence[re.Pattern[str]] = ()
    """A question that holds one of these means this intent, whatever else it resembles."""

    unless: Sequence[re.Pattern[str]] = ()
    """Not so where it holds one of these."""

    request: str = ""
    """What it asks of the kiosk itself."""

    follow: str = ""
    """more or why: belongs to what was said before."""

    safety: bool = False
    """Answered in every pack; only a locked line of the pack takes its place."""

    suggests: bool = False
    """Its answer comes with questions to choose from."""

    def is_meant_by(self, question: str) -> bool:
        """Whether its patterns alone decide."""
        spoken = question.lower().replace("’", "'")
        if any(pattern.search(spoken) for pattern in self.unless):
            return False
        return any(pattern.search(spoken) for pattern in self.patterns)


@cache
def house_lines(language: str) -> tuple[Intent, ...]:
    """The intents in that language; those of English where there are none."""
    folder = resources.files("kiosk.mind") / "house"
    file = folder / f"{language.split('-', maxsplit=1)[0]}.toml"
    if not file.is_file():
        file = folder / "en.toml"
    try:
        return tuple(_intent(entry) for entry in tomllib.loads(file.read_text("utf-8"))["intent"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise MindError(Problem("KN0003", f"kiosk/mind/house/{file.name}", f"cannot be read: {error}")) from error


def _intent(entry: Mapping[str, Any]) -> Intent:
    compiled = {key: tuple(re.compile(one) for one in entry.get(key, ())) for key in ("patterns", "unless")}
    return Intent(**{**entry, **compiled})


@cache
def everyday(language: str) -> tuple[tuple[str, str], ...]:
    """Topic and question of what no figure is there to answer; empty in a language that has none."""
    file = resources.files("kiosk.mind") / "data" / "everyday.toml"
    topics: Mapping[str, Sequence[str]] = tomllib.loads(file.read_text("utf-8")).get(
        language.split("-", maxsplit=1)[0], {}
    )
    return tuple((topic, question) for topic, questions in topics.items() for question in questions)
