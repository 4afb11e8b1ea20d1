"""Measures answers from texts: what the product quotes, rightly or beside the point, composes, and declines.

Each article of SQuAD 2.0 becomes the only text of a pack, and the product's own mind is asked, with its thresholds as
they ship. Four kinds of question: answerable; foreign (another article's); gap (the paragraph that answers is taken
out); adversarial (twisted by the set's authors until the text answers no more). The articles are none of those that
`kiosk.bench.training.quoting` was developed on.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kiosk.bench.training.articles import Article
from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.figure import Figure, Kind, Policy
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.passage import Passage, Text
from kiosk.domain.content.rights import Basis, Consent, Rights, Scope
from kiosk.mind.texts.sentences import split

REPORTED = (
    "Computational_complexity_theory", "Ctenophora", "European_Union_law", "Intergovernmental_Panel_on_Climate_Change",
    "Jacksonville,_Florida", "Private_school", "Sky_(United_Kingdom)", "University_of_Chicago",
)  # fmt: skip
KINDS = ("answerable", "foreign", "gap", "adversarial")
PER_KIND = 120
"""Questions of one kind put to one article, at most; drawn by the article's name."""

SUPPORTED_SHARE = 0.9
"""Of a composed sentence's words so many must stand in one sentence of the text, in its order."""

WORD = re.compile(r"\w+(?:[.,]\d+)*")
DENIALS = frozenset(["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"])
Row = dict[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to an article, whole or without the paragraph that answers it."""

    kind: str
    text: str
    answers: Sequence[str] = ()
    """Empty where the text does not answer."""

    gap: int | None = None
    """The paragraph that is taken out."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said."""

    text: str
    is_composed: bool = False
    """In words of a model's own, not the text's."""

    @property
    def is_declined(self) -> bool:
        return not self.text


class Method(Protocol):
    """Answers questions on one article after the other."""

    name: str

    def open(self, contexts: Sequence[str]) -> Callable[[str], Reply]:
        """Takes these paragraphs for all that is known; the function answers one visitor's only question."""
        ...


@dataclass(slots=True)
class Tally:
    """Counts over the questions of one kind. A composed reply may be right and unsupported at once."""

    n: int = 0
    right: int = 0
    beside: int = 0
    unsupported: int = 0
    declined: int = 0
    words: list[int] = field(default_factory=list)

    def add(self, asked: Asked, reply: Reply, contexts: Sequence[str]) -> None:
        self.n += 1
        if reply.is_declined:
            self.declined += 1
            return
        is_right = any(holds(reply.text, answer) for answer in asked.answers)
        is_unsupported = reply.is_composed and not all(is_supported(one, contexts) for one in split(reply.text))
        self.right += is_right
        self.unsupported += is_unsupported
        self.beside += not is_right and not is_unsupported
        if not reply.is_composed:
            self.words.append(len(reply.text.split()))

    def row(self, name: str, kind: str) -> Row:
        """Shares of the questions; `right` is null where nothing could be."""
        return {
            "set": name,
            "kind": kind,
            "n": self.n,
            "right": round(self.right / self.n, 4) if kind == "answerable" else None,
            "quoted_beside": round(self.beside / self.n, 4),
            "composed_unsupported": round(self.unsupported / self.n, 4),
            "declined": round(self.declined / self.n, 4),
            "quote_words": round(sum(self.words) / len(self.words), 1) if self.words else None,
        }


def measure(articles: Sequence[Article], method: Method, sample: int | None, tell: Tell) -> list[Row]:
    """One row for every kind. `sample`: so many questions of each kind over all articles; None: `PER_KIND` each."""
    tallies = {kind: Tally() for kind in KINDS}
    for at, article in enumerate(articles):
        share = PER_KIND if sample is None else (sample + at) // len(articles)
        foreign = [one.text for one in articles[at - 1].questions if one.answers]
        asked = questions(article, foreign, share)
        tell(f"{method.name}: {article.title}, {len(asked)} questions")
        for kind, one, reply, contexts in _replies(article, asked, method):
            tallies[kind].add(one, reply, contexts)
            if reply.is_composed:
                tell(f"  {kind}: {one.text} → {reply.text}")
    return [tally.row(method.name, kind) for kind, tally in tallies.items() if tally.n]


def _replies(
    article: Article, asked: Sequence[Asked], method: Method
) -> Iterator[tuple[str, Asked, Reply, Sequence[str]]]:
    """Every question with its reply and what was known."""
    for gap in sorted({one.gap for one in asked}, key=lambda at: -1 if at is None else at):
        contexts = [words for at, words in enumerate(article.contexts) if at != gap]
        ask = method.open(contexts)
        for one in asked:
            if one.gap == gap:
                yield one.kind, one, ask(one.text), contexts


def questions(article: Article, foreign: Sequence[str], most: int) -> list[Asked]:
    """At most so many of every kind, the same ones every time."""
    dice = random.Random(article.title)
    answerable = [one for one in article.questions if one.answers]
    kinds = (
        [Asked("answerable", one.text, one.answers) for one in answerable],
        [Asked("foreign", text) for text in foreign],
        [Asked("gap", one.text, gap=one.paragraph) for one in answerable],
        [Asked("adversarial", one.text) for one in article.questions if not one.answers],
    )
    return [one for asked in kinds for one in dice.sample(asked, min(most, len(asked)))]


def plain(text: str) -> str:
    return f" {' '.join(WORD.findall(text.lower()))} "


def holds(text: str, answer: str) -> bool:
    """Whether the words of the answer stand in the text, one after the other."""
    return plain(answer) in plain(text)


def is_supported(sentence: str, contexts: Sequence[str]) -> bool:
    """Whether one sentence says it, judged apart from the product's own check: the longest row of words common to both
    in the same order is nearly all of it, no number is new, and it denies as often as what stands there."""
    return any(_says(sentence, one) for context in contexts for one in split(context))


def _says(sentence: str, source: str) -> bool:
    said, stands = WORD.findall(sentence.lower()), WORD.findall(source.lower())
    if not said or not set(said) & set(stands):
        return False
    new = set(said) - set(stands)
    if any(word[0].isdigit() for word in new) or new & DENIALS:
        return False
    common, used = _common(said, stands)
    between = stands[used[0] : used[-1] + 1] if used else []
    dropped = sum(word in DENIALS for word in between) - sum(word in DENIALS for word in said)
    return common >= SUPPORTED_SHARE * len(said) and dropped <= 0


def _common(said: Sequence[str], stands: Sequence[str]) -> tuple[int, list[int]]:
    """Length of the longest common subsequence, and where it stands."""
    lengths = [[0] * (len(stands) + 1) for _ in range(len(said) + 1)]
    for row in range(len(said) - 1, -1, -1):
        for column in range(len(stands) - 1, -1, -1):
            is_same = said[row] == stands[column]
            lengths[row][column] = (
                1 + lengths[row + 1][column + 1] if is_same else max(lengths[row + 1][column], lengths[row][column + 1])
            )
    used, row, column = list[int](), 0, 0
    while row < len(said) and column < len(stands):
        if said[row] == stands[column] and lengths[row][column] == 1 + lengths[row + 1][column + 1]:
            used.append(column)
            row, column = row + 1, column + 1
        elif lengths[row + 1][column] >= lengths[row][column + 1]:
            row += 1
        else:
            column += 1
    return lengths[0][0], used


def pack_of(contexts: Sequence[str], may_compose: bool) -> Pack:
    """A pack whose only text these paragraphs are."""
    text = Text("knowledge/en/article.md", "The article")
    passages, start = list[Passage](), 0
    for number, words in enumerate(contexts, start=1):
        passages.append(Passage(text, words, str(number), start, start + len(words)))
        start += len(words) + 2
    consent = Consent("bench", Basis.FICTIONAL, "bench", frozenset(Scope))
    return Pack(
        id="article",
        version="1.0.0",
        languages=("en",),
        figure=Figure("The Reader", Kind.FICTIONAL),
        rights=Rights((consent,)),
        lines={"en": ()},
        passages={"en": tuple(passages)},
        words={},
        policy=Policy(generation="from_sources_only" if may_compose else "off"),
    )


def reply_of(answers: Sequence[Answer]) -> Reply:
    """What the texts were made to say; every other route declines as far as they go."""
    spoken = [one for one in answers if one.route in (Route.KNOWLEDGE, Route.COMPOSED)]
    return Reply(" ".join(one.text for one in spoken), any(one.route is Route.COMPOSED for one in spoken))
