"""WordPiece: a text cut into the words and parts of words that a BERT-like encoder was trained on.

After Devlin et al., "BERT" (2019), uncased: cleaned, lower-cased, without accents, split at spaces and signs, and each
word taken from the vocabulary by its longest beginnings.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_WORD = 100
"""Characters; a longer word is unknown."""

GOES_ON = "##"
"""Before a part that does not begin a word."""

IDEOGRAPH = re.compile(
    "([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df"
    "\U0002a700-\U0002b81f\U0002b820-\U0002ceaf\U0002f800-\U0002fa1f])"
)
ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class WordPiece:
    """The vocabulary of one encoder, and its marks of beginning, end and unknown words."""

    numbers: Mapping[str, int]
    begin: int
    end: int
    unknown: int

    def tokens(self, text: str, most: int) -> list[int]:
        """The first `most` of its words and parts of words, without marks of beginning and end."""
        found: list[int] = []
        for word in _words(text):
            found += self._parts(word)
            if len(found) >= most:
                return found[:most]
        return found

    def _parts(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        parts, start = list[int](), 0
        while start < len(word):
            end, lead = len(word), GOES_ON if start else ""
            while end > start and f"{lead}{word[start:end]}" not in self.numbers:
                end -= 1
            if end == start:
                return [self.unknown]
            parts.append(self.numbers[f"{lead}{word[start:end]}"])
            start = end
        return parts


def read_wordpiece(file: Path) -> WordPiece:
    """From the `tokenizer.json` that lies beside a model. Raises OSError, ValueError or KeyError."""
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if told["model"].get("type") != "WordPiece" or not told["normalizer"].get("lowercase"):
        raise ValueError("it is no uncased WordPiece")
    numbers: dict[str, int] = told["model"]["vocab"]
    return WordPiece(numbers, numbers["[CLS]"], numbers["[SEP]"], numbers["[UNK]"])


def _words(text: str) -> Iterator[str]:
    """Words and single signs, lower-cased, without accents."""
    kept = "".join(" " if one.isspace() else one for one in text if one.isspace() or not _is_unseen(one))
    spaced = IDEOGRAPH.sub(r" \1 ", kept)
    plain = "".join(one for one in unicodedata.normalize("NFD", spaced) if unicodedata.category(one) != "Mn")
    for word in plain.lower().split():
        start = 0
        for at, one in enumerate(word):
            if _is_sign(one):
                if at > start:
                    yield word[start:at]
                yield one
                start = at + 1
        if start < len(word):
            yield word[start:]


def _is_unseen(one: str) -> bool:
    return one in "\0\ufffd" or unicodedata.category(one)[0] == "C"


def _is_sign(one: str) -> bool:
    return one in ASCII_SIGNS or unicodedata.category(one)[0] == "P"
