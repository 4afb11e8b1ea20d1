"""Follow-ups: questions that lean on what was said before."""

import re
from collections import Counter
from collections.abc import Iterable

from kiosk.domain.content.script import Line
from kiosk.mind.understand.words import FUNCTION_WORDS, TOKEN, stem, tokens

OPENINGS = re.compile(r"(?i)^(and|but|so|then|what about|how about)\b[ ,]*")
PERSONS = {"he": "", "him": "", "his": "'s", "she": "", "her": "", "hers": "'s", "they": "", "them": "", "their": "'s"}
THINGS = frozenset({"it", "its", "that", "this", "those", "these", "there", "then"})
LONGEST = 10
"""Words; who says more names what they mean."""

FIGURE = frozenset({"i", "mr", "mrs", "miss", "lady", "lord", "sir", "mister", "doctor"})


def leans(question: str) -> bool:
    """Whether the question needs what was said before to be understood."""
    words = tokens(question)
    if not words or len(words) > LONGEST:
        return False
    if OPENINGS.match(question) and len(words) <= 6:
        return True
    named = any(word[:1].isupper() and word.lower() not in FUNCTION_WORDS["en"] for word in TOKEN.findall(question)[1:])
    pointing = [word for word in words if word.removesuffix("'s") in PERSONS or word in THINGS]
    return bool(pointing) and not named


def resolved(question: str, line: Line, names: Iterable[str]) -> str:
    """The question with the last line's person in place of "he" or "her", or with its topic behind it."""
    known = set(names)
    person = _person(line, known)
    plain = OPENINGS.sub("", question)
    if person and any(word in PERSONS for word in tokens(plain)):
        return TOKEN.sub(lambda found: _instead(found.group(), person), plain)
    topic = person or " ".join(re.split(r"[-_ ]+", line.topic or line.id))
    return f"{plain.rstrip(' ?.!')} {topic}?"


def _instead(word: str, person: str) -> str:
    ending = PERSONS.get(word.lower())
    return word if ending is None else f"{person}{ending}"


def _person(line: Line, names: set[str]) -> str:
    """The name that the line's questions hold most often."""
    counted: Counter[str] = Counter()
    for ask in line.asks:
        for word in TOKEN.findall(ask)[1:]:
            word = word.removesuffix("'s").removesuffix("’s")
            if word[:1].isupper() and word.lower() not in FIGURE and (not names or stem(word.lower()) in names):
                counted[word] += 1
    return counted.most_common(1)[0][0] if counted else ""
