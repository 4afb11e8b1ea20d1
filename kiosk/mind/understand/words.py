"""Words of a question: cleaning, tokens, stems, features and names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from kiosk.mind.understand.korean import bared

TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’]\w+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CAPITAL = re.compile(r"(?<![.!?:…“\"(]\s)(?<!^)\b[A-ZÄÖÜÉ][\w’'-]+")
HANGUL = re.compile("[가-힣]")
LETTERS = re.compile("([ㄱ-ㆎ]+)")
"""Korean letters by themselves, as the young write them: ㅎㅇ, ㅋㅋ."""

HANGUL_GAP = re.compile("(?<=[가-힣]) (?=[가-힣])")

_EN = """a an the of to in on at by for with from about into over under and or but nor if then than as so that this
these those there here it its he him his she her hers they them their we us our you your yours i me my mine is am are
was were be been being do does did done have has had can could will would shall should may might must not no yes please
what which who whom whose when where why how tell me ever just really very much many some any all also too s t d ll
re ve m let know think like say said get got did didn't don't wasn't isn't"""
_KO = """은 는 이 가 을 를 의 에 에서 와 과 도 로 으로 그 저 것 수 좀
무엇 뭐 누구 언제 어디 왜 어떻게 있나요 했나요 인가요 당신 당신은 당신의"""
FUNCTION_WORDS = {"en": frozenset(_EN.split()), "ko": frozenset(_KO.split())}
_UNFINISHED = """a an the of to in on at by for with from about into and or but if than as so that this these those
is am are was were be been being do does did have has had can could will would should may might must
not your my his her their our its what which who whom whose when where why how because very you're
i'm it's tell me say um uh er"""
BREATHS = (",", ";", ":", "-", "–", "—", "…", "...")
UNFINISHED = frozenset(_UNFINISHED.split())
"""English words after which more is to come."""


def cleaned(text: str, longest: int) -> str:
    """One line of letters, digits and punctuation: no control characters, no pictures, not too long."""
    # Cut roughly first, or a text without end would be normalised whole; blanks and pictures fall away afterwards.
    text = "".join(_normal(piece) for piece in LETTERS.split(text[: longest * 4]))
    kept = "".join(" " if unicodedata.category(char)[0] in "CZ" or is_picture(char) else char for char in text)
    return " ".join(kept.split())[:longest].strip()


def _normal(piece: str) -> str:
    # Letters by themselves would become the beginnings of syllables, which no pattern knows.
    return piece if LETTERS.match(piece) else unicodedata.normalize("NFKC", piece)


def is_picture(char: str) -> bool:
    """Emoji and other symbols that nobody can say."""
    return unicodedata.category(char) in ("So", "Sk") or char in "\ufe0f\u200d"


def tokens(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in TOKEN.findall(text)]


def spoken_form(text: str) -> str:
    """The same for every spelling of case and punctuation."""
    return " ".join(tokens(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light English stem; other scripts pass unchanged."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead, shortest in (
        ("ies", "y", 5), ("sses", "ss", 6), ("ings", "", 7), ("ing", "", 6), ("edly", "", 7), ("ied", "y", 5),
        ("ed", "", 5), ("ly", "", 6), ("es", "", 5), ("s", "", 4), ("e", "", 4),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls" else word


def content(text: str, language: str = "en") -> list[str]:
    """Stems of the words that carry the meaning; for Hangul pairs of syllables of what a word is about."""
    function_words = FUNCTION_WORDS.get(language.split("-", maxsplit=1)[0], frozenset())
    found: list[str] = []
    for word in tokens(closed_up(text)):
        if word in function_words:
            continue
        if HANGUL.search(word):
            found += [pair for one in bared(word) for pair in pairs_of(one)]
        else:
            found.append(stem(word))
    return found


def closed_up(text: str) -> str:
    """Korean without its blanks, which recognizers set elsewhere than people do; other text as it is."""
    return HANGUL_GAP.sub("", text)


def pairs_of(word: str) -> list[str]:
    """Pairs of neighbouring syllables."""
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


def word_features(text: str) -> Iterator[str]:
    """Words and pairs of words; for Hangul pairs of syllables and pairs of those."""
    words: list[str] = []
    for word in tokens(closed_up(text)):
        words += [pair for one in bared(word) for pair in pairs_of(one)] if HANGUL.search(word) else [stem(word)]
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def letter_features(text: str) -> Iterator[str]:
    """Two to five neighbouring letters inside a word: what survives a misheard one."""
    said = (one for word in tokens(closed_up(text)) for one in (bared(word) if HANGUL.search(word) else (word,)))
    for word in said:
        padded = f"_{word}_"
        shortest = 1 if HANGUL.search(word) else 2
        for size in range(shortest, 6):
            for at in range(len(padded) - size + 1):
                yield padded[at : at + size]


def capitalised(text: str) -> frozenset[str]:
    """Stems of words written with a capital letter inside a sentence: names, as a rule."""
    found = {stem(word.lower().replace("’", "'")) for word in CAPITAL.findall(text)}
    return frozenset(found - {"i", "i'm", "i'd", "i'v"})


def names_of(prose: Iterable[str], questions: Iterable[str] = ()) -> frozenset[str]:
    """Words that are written with a capital inside sentences, and never without one in prose.

    `questions` are as visitors put them: who types "who was babbage" makes no common word of Babbage.
    """
    named: set[str] = set()
    plain: set[str] = set()
    for text in prose:
        named |= capitalised(text)
        plain |= {stem(word) for word in TOKEN.findall(text) if word[:1].islower()}
    for text in questions:
        named |= capitalised(text)
    return frozenset(named - plain)


WHOLE_SHARE = 0.85
"""So much of a known question may be taken for all of it: short words get lost in a hall."""


def heard_share(text: str, asks: Iterable[str]) -> float:
    """How much of the known question that the words so far resemble most has been said, 0 to 1."""
    heard = tokens(closed_up(text))
    known = [tokens(closed_up(ask)) for ask in asks]
    if not heard or not known:
        return 0.0
    nearest = max(known, key=lambda words: len(set(words) & set(heard)) / max(1, len(set(words) | set(heard))))
    said, whole = sum(map(len, heard)), sum(map(len, nearest))
    return min(1.0, said / max(1.0, WHOLE_SHARE * whole))


def is_begun(text: str, asks: Iterable[str]) -> bool:
    """Whether the words so far are the beginning of a known question and no whole one: the visitor takes a breath.

    Its last two words must stand in the known question where they were heard, give or take a word.
    """
    heard = tokens(closed_up(text))
    known = [tokens(closed_up(ask)) for ask in asks]
    if len(heard) < 2 or any(len(ask) <= len(heard) and ask[-2:] == heard[-2:] for ask in known):
        return False
    return any(_stand_at_end(heard, ask) for ask in known)


def _stand_at_end(heard: list[str], ask: list[str]) -> bool:
    places = range(max(0, len(heard) - 3), len(heard))
    return any(ask[at : at + 2] == heard[-2:] and at + 2 < len(ask) for at in places)


def is_whole(text: str, language: str) -> bool:
    """Whether the words so far read as a whole question; a recognizer's comma at the end says that they do not."""
    words = tokens(text)
    if not words or text.rstrip().endswith(BREATHS):
        return False
    if language.startswith("ko"):
        return text.rstrip(" .?!").endswith(
            ("요", "까", "니", "죠", "다", "나", "지", "래", "줘", "봐", "고마워", "안녕")
        )
    return words[-1] not in UNFINISHED if len(words) > 1 else words[0] in ("why", "hello", "hi", "goodbye", "thanks")
