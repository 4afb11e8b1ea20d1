"""Which way letters run: levels and mirrored signs of the Unicode bidirectional algorithm, by python-bidi."""

from functools import lru_cache
from unicodedata import bidirectional

from bidi import algorithm, mirror

JOINERS = "\u200c\u200d"
"""They belong to no direction; the algorithm takes them out, so they take the level of the letter before."""


@lru_cache(maxsize=2000)
def levels(text: str, is_backward: bool) -> tuple[int, ...]:
    """Of every character: even runs to the right, odd to the left; blanks at the end as the whole line."""
    kept = [letter for letter in text if letter not in JOINERS]
    if not any(map(_runs_left, kept)):
        return (0,) * len(text)
    base = base_level(text, is_backward)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels("".join(kept), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found = iter([int(character["level"]) for character in storage["chars"]])
    made: list[int] = []
    for letter in text:
        made.append((made[-1] if made else base) if letter in JOINERS else next(found, base))
    last = len(text.rstrip())
    return (*made[:last], *(base for _ in text[last:]))


@lru_cache(maxsize=2000)
def base_level(text: str, is_backward: bool) -> int:
    """1 where the line begins at the right: as its language, if it has such letters, or as its first letter does."""
    if is_backward and any(map(_runs_left, text)):
        return 1
    return int(algorithm.get_base_level(text))


def _runs_left(letter: str) -> bool:
    return bidirectional(letter) in ("R", "AL", "AN")


def mirrored(letter: str) -> str:
    """A bracket as it opens in the other direction."""
    return str(mirror.MIRRORED.get(letter, letter))
