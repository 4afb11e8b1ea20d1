"""Word error: how far what was heard is from what was said, in the fewest words changed, left out or put in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_LOST = 6
_WRITTEN = re.compile(r"[\w']+")
_SYLLABIC = re.compile("[가-힣\u3040-\u30ff\u4e00-\u9fff]")
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
    """Of what was said."""

    misheard: Sequence[tuple[str, str]]
    """Said and heard; an empty word was not there."""

    @property
    def errors(self) -> int:
        return len(self.misheard)


def compare(said: Sequence[str], heard: Sequence[str]) -> Comparison:
    """The fewest substitutions, insertions and deletions (Levenshtein) between the two."""
    rows = [list(range(len(heard) + 1))]
    for count, word in enumerate(said, 1):
        above, row = rows[-1], [count]
        for at, other in enumerate(heard, 1):
            row.append(min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (word != other)))
        rows.append(row)
    return Comparison(len(said), tuple(_differences(said, heard, rows)))


def lost_at_start(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many words at the beginning have to be left out for the rest to fit what was heard best.

    A first word that was merely misheard is not lost: leaving it out must save an error.
    """
    costs = [compare(said[count:], heard).errors for count in range(min(len(said), MOST_LOST) + 1)]
    best = min(range(len(costs)), key=lambda count: (costs[count], count))
    return best if costs[best] < costs[0] and said[:1] != heard[:1] else 0


def written_words(text: str) -> list[str]:
    """The words of a text in any language: small letters, no marks, no hyphens; numbers stay as they are written."""
    return [word.strip("'") for word in _WRITTEN.findall(text.casefold().replace("’", "'")) if word.strip("'")]


def is_syllabic(text: str) -> bool:
    """Whether a text is written without blanks, or with blanks that are set as one likes: Korean, Japanese, Chinese."""
    return _SYLLABIC.search(text) is not None


def units(text: str, syllabic: bool) -> list[str]:
    """What is counted: words, or characters where words are no firm thing."""
    found = written_words(text)
    return list("".join(found)) if syllabic else found


def words(text: str) -> list[str]:
    """The words of an English text as they sound: small letters, numbers in words, one spelling."""
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
