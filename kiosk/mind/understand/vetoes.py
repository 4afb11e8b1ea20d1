"""Vetoes: names, numbers and dates that are asked about and that a line knows nothing of."""

import re
from collections.abc import Sequence

from kiosk.domain.content.script import Line
from kiosk.mind.understand.numerals import numbers, telling
from kiosk.mind.understand.parts import asks, parts
from kiosk.mind.understand.words import CAPITAL, FUNCTION_WORDS, TOKEN, capitalised, names_of, stem, tokens

NUMBER_FACTOR = NAME_FACTOR = KIN_FACTOR = AMOUNT_FACTOR = 0.4
"""What a contradiction leaves of the confidence: never enough to say the line, and less with each further one."""

_KIN = """father mother husband wife brother sister son daughter child children parents grandmother grandfather uncle
aunt friend tutor teacher governess servant cat dog horse"""


_SAME = {"dad": "father", "daddy": "father", "papa": "father", "mum": "mother", "mom": "mother", "mummy": "mother"}
_SAME |= {"kid": "child", "kids": "child", "children": "child", "spouse": "husband"}


_PARTICLED = re.compile(r"\b(?:De|Von|Van|Le|La|Du) [A-Z]\w{3,}")
_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
_OWN = re.compile(r"(?i)\b(my|our)( [a-z]+)? ([a-z]+)")
_OF_ONESELF = re.compile(r"(?i)^\W*(and |but |so |oh |well )*(i|i'm|i've|i'll|we|we're|we've|my|our)\b")
_TITLED = re.compile(
    r"\b(lady|miss|mrs|madam|madame|queen|princess|countess|lord|mr|mister|sir|king|prince|count)\.? (\w+)"
)
_TITLES = "baron baroness count duke duchess lord lady sir doctor captain"
TITLES = frozenset(stem(word) for word in _TITLES.split())
FEMALE = frozenset({"lady", "miss", "mrs", "madam", "madame", "queen", "princess", "countess"})


def _joined(text: str) -> str:
    """Yeong-sil is Yeongsil."""
    return _HYPHEN.sub("", text)


def _asked(question: str) -> str:
    """Without what the visitor tells of his own life: nobody asks about his wife who asks for the lift."""
    about = [part for part in parts(question) if asks(part) or not _OF_ONESELF.search(part)]
    return _OWN.sub(" ", " ".join(about) or question)


def _titled(text: str) -> frozenset[tuple[bool, str]]:
    """Whether a woman's title stands before a name: Lady Byron is not Byron."""
    return frozenset((title in FEMALE, stem(name)) for title, name in _TITLED.findall(_joined(text).lower()))


def _stems(text: str) -> frozenset[str]:
    plain = (word.removesuffix("'s") for word in tokens(_joined(text)))
    return frozenset(stem(_SAME.get(word, word)) for word in plain)


KIN = _stems(_KIN)
"""Whom a question is about: an answer on somebody else is no answer."""


DATES = ("when", "what year", "which year", "what date", "which day", "what day")
AMOUNTS = ("how many", "how much", "how old", "how tall", "how long", "how far", "how big", "how often")


class Vetoes:
    """What every line knows, and all names of the pack."""

    def __init__(self, lines: Sequence[Line], texts: Sequence[str], figure: str) -> None:
        known = [" . ".join((*line.asks, *line.says)) for line in lines]
        self._words = {line.id: _stems(text) for line, text in zip(lines, known, strict=True)}
        self._asked = {line.id: " ".join(line.asks).lower() for line in lines}
        self._said = {line.id: numbers(" . ".join(line.says)) for line in lines}
        self._asks = {line.id: _stems(" ".join((*line.asks, line.id.replace("-", " ")))) for line in lines}
        self._numbers = {line.id: numbers(text) for line, text in zip(lines, known, strict=True)}
        self._titled = {line.id: _titled(text) for line, text in zip(lines, known, strict=True)}
        prose = [_joined(text) for text in (*(" . ".join(line.says) for line in lines), *texts)]
        self._plain = frozenset(stem(word) for text in prose for word in TOKEN.findall(text) if word[:1].islower())
        self._names = names_of(prose, [_joined(" . ".join(line.asks)) for line in lines])
        self.spelled = {stem(word.lower()): word for text in (*known, *texts) for word in CAPITAL.findall(text)}
        self.spelled = {one: word for one, word in self.spelled.items() if _joined(one) in self._names}
        # A title sounds like many a name: Baron like Byron.
        self.spelled = {one: word for one, word in self.spelled.items() if one not in TITLES}
        self.spelled |= {name.lower(): name for text in (*known, *texts) for name in _PARTICLED.findall(text)}
        self.known = frozenset(one for words in self._words.values() for one in words)
        self._figure = _stems(figure) | {"museum", "english", "god"}

    def factor(self, line: str, question: str) -> float:
        """What is left of the confidence in that line: 1 where nothing speaks against it."""
        question, factor = _asked(question), 1.0
        if telling(question) - self._numbers[line]:
            factor *= NUMBER_FACTOR
        if self.named(question) - self._words[line] or self._is_of_another_sex(line, question):
            factor *= NAME_FACTOR
        if (_stems(question) & KIN) - self._asks[line]:
            factor *= KIN_FACTOR
        if not self._has_amount(line, question.lower()):
            factor *= AMOUNT_FACTOR
        return factor

    def _is_of_another_sex(self, line: str, question: str) -> bool:
        own = self._titled[line]
        return any(
            (not is_female, name) in own and (is_female, name) not in own for is_female, name in _titled(question)
        )

    def is_strange(self, question: str) -> bool:
        """Whether it asks about a name that nothing here knows."""
        return bool(self.named(_asked(question)) - self.known - self._plain - self._names)

    def _has_amount(self, line: str, question: str) -> bool:
        """A question for a date or an amount needs a line that is asked so, or that tells one."""
        asked, said = self._asked[line], self._said[line]
        if any(question.startswith(opening) for opening in DATES):
            return any(opening in asked for opening in DATES) or any(len(number) > 1 for number in said)
        if any(question.startswith(opening) for opening in AMOUNTS):
            # "One" is said of too many things to be an amount.
            return any(opening in asked for opening in AMOUNTS) or bool(said - {"1"})
        return True

    def named(self, question: str) -> frozenset[str]:
        """Names in the question besides the figure's own, whether or not they are written with capitals."""
        plain = FUNCTION_WORDS["en"]
        spoken = {stem(word) for word in tokens(_joined(question)) if word not in plain}
        # Where everything is in capitals they make no names.
        is_shouted = question.isupper()
        written = frozenset() if is_shouted else capitalised(_joined(question))
        # What the pack itself writes small is no name, however the visitor writes it: the Great Exhibition.
        return frozenset((spoken & self._names) | (written - plain - self._plain)) - self._figure
