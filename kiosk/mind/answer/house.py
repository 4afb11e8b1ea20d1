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

LINES, TOPICS = "answer/house_lines", "guard/topics"
"""Folders of this room with a file for each language."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something visitors say to any figure."""

    id: str
    asks: Sequence[str]
    says: Sequence[str]
    says_named: Sequence[str] = ()
    """The same variants where the visitor has just told a name, which stands for `{visitor}`."""

    patterns: Sequence[re.Pattern[str]] = ()
    """A question that holds one of these means this intent, whatever else it resembles."""

    unless: Sequence[re.Pattern[str]] = ()
    """Not so where it holds one of these."""

    request: str = ""
    """What it asks of the kiosk itself."""

    follow: str = ""
    """more, why, source, simpler, shorter or age: belongs to what was said before, or to the figure."""

    fact: str = ""
    """Asks for this key of the kiosk's `[house_facts]`; `says` is for where it is not set."""

    stays: bool = False
    """The visitor is telling something, and may go on with it for several turns."""

    safety: bool = False
    """Answered in every pack; only a locked line of the pack takes its place."""

    urgent: bool = False
    """Only a locked line on this very topic takes its place; found in every language the guard knows."""

    yields: bool = False
    """A line of the pack that is surely meant comes first."""

    firm: bool = False
    """Where a pattern decides, only the very words of a line of the pack come first."""

    hides_heard: bool = False
    """What was said is not to stand on the screen."""

    personal: bool = False
    """Without a word about oneself a question only seems to be of it."""

    must_say: Sequence[re.Pattern[str]] = ()
    """A pack's answer to it holds one of these …"""

    must_not_say: Sequence[re.Pattern[str]] = ()
    """… and none of these."""

    grieves: bool = False
    """Whoever says it is spoken to gently for the next answers."""

    suggests: bool = False
    """Its answer comes with questions to choose from."""

    def is_meant_by(self, *forms: str) -> bool:
        """Whether its patterns alone decide, of a question that may be written in several ways."""
        spoken = [_plain(form) for form in forms]
        is_found = any(one.search(form) for form in spoken for one in self.patterns)
        return is_found and not any(self.is_barred_from(form) for form in spoken)

    def is_barred_from(self, question: str) -> bool:
        """Whether the wording says that it is something else."""
        spoken = _plain(question)
        return any(one.search(spoken) for one in self.unless)

    def permits(self, says: Sequence[str]) -> bool:
        """Whether a pack's answer in these variants may take its place."""
        if any(pattern.search(text) for text in says for pattern in self.must_not_say):
            return False
        return not self.must_say or all(any(one.search(text) for one in self.must_say) for text in says)


def _plain(question: str) -> str:
    return question.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words are profane in one language."""

    languages: tuple[str, ...]
    """English names of the languages whose list counts."""

    plain: tuple[str, ...]
    """Words of the lists that are ordinary all the same."""

    more: tuple[str, ...]
    """Words that the lists lack."""


GUARDED_LANGUAGES = ("en", "ko")
PIECE = re.compile(r"(?<!P)<([a-z]+)>")
"""Stands in a pattern for the piece of that name."""

# Questions are put in small letters before they are searched; a pack's answers are searched as they are written.
FLAGS = {"patterns": 0, "unless": 0, "must_say": re.IGNORECASE, "must_not_say": re.IGNORECASE}


@cache
def house_lines(language: str) -> tuple[Intent, ...]:
    """What every pack answers, the careful topics first; in English where that language has none."""
    return (*guarded(language), *_intents(LINES, language))


@cache
def guarded(language: str) -> tuple[Intent, ...]:
    """The careful topics of the guard."""
    return _intents(TOPICS, language)


@cache
def wordings(language: str) -> tuple[tuple[str, str], ...]:
    """Topic and sentence, from which a likeness to the careful topics is learned; `ordinary` is none of them."""
    return tuple((topic, text) for topic, texts in _table(f"{TOPICS}/wordings", language).items() for text in texts)


@cache
def language_names(language: str) -> Mapping[str, str]:
    """By tag, what people call a language in that language."""
    names: Mapping[str, str] = _table(LINES, language)["languages"]
    return names


@cache
def pieces(language: str) -> Mapping[str, str]:
    """By name, the pieces that the patterns of the house lines are made of."""
    return _pieces(_table(LINES, language).get("parts", {}))


@cache
def asides(language: str) -> tuple[re.Pattern[str], ...]:
    """Wordings of questions about the figure's own life, which resemble a careful topic only by chance."""
    return tuple(re.compile(one) for one in _table(TOPICS, language)["asides"])


@cache
def selves(language: str) -> tuple[re.Pattern[str], ...]:
    """Words with which visitors speak of themselves; none where a language leaves them out."""
    return tuple(re.compile(one) for one in _table(TOPICS, language).get("selves", ()))


@cache
def quotes(language: str) -> tuple[re.Pattern[str], ...]:
    """Wordings in which a hard word is asked about, or quoted, and not said to the figure."""
    return tuple(re.compile(one) for one in _table(TOPICS, language).get("quotes", ()))


@cache
def mishearings(language: str) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """What recognizers write for words that the careful topics turn on, and those known by their sound."""
    table = _table(TOPICS, language).get("misheard", {})
    return table.get("words", {}), table.get("by_sound", ())


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words that are not said in company."""
    table = _table(TOPICS, language)["profanity"]
    return Vocabulary(tuple(table["languages"]), tuple(table["plain"]), tuple(table["more"]))


@cache
def helpline(language: str) -> str:
    """Whom to turn to in need, where the pack does not say it."""
    return str(_table(TOPICS, language)["helpline"])


def _intents(folder: str, language: str) -> tuple[Intent, ...]:
    try:
        known = _pieces(_table(folder, language).get("parts", {}))
        return tuple(_intent(entry, known) for entry in _table(folder, language)["intent"])
    except (KeyError, TypeError, re.error) as error:
        where = f"kiosk/mind/{folder}/{language}.toml"
        raise MindError(Problem("KN0003", where, f"cannot be read: {error}")) from error


@cache
def _table(folder: str, language: str) -> Mapping[str, Any]:
    place = resources.files("kiosk.mind").joinpath(folder)
    file = place / f"{language.split('-', maxsplit=1)[0]}.toml"
    if not file.is_file():
        file = place / "en.toml"
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise MindError(Problem("KN0003", f"kiosk/mind/{folder}/{file.name}", f"cannot be read: {error}")) from error


def _pieces(parts: Mapping[str, str]) -> Mapping[str, str]:
    """Pieces of patterns by name; a later one may hold earlier ones."""
    whole: dict[str, str] = {}
    for name, piece in parts.items():
        whole[name] = f"(?:{_whole(piece, whole)})"
    return whole


def _whole(pattern: str, known: Mapping[str, str]) -> str:
    return PIECE.sub(lambda found: known.get(found[1], found[0]), pattern)


def _intent(entry: Mapping[str, Any], known: Mapping[str, str]) -> Intent:
    compiled = {
        key: tuple(re.compile(_whole(one, known), flags) for one in entry.get(key, ())) for key, flags in FLAGS.items()
    }
    return Intent(**{**entry, **compiled})


@cache
def everyday(language: str) -> tuple[tuple[str, str], ...]:
    """Topic and question of what no figure is there to answer; empty in a language that has none."""
    file = resources.files("kiosk.mind") / "data" / "everyday.toml"
    topics: Mapping[str, Sequence[str]] = tomllib.loads(file.read_text("utf-8")).get(
        language.split("-", maxsplit=1)[0], {}
    )
    return tuple((topic, question) for topic, questions in topics.items() for question in questions)
