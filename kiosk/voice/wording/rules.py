"""What a rule of reading is, and what those of several languages share."""

import re
from collections.abc import Callable

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
"""Where it applies, and what is said there; None: as it is written."""

YEAR = r"(?<![\d.,£$€#])1[1-9]\d\d(?![\d%]|[.,]\d)"
ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVXLC])"
"""Up to 399."""

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(numeral: str) -> int:
    """The value of a well-formed Roman numeral."""
    values = [_VALUES[sign] for sign in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def plain(said: str) -> Callable[[re.Match[str]], str]:
    """The same words wherever a rule applies."""
    return lambda found: found.expand(said)
