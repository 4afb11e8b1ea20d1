"""Vocabulary: which words a recognizer with a fixed list of them can ever write."""

import re
from collections.abc import Callable

Knows = Callable[[str], bool]

IN_PIECES = re.compile(r"^[가-힣\u3040-\u30ff\u4e00-\u9fff]+$")
"""Korean, Japanese and Chinese models write words in pieces, with blanks that mean nothing."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text as recognizers write them: small letters, no numbers."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def can_write(word: str, knows: Knows) -> bool:
    """Whether the recognizer has the word, or pieces that make it in languages that are written without blanks."""
    if knows(word) or knows(word.removesuffix("'s")):
        return True
    if not IN_PIECES.match(word):
        return False
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(knows(word[start:end]) for start in reached):
            reached.add(end)
    return len(word) in reached
