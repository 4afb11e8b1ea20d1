"""Pronunciation: the words of a script that the voice of this kiosk guesses or cannot say."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import Problem, Severity
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.findings import shown
from kiosk.voice.wording.guessing import foreign, guesser_of, words_of

MOST = 12
"""Words told of one language: the most frequent."""

GUESSED = (
    "hear them with `kiosk say`, and give each in pack.toml, [voice.pronounce]: its sound, or itself where it is right"
)
UNREADABLE = "write them in the letters of the language, or in Latin ones"


def unsure(pack: Pack) -> Iterator[Problem]:
    """Warnings for each language, at the first line or address with such a word."""
    for language in pack.languages:
        spoken = tuple(_spoken(pack, language))
        strange = set(foreign(text for text, _ in spoken))
        unread = [(where, [word for word in words_of(text) if word in strange]) for text, where in spoken]
        yield from _problem(unread, f"the voice cannot read the letters of these words in {language}", UNREADABLE)
        guesser = guesser_of(language)
        if guesser is not None:
            guessed = [(where, guesser.guessed(text, language, pack.voice)) for text, where in spoken]
            yield from _problem(guessed, f"the voice guesses how these words sound in {language}", GUESSED)


def _spoken(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """What the organizer wrote and the voice says word for word, with its place."""
    for line in pack.lines.get(language, ()):
        yield from ((said, line.where) for said in (line.texts[1:] if line.media else line.texts))
    for near in pack.near.get(language, ()):
        yield from ((said, near.where) for said in near.says)
    for address in pack.addresses.get(language, ()):
        yield from ((part.says, address.where) for part in address.parts if not part.media)


def _problem(found: Sequence[tuple[str, Sequence[str]]], what: str, hint: str) -> Iterator[Problem]:
    words = [word for _, strange in found for word in strange]
    if words:
        where = next(where for where, strange in found if strange)
        yield Problem(Code.PRONUNCIATION.value, where, f"{what}: {_told(words)}", hint, Severity.WARNING)


def _told(words: Sequence[str]) -> str:
    counted = Counter(words).most_common()
    named = ", ".join(shown(word) for word, _ in counted[:MOST])
    return named + (f" and {len(counted) - MOST} more" if len(counted) > MOST else "")
