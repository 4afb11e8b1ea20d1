"""Grounding: a composed sentence may be spoken only where one source sentence says the same.

It must be the source with words left out: its words stand there in the same order, from the beginning of a clause to
the end of one; nothing that turns or hedges the meaning is dropped, no name is jumped over, and what is left out is
either a few words or a whole insertion between commas.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kiosk.mind.understand.numerals import numbers
from kiosk.mind.understand.words import stem

PIECE = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’]\w+)*|[^\w\s]")
BREAKS = frozenset(",;:–—()[]")
FREE = frozenset({"a", "an", "the", "that", "and", "so", "well", "yes", "indeed"})
"""Words that may be added: they carry nothing by themselves."""

_TURNING = """not no never nor neither none nothing nobody nowhere without hardly barely scarcely few little almost
nearly perhaps maybe probably possibly might may could would should if unless until except only but although though said
says believed claimed thought supposed rumour rumoured allegedly according rather instead than less more most least half
seems seemed appears appeared cannot can't don't didn't doesn't wasn't weren't isn't aren't couldn't wouldn't or
wished hoped wanted intended planned tried failed refused pretended dreamed imagined"""
TURNING = frozenset(_TURNING.split())
"""Whoever leaves one of these out says something else."""

_TODAY = """today nowadays currently presently now recently lately tonight tomorrow yesterday"""
TODAY = frozenset(_TODAY.split())
"""What was so when a text was written need not be so where the figure speaks: such sentences are only quoted."""

_LOOSE_ENDS = "in on at from with by for during when where who whom which because as after before until"
LOOSE_ENDS = frozenset(_LOOSE_ENDS.split())
GAP = 3


def supported(sentence: str, sources: Sequence[str]) -> int | None:
    """The number of the source sentence that says it, or None."""
    return next((at for at, source in enumerate(sources) if follows(sentence, source)), None)


def follows(sentence: str, source: str) -> bool:
    """Whether the sentence is the source with harmless words left out."""
    said = [_plain(piece) for piece in PIECE.findall(sentence) if piece[0].isalnum()]
    pieces = PIECE.findall(source)
    # A statement made of a question says something else, and so does the reverse.
    if len(said) < 3 or sentence.rstrip("\"'”’ ").endswith("?") != source.rstrip("\"'”’ ").endswith("?"):
        return False
    if numbers(sentence) - numbers(source) or TODAY & set(said):
        return False
    starts = [at for at, piece in enumerate(pieces) if piece[0].isalnum() and _begins_clause(pieces, at)]
    return any(_matches(said, pieces, start) for start in starts)


def _begins_clause(pieces: Sequence[str], at: int) -> bool:
    return at == 0 or not pieces[at - 1][0].isalnum()


def _matches(said: Sequence[str], pieces: Sequence[str], start: int) -> bool:
    """Every word finds its place, going on from the one before."""
    at, used = start, list[int]()
    for word in said:
        place = _place(word, pieces, at)
        if place is None:
            if word in FREE:
                continue
            return False
        used.append(place)
        at = place + 1
    # Free words may be added, but the first of the source's must be that of its clause.
    if len(used) < 3 or used[0] != start:
        return False
    gaps = [pieces[one + 1 : other] for one, other in pairwise(used)]
    return all(_may_go(gap) for gap in gaps) and _may_end(pieces, used) and _keeps_turns(pieces, used)


def _place(word: str, pieces: Sequence[str], at: int) -> int | None:
    """Where the word stands next, over no more than a gap; an insertion between commas may be jumped."""
    for place in range(at, len(pieces)):
        if _plain(pieces[place]) == word:
            return place if _may_go(pieces[at:place]) else None
    return None


def _may_go(gap: Sequence[str]) -> bool:
    """Whether these pieces may be left out between two words."""
    words = [piece for piece in gap if piece[0].isalnum()]
    if not words:
        return True
    breaks = [at for at, piece in enumerate(gap) if piece in BREAKS]
    if breaks:
        return breaks[0] == 0 and breaks[-1] == len(gap) - 1 and len(breaks) == 2
    return len(words) <= GAP and not any(word[0].isupper() or word[0].isdigit() for word in words)


def _may_end(pieces: Sequence[str], used: Sequence[int]) -> bool:
    """The last word closes a clause, or what follows only adds to one that is not denied."""
    rest = pieces[used[-1] + 1 :]
    if not any(piece[0].isalnum() for piece in rest) or not rest[0][0].isalnum():
        return True
    kept = {pieces[at].lower() for at in used}
    return rest[0].lower() in LOOSE_ENDS and not kept & TURNING


def _keeps_turns(pieces: Sequence[str], used: Sequence[int]) -> bool:
    """Nothing that turns the meaning was dropped, before, within or after what is said."""
    kept = set(used)
    return not any(piece.lower().replace("’", "'") in TURNING for at, piece in enumerate(pieces) if at not in kept)


def _plain(piece: str) -> str:
    """Words are compared as written, numbers without their commas; only a plural may differ."""
    word = piece.lower().replace("’", "'")
    return word.replace(",", "") if word[0].isdigit() else stem(word) if word.endswith("s") and len(word) > 4 else word
