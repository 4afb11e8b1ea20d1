"""Word error: how far what was heard is from what was said, by words as they sound rather than as they are spelled."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_SPELLINGS = {
    "mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint", "ok": "okay", "colour": "color", "honour": "honor",
    "labour": "labor", "labourer": "laborer", "labourers": "laborers", "theatre": "theater", "grey": "gray",
    "favourite": "favorite", "programme": "program", "neighbour": "neighbor", "defence": "defense", "honours": "honors",
    "colours": "colors", "centre": "center", "metre": "meter", "metres": "meters", "travelled": "traveled",
    "aeroplane": "airplane", "aeroplanes": "airplanes", "mould": "mold", "plough": "plow", "cheque": "check",
    "forty's": "forties", "fifty's": "fifties", "thirty's": "thirties", "learnt": "learned", "sceptical": "skeptical",
}  # fmt: skip
"""British and American spellings, and abbreviations that sound alike: recognizers write what they were taught."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was said against what was heard."""

    words: int
    errors: int
    misheard: Sequence[tuple[str, str]]
    """Said and heard; an empty word was not there."""


def compare(said: str, heard: str) -> Comparison:
    """The fewest substitutions, insertions and deletions (Levenshtein) between the two, by words."""
    one, other = words(said), words(heard)
    distance = [[max(row, column) if not row * column else 0 for column in range(len(other) + 1)]
                for row in range(len(one) + 1)]  # fmt: skip
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            swapped = distance[row - 1][column - 1] + (one[row - 1] != other[column - 1])
            distance[row][column] = min(distance[row - 1][column] + 1, distance[row][column - 1] + 1, swapped)
    return Comparison(len(one), distance[-1][-1], tuple(_differences(one, other, distance)))


def words(text: str) -> list[str]:
    """The words of an English text: lower case, numbers in words, one spelling."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("’", "'").replace("-", " ")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:st|nd|rd|th)?", plain):
        found += _numbered(word) if word[0].isdigit() else [_SPELLINGS.get(word, word)]
    return found


def _numbered(word: str) -> list[str]:
    digits = word.rstrip("stndrh")
    number = int(digits)
    if len(digits) > 9:
        return [digits]
    if digits == word and 1100 <= number < 2000:
        century, rest = divmod(number, 100)
        if rest == 0:
            return [*_cardinal(century), "hundred"]
        return _cardinal(century) + (["oh"] if rest < 10 else []) + _cardinal(rest)
    said = _cardinal(number)
    if digits != word:
        last = said[-1]
        said[-1] = _ORDINALS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return said


def _cardinal(number: int) -> list[str]:
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        return [_TENS[number // 10], *(_cardinal(number % 10) if number % 10 else [])]
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joined = ["and"] if 0 < rest < 100 else []
            return [*_cardinal(number // size), name, *joined, *(_cardinal(rest) if rest else [])]
    raise AssertionError(number)


def _differences(one: Sequence[str], other: Sequence[str], distance: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    row, column, found = len(one), len(other), list[tuple[str, str]]()
    while row or column:
        is_swap = row > 0 and column > 0
        if is_swap and distance[row][column] == distance[row - 1][column - 1] + (one[row - 1] != other[column - 1]):
            row, column = row - 1, column - 1
            if one[row] != other[column]:
                found.append((one[row], other[column]))
        elif row and distance[row][column] == distance[row - 1][column] + 1:
            row -= 1
            found.append((one[row], ""))
        else:
            column -= 1
            found.append(("", other[column]))
    return found[::-1]
