"""How English texts are worded: years, dates, money, abbreviations, Roman numerals and ranges."""

import re
from collections.abc import Sequence

from kiosk.voice.wording.rules import ROMAN, YEAR, Rule, plain, roman

_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "May": "May", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
_NAMES = tuple(dict.fromkeys(_MONTHS.values()))
_MONTH = "|".join((*_NAMES, *(rf"{short}\." for short in _MONTHS)))

_BEFORE_NAMES = {
    "Mr": "Mister", "Mrs": "Missus", "Messrs": "Messers", "Dr": "Doctor", "Prof": "Professor", "Rev": "Reverend",
    "St": "Saint", "Capt": "Captain", "Col": "Colonel", "Gen": "General", "Lt": "Lieutenant", "Hon": "Honourable",
    "Mme": "Madame", "Mlle": "Mademoiselle", "MM": "Messieurs",
}  # fmt: skip
_BEFORE_NUMBERS = {
    "pp": "pages", "p": "page", "vols": "volumes", "vol": "volume", "chs": "chapters", "ch": "chapter",
    "fols": "folios", "fol": "folio", "nos": "numbers", "no": "number", "fig": "figure", "ca": "about",
    "c": "about", "b": "born", "d": "died", "fl": "flourished",
}  # fmt: skip
_ANYWHERE = {
    "e.g.": "for example", "i.e.": "that is", "viz.": "namely", "cf.": "compare", "&c.": "et cetera",
    "etc.": "et cetera", "et al.": "and others", "ibid.": "in the same place", "vs.": "versus",
    "Esq.": "Esquire", "Bros.": "Brothers",
}  # fmt: skip
_DIVISIONS = (
    "chapters?|parts?|volumes?|books?|acts?|scenes?|notes?|sections?|pages?|numbers?|articles?|tables?|figures?|plates?"
)
_RULERS = (
    "George|William|Henry|Charles|James|Elizabeth|Edward|Richard|Napoleon|Louis|Mary|Nicholas|Alexander|Peter|Catherine"
    "|Frederick|Philip|Francis|Joseph|Leopold|Ferdinand|Pius|Clement|Gregory|Urban|Innocent|Benedict|Paul|John|Robert"
)
_COINS = {"£": ("pound", "pounds"), "$": ("dollar", "dollars"), "€": ("euro", "euros")}
_FRACTIONS = {"½": "half", "⅓": "third", "¼": "quarter", "¾": "three quarters", "⅔": "two thirds"}
_TENS = {"2": "twenties", "3": "thirties", "4": "forties", "5": "fifties", "6": "sixties", "7": "seventies",
         "8": "eighties", "9": "nineties"}  # fmt: skip


def _year(found: re.Match[str]) -> str:
    century, rest = found.group()[:2], found.group()[2:]
    if rest == "00":
        return f"{century} hundred"
    return f"{century} oh {rest[1]}" if rest[0] == "0" else f"{century} {rest}"


def _decade(found: re.Match[str]) -> str:
    century, ten = found["century"], found["ten"]
    if ten == "0":
        return f"{century} hundreds"
    return f"{century} tens" if ten == "1" else f"{century} {_TENS[ten]}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _month(name: str) -> str:
    return _MONTHS.get(name.rstrip("."), name)


def _day_first(found: re.Match[str]) -> str | None:
    if not 1 <= int(found["day"]) <= 31:
        return None
    article = found["the"] or ("The " if found.start() == 0 else "the ")
    return f"{article}{_ordinal(int(found['day']))} of {_month(found['month'])}"


def _month_first(found: re.Match[str]) -> str | None:
    if not 1 <= int(found["day"]) <= 31:
        return None
    return f"{_month(found['month'])} the {_ordinal(int(found['day']))}"


def _numeric_date(found: re.Match[str]) -> str | None:
    month, day = int(found["month"]), int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"the {_ordinal(day)} of {_NAMES[month - 1]}, {found['year']}"


def _money(found: re.Match[str]) -> str:
    one, many = _COINS[found["sign"]]
    amount, small, scale = found["amount"], found["small"], found["scale"] or ""
    if scale or (small and len(small) != 2):
        return f"{amount}{'.' + small if small else ''}{scale} {many}"
    coins = f"{amount} {one if amount == '1' else many}"
    return f"{coins} {int(small)}" if small and int(small) else coins


def _ruler(found: re.Match[str]) -> str:
    return f"{found['name']} the {_ordinal(roman(found['numeral']))}"


def _mixed(found: re.Match[str]) -> str:
    part = _FRACTIONS[found["part"]]
    if not found["whole"]:
        return part if " " in part else f"one {part}"
    return f"{found['whole']} and " + (part if " " in part else f"a {part}")


RULES: Sequence[Rule] = (
    (re.compile(r"\[(?:…|\.{3}|sic)\]"), plain("…")),
    (re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, _ANYWHERE))})"), lambda found: _ANYWHERE[found[1]]),
    (re.compile(rf"\b({'|'.join(_BEFORE_NAMES)})\b\.?(?= [A-Zd])"), lambda found: _BEFORE_NAMES[found[1]]),
    (re.compile(rf"(?<![\w.'’])({'|'.join(_BEFORE_NUMBERS)})\.\s?(?=\d)"), lambda f: f"{_BEFORE_NUMBERS[f[1]]} "),
    (
        re.compile(r"\b(No|Nos|Vol|Vols|Ch|Fig)\.\s?(?=\d|(?:[IVXLC]{2,}|[VX])\b)"),
        lambda found: f"{_BEFORE_NUMBERS[found[1].lower()]} ",
    ),
    (re.compile(rf"\b(vol|vols|ch|no|nos|pp|p)\.\s?(?={ROMAN}\b)(?=[IVXLC])"), lambda f: f"{_BEFORE_NUMBERS[f[1]]} "),
    (re.compile(r"(?<=\w) & (?=\w)"), plain(" and ")),
    (re.compile(rf"\b(?P<name>{_RULERS}) (?P<numeral>{ROMAN})(?=[,.;:!?)’'”\"]|$| of\b)(?<=[IVXLC])"), _ruler),
    (re.compile(rf"\b(?P<name>{_RULERS}) (?P<numeral>(?:[VX]|(?=[IVXLC]{{2}}){ROMAN}))\b"), _ruler),
    (
        re.compile(rf"\b(?P<kind>{_DIVISIONS}) (?P<numeral>{ROMAN})\b(?<=[IVXLC])(?!['’])", re.IGNORECASE),
        lambda found: f"{found['kind']} {roman(found['numeral'])}" if found["numeral"].isupper() else None,
    ),
    (re.compile(r"\b(?=[IVX]{2})(?P<numeral>X{0,3}(?:IX|IV|V?I{0,3}))\b(?<=[IVX])"), lambda f: str(roman(f[1]))),
    (re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"), _numeric_date),
    (
        re.compile(rf"(?P<the>\b[Tt]he )?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?!\w)"),
        _day_first,
    ),
    (re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%])"), _month_first),
    (re.compile(rf"\b({'|'.join(_MONTHS)})\.(?= \d)"), lambda found: _month(found[1])),
    (
        re.compile(
            r"(?P<sign>[£$€])\s?(?P<amount>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<small>\d+))?"
            r"(?P<scale> (?:thousand|million|billion))?"
        ),
        _money,
    ),
    (re.compile(r"(?P<whole>\d+ ?)?(?P<part>[½⅓¼¾⅔])"), _mixed),
    (re.compile(r"(?<=\d)\s?–\s?(?=\d)|(?<=1\d\d\d)-(?=1\d\d\d\b)"), plain(" to ")),
    (re.compile(r"\b(?P<century>1[1-9])(?P<ten>\d)0['’]?s\b"), _decade),
    (re.compile(YEAR), _year),
)  # fmt: skip
