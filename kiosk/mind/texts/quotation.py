"""Quotations: the best one or two sentences of a passage, in its order, introduced as their origin demands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.answer import Source
from kiosk.domain.content.passage import Passage, Text, TextOrigin
from kiosk.domain.content.phrases import Phrases, filled
from kiosk.mind.texts.retrieval import Found, Sentence

LEANING = re.compile(
    r"(?i)^(he|she|it|they|this|that|these|those|his|her|its|their|there|then|but|yet|so|also|however|both|another|such|"
    r"the (latter|former|same))\b"
)
"""A sentence that begins so leans on the one before."""

CLAUSE = re.compile(r"[,;:–—](?=\s)")
LABEL_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Quotation:
    """Stretches of one passage."""

    passage: Passage
    stretches: Sequence[tuple[int, int]]
    """Offsets in the passage's words, in order, neighbours joined."""

    @property
    def words(self) -> str:
        return " … ".join(self.passage.words[start:end] for start, end in self.stretches)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where each stretch stands in the file; the whole paragraph where markup moved the letters."""
        text, passage = self.passage.text, self.passage
        is_plain = passage.end - passage.start == len(passage.words)
        places = [
            (passage.start + start, passage.start + end) if is_plain else (passage.start, passage.end)
            for start, end in self.stretches
        ]
        return tuple(Source(text.file, text.title, passage.where, *place) for place in dict.fromkeys(places))


def quotation(
    passage: Passage, sentences: Sequence[Sentence], ranked: Sequence[tuple[Found, float]], limit: int
) -> Quotation | None:
    """The first of `ranked` and the sentence that serves it best; None where not even a clause fits the limit."""
    best = ranked[0][0].sentence
    if passage.text.max_quote_words is not None:
        limit = min(limit, passage.text.max_quote_words)
    if _count(best.text) > limit:
        cut = _clause(best, limit)
        return Quotation(passage, (cut,)) if cut else None
    chosen = [best]
    second = _second(best, sentences, ranked)
    if second is not None and _count(best.text) + _count(second.text) <= limit:
        chosen = sorted([best, second], key=lambda sentence: sentence.start)
    stretches: list[tuple[int, int]] = []
    for sentence in chosen:
        if stretches and sentence.number == chosen[0].number + 1:
            stretches[-1] = (stretches[-1][0], sentence.end)
        else:
            stretches.append((sentence.start, sentence.end))
    return Quotation(passage, tuple(stretches))


def _second(best: Sentence, sentences: Sequence[Sentence], ranked: Sequence[tuple[Found, float]]) -> Sentence | None:
    """The one before where the best leans on it; else the next likely of the passage; else its neighbour."""
    by_number = {sentence.number: sentence for sentence in sentences}
    before, after = by_number.get(best.number - 1), by_number.get(best.number + 1)
    if before is not None and LEANING.match(best.text):
        return before
    likely = [one.sentence for one, _ in ranked[1:] if one.sentence.passage == best.passage]
    if likely and not (LEANING.match(likely[0].text) and likely[0].number != best.number + 1):
        return likely[0]
    return after if after is not None else before


def _clause(sentence: Sentence, limit: int) -> tuple[int, int] | None:
    """The longest beginning that ends at a clause and keeps the limit."""
    ends = [found.start() for found in CLAUSE.finditer(sentence.text)]
    fitting = [end for end in ends if 4 <= _count(sentence.text[:end]) <= limit]
    return (sentence.start, sentence.start + max(fitting)) if fitting else None


def _count(words: str) -> int:
    return len(words.split())


def introduced(quoted: Quotation, phrases: Phrases) -> str:
    """The quotation with the words that say whose it is."""
    text = quoted.passage.text
    words = " ".join(quoted.words.split())
    places = {"title": text.title, "author": text.author or text.title, "year": str(text.year or "")}
    match text.origin:
        case TextOrigin.PRIMARY:
            return f"{filled(phrases.quote_primary, **places)} “{words}”"
        case TextOrigin.ABOUT:
            return f"{filled(phrases.quote_about, **places)} “{words}”"
        case TextOrigin.WRITTEN:
            return f"{filled(phrases.quote_written, **places)} {words}"


def quotation_label(text: Text, where: str, phrases: Phrases) -> str:
    """What kind of words these are, with their source and place."""
    year = f" ({text.year})" if text.year else ""
    source = f"{text.title}{year}, {where}" if where else f"{text.title}{year}"
    match text.origin:
        case TextOrigin.PRIMARY:
            return filled(phrases.label_quoted, source=source)
        case TextOrigin.ABOUT:
            return filled(phrases.label_about, source=f"{text.author}, {source}" if text.author else source)
        case TextOrigin.WRITTEN:
            after = _shortened("; ".join(text.sources)) if text.sources else source
            return f"{phrases.label_written} · {after}"


def _shortened(sources: str) -> str:
    if len(sources) <= LABEL_LENGTH:
        return sources
    return sources[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
