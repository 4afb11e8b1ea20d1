"""Quotations: the sentences of a book that can stand alone as a figure's answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.pack.importers.formats.book import Block
from kiosk.pack.importers.knowledge import prose
from kiosk.pack.importers.sections import Section
from kiosk.pack.importers.sentences import sentences_of

MOST_SENTENCES = 3
LEAST_WORDS, BEST_WORDS = 12, 32
LONGEST_CHARACTERS = 600
_LEANING = re.compile(
    r"^[\"'“‘(]*(?:he|she|it|its|his|her|they|their|them|this|that|these|those|such|but|and|or|for|so|yet|nor|thus|then|"
    r"therefore|however|hence|also|moreover|besides|nevertheless|accordingly|which|who|here|there|another|both|one|"
    r"er|sie|es|ihr|sein|dies\w*|jen\w*|aber|und|oder|denn|doch|so|dann|daher|deshalb|auch|"
    r"il|elle|ils|ce|cet|cette|ces|mais|et|ou|car|donc|puis|él|ella|ello|este|esta|ese|esa|pero|y|o|entonces|"
    r"그(?:는|녀|것|들|리고|러나|래서)?|이(?:것|는)|하지만|또한|또)(?![\w'’])",
    re.I,
)
_POINTING = re.compile(
    r"\b(?:above|below|following|aforesaid|aforementioned|before mentioned|chapter|page|footnote|vide|ibid|see"
    r"|latter|former)\b|[{}|]|—['’]s|\d{3,}[-–]\d{3,}",
    re.I,
)
_FIRST = re.compile(
    r"\b(?:I|my|me|we|our|ich|mein\w*|mich|mir|wir|je|mon|ma|mes|moi|nous|yo|mi|mis|me|nosotros)\b|\bj['’]|나는|내가|나의|내\s|저는|제가",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they stand in the book."""

    text: str
    section: int
    """Number of its section."""

    block: Block
    number: int
    """Of the paragraph in its section."""

    score: float = 0.0


def quotes_of(sections: Sequence[Section], most_words: int, number: int) -> Iterator[Quote]:
    """Everything in one section that can stand alone, with how well it does."""
    blocks = sections[number].blocks
    for at, block in enumerate(blocks):
        if len(block.text) < 60:
            continue
        sentences = sentences_of(prose(block.text))
        for begin, first in enumerate(sentences):
            if _LEANING.match(first) or not _opens(first):
                continue
            for end in range(begin + 1, min(begin + MOST_SENTENCES, len(sentences)) + 1):
                text = " ".join(sentences[begin:end])
                words = _count(text)
                if words > most_words or len(text) > LONGEST_CHARACTERS:
                    break
                if words >= LEAST_WORDS and _closes(text):
                    yield Quote(text, number, block, at, _score(text, words, at / len(blocks), begin == 0))


def _count(text: str) -> int:
    """Words; letters that are written without blanks count by twos."""
    dense = sum("\u3040" <= letter <= "\u9fff" for letter in text)
    return len(text.split()) + dense // 2


def _opens(sentence: str) -> bool:
    head = sentence.lstrip("\"'“‘«„(")
    return bool(head) and not head[0].islower() and not head[0].isdigit()


def _closes(text: str) -> bool:
    """It ends as a sentence does, and every quotation mark in it is closed."""
    whole = text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
    return whole and "[" not in text and text.rstrip("\"'”’»)")[-1:] in ".!?…。！？" and not text.startswith('"')


def _score(text: str, words: int, depth: float, opens_paragraph: bool) -> float:
    first_person = min(len(_FIRST.findall(text)), 3)
    odd = len(_POINTING.findall(text)) + text.count(";") * 0.3 + sum(c.isdigit() for c in text) * 0.1
    return (
        0.8 * first_person
        + (0.7 if opens_paragraph else 0.0)
        - abs(words - BEST_WORDS) / 25
        - 1.2 * odd
        - 0.8 * depth
        - (0.6 if text.isupper() else 0.0)
    )
