"""Numbers and years, in digits and in words: what a question must agree on with its answer."""

import re

from kiosk.mind.understand.words import NUMBER, tokens

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
VALUES = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 20 + 10 * place for place, word in enumerate(_TENS.split())
}
REGULAR = {f"{word}th": value for word, value in VALUES.items() if value in (4, 6, 7, 10, 11, *range(13, 20))}
ORDINALS = _IRREGULAR | REGULAR | {"twentieth": 20, "thirtieth": 30}
CENTURIES = range(10, 22)
_SPELT = re.compile(r"[a-z]+")


def numbers(text: str) -> frozenset[str]:
    """All numbers as digits: "eighteen forty-three" is 1843, "twenty-first" is 21, "1,000" is 1000."""
    digits = {number.strip(".,").replace(",", "") for number in NUMBER.findall(text)}
    return frozenset(digits | {str(value) for value in _spelt(text)})


def telling(text: str) -> frozenset[str]:
    """Numbers of two digits and more: smaller ones are said too loosely to count against a line."""
    return frozenset(number for number in numbers(text) if len(number) > 1)


def _spelt(text: str) -> list[int]:
    words = [part for word in tokens(text) for part in _SPELT.findall(word.removesuffix("'s"))]
    found: list[int] = []
    at = 0
    while at < len(words):
        value, taken = _pair(words, at)
        if value is None:
            at += 1
            continue
        at += taken
        if value in CENTURIES and at < len(words):
            value, at = _year(value, words, at)
        while at < len(words) and words[at] in ("hundred", "thousand", "million"):
            value *= {"hundred": 100, "thousand": 1000, "million": 1_000_000}[words[at]]
            at += 1
        found.append(value)
    return found


def _year(century: int, words: list[str], at: int) -> tuple[int, int]:
    """A century may be followed by the years in it."""
    low, taken = _pair(words, at)
    if low is not None and low >= 10:
        return century * 100 + low, at + taken
    if words[at] in ("oh", "nought") and at + 1 < len(words) and VALUES.get(words[at + 1], 10) < 10:
        return century * 100 + VALUES[words[at + 1]], at + 2
    return century, at


def _pair(words: list[str], at: int) -> tuple[int | None, int]:
    """Tens with units, or one word."""
    value = VALUES.get(words[at], ORDINALS.get(words[at]))
    if value is None:
        return None, 0
    if value >= 20 and words[at] in VALUES and at + 1 < len(words):
        unit = VALUES.get(words[at + 1], ORDINALS.get(words[at + 1], 0))
        if 0 < unit < 10:
            return value + unit, 2
    return value, 1
