"""Knowing: sums, the time and the date, for a figure of whom its pack says that it knows them."""

import re
from datetime import datetime

from kiosk.mind.answer.connectives import Connectives
from kiosk.mind.understand.numerals import numbers
from kiosk.mind.understand.words import HANGUL

LARGEST = 1_000_000
"""Of either number; beyond it nobody could say the answer aloud."""

_SIGNS = {
    "*": r"\s*[*×]\s*|(?<=\d)\s*x\s*(?=\d)|\b(?:times|multiplied by)\b|\s*(?:곱하기|곱)\s*",
    "/": r"\s*[/÷]\s*|\b(?:divided by|over)\b|\s*나누기\s*",
    "-": r"(?<=\d)\s*[-−]\s*(?=\d)|\b(?:minus|take away|less)\b|\s*(?:빼기|마이너스)\s*",
    "+": r"\s*\+\s*|\b(?:plus|added to|and)\b|\s*(?:더하기|플러스)\s*",
}
_SINO = {digit: value for value, digit in enumerate("영일이삼사오육칠팔구")}
_PLACES = {"십": 10, "백": 100, "천": 1000}
_KOREAN_NUMBER = re.compile(r"\d[\d,]*|[영일이삼사오육칠팔구십백천만]+")
_HOUR = re.compile(r"(?i)\b(?:time|o'?clock|hour|late|early|noon|midnight)\b|몇 ?시|시간|시계")
_DAY = re.compile(
    r"(?i)\b(?:date|day|month|year|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|며칠|요일|몇 ?[월년일]|날짜"
)
_SKY = re.compile(
    r"(?i)\b(?:weather|forecast|temperature|rain\w*|snow\w*|sun|sunny|cloud\w*|wind\w*|cold|warm|hot)\b"
    r"|날씨|기온|[비눈](?:가|이)? ?[와오]|바람|추[워운]|더[워운]"
)


def reckoned(question: str) -> str | None:
    """What two whole numbers make; None where no such sum is asked, or where it has no answer."""
    for sign, pattern in _SIGNS.items():
        left, *rest = re.split(pattern, question, flags=re.IGNORECASE)
        if len(rest) != 1:
            continue
        first, second = _number(left, is_last=True), _number(rest[0], is_last=False)
        is_known = first is not None and second is not None and max(first, second) <= LARGEST
        return _made(first or 0, sign, second or 0) if is_known else None
    return None


def _made(first: int, sign: str, second: int) -> str | None:
    match sign:
        case "*":
            return f"{first * second:,}"
        case "+":
            return f"{first + second:,}"
        case "-":
            return f"{first - second:,}"
    return f"{first / second:,.3f}".rstrip("0").rstrip(".") if second else None


def _number(text: str, is_last: bool) -> int | None:
    """The only number of an English text; of a Korean one the number that stands next to the sign."""
    if HANGUL.search(text):
        found = _KOREAN_NUMBER.findall(text)
        return _korean(found[-1] if is_last else found[0]) if found else None
    told = numbers(text)
    digits = next(iter(told)) if len(told) == 1 else ""
    return int(digits) if digits.isdigit() else None


def _korean(word: str) -> int:
    if word[0].isdigit():
        return int(word.replace(",", ""))
    total, part, digit = 0, 0, 0
    for sign in word:
        if sign in _SINO:
            digit = _SINO[sign]
        elif sign in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[sign], 0
        else:
            total, part, digit = total + ((part + digit) or 1) * 10_000, 0, 0
    return total + part + digit


def dated(question: str, at: datetime, knows: frozenset[str], around: Connectives) -> str | None:
    """The time or the date, whichever is asked and known; None for the weather, and where it is not known."""
    if _SKY.search(question):
        return None
    if _HOUR.search(question) and "time" in knows:
        return around.time_is.format(hour=at.hour, minute=f"{at.minute:02}")
    if _DAY.search(question) and "date" in knows:
        return around.today_is.format(weekday=around.weekdays[at.weekday()], day=around.dated(at.date()))
    return None
