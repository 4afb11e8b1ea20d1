"""Follow-ups: questions that lean on what was said before."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kiosk.domain.content.script import Line
from kiosk.mind.answer.entities import Entities, instead
from kiosk.mind.understand.words import FUNCTION_WORDS, HANGUL, TOKEN, content, tokens

OPENINGS = re.compile(r"(?i)^((and|but|so|then|what about|how about)\b[ ,]*)+")
PERSONS = frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "their"})
THINGS = frozenset({"it", "its", "that", "this", "those", "these", "there", "then", "one", "ones", "all"})
LONGEST = 10
"""Words; who says more names what they mean."""

SHORTEST = 3
"""Words; so short a question with an asking word names nothing of its own."""

_ASKING = "who whom whose what when where why how which with by since until"
ASKING, MEASURES = frozenset(_ASKING.split()), frozenset({"long", "many", "much", "often"})
AGE = re.compile(r"(?i)^(and |so )*how old (were|was) (you|he|she)\W*$")
_KOREAN_LEANING = re.compile(
    r"그 ?(분|사람|것|거|건|게|걸|때|곳|이|녀)|거기|그래서|그럼|그러면|그리고 나서|그 다음"
    r"|^(왜|어떻게|언제|어디|누가|얼마)[가-힣]{0,5}[?.]?$"
)


def leans(question: str) -> bool:
    """Whether the question needs what was said before to be understood."""
    words = tokens(question)
    if not words or len(words) > LONGEST:
        return False
    if HANGUL.search(question):
        return bool(_KOREAN_LEANING.search(question.strip()))
    if AGE.search(question) or (OPENINGS.match(question) and len(words) <= 6):
        return True
    plain = FUNCTION_WORDS["en"]
    if (
        len(words) <= SHORTEST
        and words[0] in ASKING
        and not [word for word in words if word not in plain | {"long", "many"}]
    ):
        return True
    named = any(word[:1].isupper() and word.lower() not in plain for word in TOKEN.findall(question)[1:])
    pointing = [word for word in words if word.removesuffix("'s") in PERSONS or word.removesuffix("'s") in THINGS]
    return bool(pointing) and not named


def points_to_somebody(question: str) -> bool:
    """Whether it speaks of somebody who was named before."""
    return any(word.removesuffix("'s") in PERSONS for word in tokens(question))


@dataclass(frozen=True, slots=True)
class Fuller:
    """What a question that leans may mean."""

    text: str
    topic: str = ""
    """What was put behind it; alone it must not lead to the same answer."""


def resolved(question: str, entities: Entities, line: Line | None) -> Sequence[Fuller]:
    """What the question may mean, the likeliest first: pronouns as what they mean, or the topic put behind it."""
    plain = OPENINGS.sub("", question).rstrip(" ?.!") or question
    if HANGUL.search(question):
        meant = re.sub(r"그 ?(분|사람|이|녀)", entities.anybody or "", plain) if entities.anybody else plain
        topic = " ".join(entities.it.split()[:3])
        rest = _KOREAN_LEANING.sub(" ", plain)
        return tuple(dict.fromkeys([Fuller(meant), Fuller(f"{topic} {rest}".strip(), topic)]))
    replaced = instead(plain, asdict(entities))
    about = entities.it if not points_to_somebody(question) else ""
    topics = [about, " ".join(re.split(r"[-_ ]+", line.id)) if line is not None else ""]
    known = set(content(replaced))
    behind = [Fuller(f"{replaced} {topic}?", topic) for topic in topics if topic and not set(content(topic)) <= known]
    meant_by_names = [Fuller(f"{replaced}?")] if replaced != plain else []
    return tuple(dict.fromkeys([*meant_by_names, *behind])) or (Fuller(question),)
