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
SAYS_NOTHING = re.compile(
    r"(?i)^(and |so )*how old (were|was) (you|he|she)\W*$"
    r"|^(?:(?:그런데|근데|그럼|그래서|그래도|임금님은|전하는|전하께서는|당신은) )*"
    r"(?:왜|어떻게|그때|언제|어디서|누가|뭐라고|뭐라) ?(?:그렇게|그리|그런|몇 살)? ?"
    r"(?:하|했|해|되|됐|그러|그랬|답하|대답하|이)"
    r"(?:셨|신|시)?(?:는데|었|았|던|대|다던데|어|나|습니까|요|거)*\W*$"
)
"""Says nothing by itself, however sure it looks."""

_KOREAN_PERSON = re.compile(r"그런? ?(?:분|사람)들?|그(?:이(?=[가는를도])|녀)")
_KOREAN_POINTING = re.compile(
    rf"{_KOREAN_PERSON.pattern}"
    r"|그런? ?(?:것|거(?!울|리)|건(?![물강])|게|걸|때|곳|일)(?:에는?|은|는|이|가|을|를|도)?(?= |$)"
    r"|그 ?(?:뒤|전|후|다음)(?:에)?(?:는|도)?|거기(?:서|에)?(?:는|도)?(?= |$)|^그(?= )|(?<= )그(?= )"
)
_KOREAN_SO = re.compile(r"(?:^| )(?:그렇게|그리|임금님은|전하는|전하께서는|당신은)(?= )")
_KOREAN_OPENING = re.compile(
    r"^(?:(?:그래서|그럼|그러면|그리고 나서|그리고|그런데|근데|그래도|그렇다면|그러고|아니)(?: |$))+"
)
_KOREAN_BARE = re.compile(
    r"^(?:왜|어떻게|언제|어디|누가|누구|누굴|얼마|몇|무슨|뭐라|결과|반응|나중|처음|마지막|결국|원래|갑자기|둘이|계속|다들|사람들이)"
)
_KOREAN_NAMED = re.compile(
    r"(?:[가-힣]{2,}(?:은|는|이|가|을|를|의|에|에서|에게|한테|하고|이랑|와|과)|[가-힣]{2,}도)(?= )"
)
_KOREAN_ASKING = re.compile("왜|어떻|어찌|언제|어디|누가|누구|누굴|얼마|몇|무슨|무엇|뭐|뭘|결과|까닭|이유")
KOREAN_SHORT = 4
"""Words; so short a Korean question that names nothing means what was just spoken of."""


def leans(question: str) -> bool:
    """Whether the question needs what was said before to be understood."""
    words = tokens(question)
    if not words or len(words) > LONGEST:
        return False
    if HANGUL.search(question):
        return _leans_in_korean(question.strip(), len(words))
    if SAYS_NOTHING.search(question) or (OPENINGS.match(question) and len(words) <= 6):
        return True
    plain = FUNCTION_WORDS["en"]
    if (
        len(words) <= SHORTEST
        and words[0] in ASKING
        and not [word for word in words if word not in plain | {"long", "many"}]
    ):
        return True
    named = any(word[:1].isupper() and word.lower() not in plain for word in TOKEN.findall(question)[1:])
    return points(question) and not named


def _leans_in_korean(question: str, words: int) -> bool:
    if _KOREAN_POINTING.search(question) or _KOREAN_OPENING.match(question) or SAYS_NOTHING.search(question):
        return True
    return words <= KOREAN_SHORT and bool(_KOREAN_BARE.match(question) or not _KOREAN_NAMED.search(question))


def points(question: str) -> bool:
    """Whether it speaks of somebody or something that was named before."""
    return any(word.removesuffix("'s") in PERSONS | THINGS for word in tokens(question))


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
        return _resolved_in_korean(plain, entities, line)
    replaced = instead(plain, asdict(entities))
    about = entities.it if not points_to_somebody(question) else ""
    topics = [about, " ".join(re.split(r"[-_ ]+", line.id)) if line is not None else ""]
    known = set(content(replaced))
    behind = [Fuller(f"{replaced} {topic}?", topic) for topic in topics if topic and not set(content(topic)) <= known]
    meant_by_names = [Fuller(f"{replaced}?")] if replaced != plain else []
    return tuple(dict.fromkeys([*meant_by_names, *behind])) or (Fuller(question),)


def _resolved_in_korean(question: str, entities: Entities, line: Line | None) -> Sequence[Fuller]:
    """As it stands, with the person it points to, and with whom or what it leaves out before it."""
    plain = _KOREAN_OPENING.sub("", question) or question
    rest = " ".join(_KOREAN_POINTING.sub(" ", plain).split())
    if SAYS_NOTHING.search(question):
        rest = _KOREAN_SO.sub(" ", rest)
    subjects = [one for one in dict.fromkeys((entities.anybody, entities.it)) if one]
    told = set(content(" ".join((*line.asks, *line.says)))) if line is not None else set()
    is_telling = bool(_KOREAN_ASKING.search(rest)) or not told.isdisjoint(content(rest))
    before = [Fuller(f"{one} {rest}".strip(), "" if is_telling else one) for one in subjects]
    if SAYS_NOTHING.search(question) and before:
        return tuple(before)
    if entities.anybody and _KOREAN_PERSON.search(plain):
        return tuple(dict.fromkeys([Fuller(_KOREAN_PERSON.sub(entities.anybody, plain)), *before]))
    # Of readings that are equally likely the first is taken: the one with the subject.
    return tuple(dict.fromkeys([*before, Fuller(plain)]))
