"""Entities: whom, what and where "she", "it" and "there" mean.

The last of each kind is remembered, and what the visitor named comes before what the answer named: a simple form of
centering (Grosz, Joshi and Weinstein, "Centering: A Framework for Modeling the Local Coherence of Discourse", 1995).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.content.script import Line
from kiosk.mind.answer.korean_subjects import Subjects
from kiosk.mind.texts.sentences import split
from kiosk.mind.understand.words import CAPITAL, HANGUL, content

_HE = """father husband brother son grandfather uncle nephew tutor king prince general minister man boy"""
_SHE = """mother wife sister daughter grandmother aunt niece governess nurse queen princess woman girl"""
_THEY = """children sons daughters parents brothers sisters friends servants teachers enemies people"""
HE, SHE, THEY = (frozenset(words.split()) for words in (_HE, _SHE, _THEY))
MALE_TITLES = frozenset({"mr", "mister", "lord", "sir", "king", "prince", "count", "earl"})
FEMALE_TITLES = frozenset({"mrs", "missus", "miss", "lady", "queen", "princess", "madame", "countess"})
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_MALE = re.compile(r"(?i)\b(he|him|his)\b")
_FEMALE = re.compile(r"(?i)\b(she|her|hers)\b")
_PLACE = re.compile(r"\b(?:in|at|to|near|from) ((?:[A-ZÄÖÜÉ][\w’'-]+)(?: [A-ZÄÖÜÉ][\w’'-]+)*)")
_SAME = {"dad": "father", "daddy": "father", "papa": "father", "mum": "mother", "mom": "mother", "mummy": "mother"}
_SAME |= {"kids": "children", "granny": "grandmother", "grandma": "grandmother", "grandad": "grandfather"}
_NOBODY = frozenset({"I", "Mister", "Mr", "Mrs", "Miss", "Lady", "Lord", "Sir", "Doctor"})
_KOREAN_KIN = re.compile(
    "아버지|아버님|어머니|어머님|할머니|할아버지|형님?|누나|동생|아들|딸|왕비|왕후|부인|자녀|아이들|신하"
)


@dataclass(frozen=True, slots=True)
class Entities:
    """The last of each kind, as words that can stand in a question; empty where there was none."""

    him: str = ""
    her: str = ""
    them: str = ""
    it: str = ""
    there: str = ""

    @property
    def anybody(self) -> str:
        """In a language whose pronouns tell no sex."""
        return self.him or self.her or self.them


class People:
    """Who the names of a pack are: he, she, or unknown."""

    def __init__(self, lines: Iterable[Line], texts: Iterable[str], names: Iterable[str], figure: str) -> None:
        """`names`: as they are written; `figure`: the figure's own name, which no pronoun means."""
        lines = tuple(lines)
        self._subjects = Subjects(lines)
        self._figure = frozenset(_WORD.findall(figure))
        told = Counter[str](), Counter[str]()
        for text in (*(" ".join((*line.asks, *line.says)) for line in lines), *texts):
            self._count(split(text), told)
        known = frozenset(word.split()[-1] for word in names)
        self._is_he = {word: told[0][word] > told[1][word] for word in known if told[0][word] != told[1][word]}

    def _count(self, sentences: Sequence[str], told: tuple[Counter[str], Counter[str]]) -> None:
        """A title decides; else the pronouns of the sentence and of the next."""
        for at, sentence in enumerate(sentences):
            words = _WORD.findall(sentence)
            near = " ".join(sentences[at : at + 2])
            pronouns = len(_MALE.findall(near)), len(_FEMALE.findall(near))
            for before, word in zip(["", *words], words, strict=False):
                if not word[:1].isupper() or word in _NOBODY or word in self._figure:
                    continue
                titles = 20 * (before.lower() in MALE_TITLES), 20 * (before.lower() in FEMALE_TITLES)
                for sex in (0, 1):
                    told[sex][word] += titles[sex] + pronouns[sex]

    def after(self, before: Entities, question: str, line: Line | None, text: str) -> Entities:
        """Whom and what is spoken of once this question got this answer, best by the question, then the line."""
        if HANGUL.search(question + text):
            return self._after_korean(before, question, line)
        found = before
        # From the least to the most telling: what is read later takes the place of what was read before.
        for source in (text, *(line.asks[::-1] if line is not None else ()), question):
            found = self._with(found, source, source is text)
        asked = content(question) or (content(line.asks[0]) if line is not None else [])
        return replace(found, it=" ".join(asked[:4]) or found.it)

    def _with(self, before: Entities, source: str, first_only: bool) -> Entities:
        found: dict[str, str] = {}
        for word in self._persons(source):
            kind = self._kind(word)
            if kind and not (first_only and kind in found):
                found[kind] = word
        places = [place for place in _PLACE.findall(source) if place.split()[-1] not in self._is_he]
        if places:
            found["there"] = places[0] if first_only else places[-1]
        return replace(before, **found)

    def _persons(self, source: str) -> list[str]:
        words = _WORD.findall(source)
        spoken = [word.removesuffix("'s").removesuffix("’s") for word in words]
        capitals = {word.removesuffix("'s").removesuffix("’s") for word in CAPITAL.findall(source)}
        found = []
        for word in spoken:
            plain = _SAME.get(word.lower(), word.lower())
            if plain in HE | SHE | THEY:
                found.append(f"your {plain}")
            elif word in self._is_he and word in capitals and word not in self._figure:
                found.append(word)
        return found

    def _kind(self, person: str) -> str:
        plain = person.removeprefix("your ")
        if plain in HE:
            return "him"
        if plain in SHE:
            return "her"
        if plain in THEY:
            return "them"
        is_he = self._is_he.get(person)
        return "" if is_he is None else "him" if is_he else "her"

    def _after_korean(self, before: Entities, question: str, line: Line | None) -> Entities:
        """Whom the question names, else whom the line is about; and the line's subject."""
        subject = self._subjects.of(line)
        kin = _KOREAN_KIN.findall(question) or [
            one for ask in (line.asks if line else ()) for one in _KOREAN_KIN.findall(ask)
        ]
        named = self._subjects.person(question) or self._subjects.person(subject) or (kin[0] if kin else before.him)
        return Entities(him=named, it=subject or before.it)


def instead(question: str, entities: Mapping[str, str]) -> str:
    """The question with every pronoun replaced by what it means, where that is known."""
    return _PRONOUN.sub(lambda found: _put(found, entities), question)


_PRONOUN = re.compile(r"(?i)\b(he|him|his|she|her|hers|they|them|their|there)\b")
_PUT = {
    "he": ("him", ""), "him": ("him", ""), "his": ("him", "'s"), "she": ("her", ""), "her": ("her", "?"),
    "hers": ("her", "'s"), "they": ("them", ""), "them": ("them", ""), "their": ("them", "'s"),
    "there": ("there", "in"),
}  # fmt: skip
_OWNED = re.compile(r"(?i)(?!(and|or|in|at|to|when|with|then|like|again|there|for|from|about)\b)[a-z]")


def _put(found: re.Match[str], entities: Mapping[str, str]) -> str:
    kind, ending = _PUT[found.group().lower()]
    meant = entities.get(kind, "")
    if not meant:
        return found.group()
    if ending == "in":
        return f"in {meant}"
    # "her" owns what follows it, unless a small word or the end does.
    owns = ending == "'s" or (ending == "?" and bool(_OWNED.match(found.string[found.end() :].lstrip())))
    return f"{meant}'s" if owns else meant
