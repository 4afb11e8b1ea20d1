"""Sentences: where they begin and end in a text, and out of a stream of pieces."""

import re
from collections.abc import Iterable, Iterator

END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|[。！？]+[」』”]*)(?=\s|$)|\n{2,}")
_ABBREVIATIONS = """mr mrs ms dr st prof rev hon capt col gen lt sgt jr sr no vol pp p ch fig ca cf vs etc e.g i.e esq
messrs mme mlle jan feb mar apr jun jul aug sep sept oct nov dec b d r c"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
LAST_WORD = re.compile(r"([\w.]+)[.]+[\"'”’»)\]]*$")


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, without the space around it."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in END.finditer(text):
        if _is_abbreviation(text[start : end.end()], text[end.end() :]):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    return [
        (begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()))
        for begin, stop in found
        if (piece := text[begin:stop]).strip()
    ]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


def _is_abbreviation(sentence: str, rest: str) -> bool:
    """A full stop after a title, an initial or a month is no end; nor is one before a small letter."""
    following = rest.lstrip()[:1]
    if following.islower():
        return True
    last = LAST_WORD.search(sentence)
    if last is None or not following:
        return False
    word = last.group(1)
    # "I" is a word as well as an initial, and may end a sentence.
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I")


def whole(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences of a stream, each as soon as the next one begins; the rest at its end."""
    held = ""
    for piece in pieces:
        held += piece
        found = spans(held)
        # Not before the next begins: the last full stop may prove to be an abbreviation's.
        while len(found) > 1:
            start, end = found[0]
            yield held[start:end]
            held = held[end:]
            found = spans(held)
    yield from split(held)
