"""Retrieval: the sentences of a pack's texts that may answer a question, with what speaks for each."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.content.passage import Passage
from kiosk.mind.engines.embedder import Embedder, Vectors
from kiosk.mind.texts.index import Index, Progress, keep, key_of, made, opened, unheeded
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.asked_kind import ASKING, Wording
from kiosk.mind.understand.token_alignment import UNKNOWN
from kiosk.mind.understand.words import content

log = logging.getLogger(__name__)

CANDIDATES = 12
SMALL = 4096
"""Sentences; of a larger library only a shortlist is compared."""

PASSAGES, SENTENCES = 100, 300
"""Length of that shortlist: all sentences of so many passages, and so many sentences by their words."""

Scores = NDArray[np.float32]
# The order of the learned coefficients: another one needs training anew.
FEATURES = (
    "sentence_nearness", "passage_nearness", "sentence_terms", "passage_terms", "sentence_covered", "passage_covered",
    "rarest_covered", "unknown", "lead", "length", "terms", "next_covered", "is_first", "names", "passage_names",
    "numbers", "passage_numbers", "pairs", "passage_pairs", *(f"asks_{kind}" for kind, _ in ASKING),
)  # fmt: skip

RAREST, COVERED = FEATURES.index("rarest_covered"), FEATURES.index("passage_covered")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage."""

    passage: int
    number: int
    """Its place in the passage."""

    start: int
    """Offsets in the passage's words."""

    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that may answer, and the features its case rests on, in the order of `FEATURES`."""

    sentence: Sentence
    fused: float
    features: NDArray[np.float64]
    understood: tuple[float, ...] = UNKNOWN
    """What reading it word for word gave, in the order of `understanding.NAMES`."""

    def holds_most(self) -> bool:
        """Whether its passage has the rarest of the question's words, and more than half of what it is about."""
        return bool(self.features[RAREST]) and self.features[COVERED] > 0.5

    @property
    def evidence(self) -> NDArray[np.float64]:
        return np.concatenate([self.features, self.understood])


class Library:
    """All passages of one language. Without an embedder words alone are compared."""

    def __init__(self, passages: Sequence[Passage], language: str, index: Index) -> None:
        self.passages = passages
        self.language = language
        self.index = index
        self._home = index.stretches[:, 0]

    @property
    def uses_vectors(self) -> bool:
        return self.index.sentence_vectors is not None

    def sentence(self, row: int) -> Sentence:
        passage, number, start, end = (int(value) for value in self.index.stretches[row])
        return Sentence(passage, number, start, end, self.passages[passage].words[start:end])

    def neighbours(self, sentence: Sentence) -> list[Sentence]:
        """All sentences of the same passage, in order."""
        first, last = self.index.firsts[sentence.passage], self.index.firsts[sentence.passage + 1]
        return [self.sentence(row) for row in range(int(first), int(last))]

    def speaks_of(self, sentence: Sentence, names: frozenset[str]) -> bool:
        """Whether its passage, or the title and place of that, has one of these names; true where there are none."""
        return not names or bool(names & self._words_of(self.passages[sentence.passage]))

    def _words_of(self, passage: Passage) -> frozenset[str]:
        headed = content(f"{passage.text.title} {passage.where}", self.language)
        return frozenset([*content(passage.words, self.language), *headed])

    def find(self, question: str, vector: Vectors | None) -> list[Found]:
        """The likeliest sentences, best first."""
        if not len(self._home):
            return []
        wording = Wording(question, self.language)
        terms = wording.terms
        words, passage_words = self.index.sentence_words.scores(terms), self.index.passage_words.scores(terms)
        means = self.index.passage_vectors
        passage_near = np.asarray(means @ vector) if vector is not None and means is not None else None
        rows = self._shortlist(words, passage_words, passage_near)
        homes = self._home[rows]
        signals = [(0.6, words[rows]), (0.3, passage_words[homes])]
        near = home_near = np.zeros(len(rows), dtype=np.float32)
        if vector is not None and passage_near is not None and self.index.sentence_vectors is not None:
            near, home_near = self.index.sentence_vectors[rows].astype(np.float32) @ vector, passage_near[homes]
            signals += [(1.0, near), (0.4, home_near)]
        fused = np.sum([weight * _standing(signal) for weight, signal in signals], axis=0)
        best = np.argsort(-fused, kind="stable")[:CANDIDATES]
        asked = Asked(wording, {term: self.index.passage_words.rarity(term) for term in set(terms)})
        sixth = float(np.sort(fused)[::-1][min(5, len(fused) - 1)])
        return [
            self._found(int(rows[at]), asked, (near[at], home_near[at], words[rows[at]], passage_words[homes[at]]),
                        (float(fused[at]), sixth))
            for at in best
        ]  # fmt: skip

    def _shortlist(self, words: Scores, passage_words: Scores, passage_near: Scores | None) -> NDArray[np.intp]:
        """Rows of all sentences of a small library; of a large one those with the question's words, and those of the
        likeliest passages."""
        count = len(self._home)
        if count <= SMALL:
            return np.arange(count)
        standing = 0.3 * _standing(passage_words)
        if passage_near is not None:
            standing += 0.4 * _standing(passage_near)
        likely = np.argpartition(-standing, min(PASSAGES, len(standing) - 1))[:PASSAGES]
        own = [np.arange(self.index.firsts[at], self.index.firsts[at + 1]) for at in likely]
        worded = np.argpartition(-words, SENTENCES)[:SENTENCES]
        return np.unique(np.concatenate([*own, worded]))

    def _found(self, row: int, asked: "Asked", signals: Sequence[float], standing: tuple[float, float]) -> Found:
        """`standing`: the sentence's own and that of the sixth best."""
        sentence = self.sentence(row)
        passage = self.passages[sentence.passage]
        terms, home_terms = content(sentence.text, self.language), content(passage.words, self.language)
        own = frozenset(terms)
        home = self._words_of(passage)
        following, wording = self._following(row), asked.wording
        rarest = max(asked.rarity, key=lambda term: asked.rarity[term], default="")
        features = [
            *(float(value) for value in signals), asked.share(own.__contains__), asked.share(home.__contains__),
            float(rarest in home), asked.share(lambda term: not self._knows(term)), (standing[0] - standing[1]) / 5,
            min(len(sentence.text), 400) / 400, min(len(asked.rarity), 10) / 10,
            asked.share(lambda term: term in own or term in following), float(sentence.number == 0),
            wording.names_in(own), wording.names_in(home), wording.numbers_in(sentence.text),
            wording.numbers_in(passage.words), wording.pairs_in(terms), wording.pairs_in(home_terms),
            *wording.wants(sentence.text),
        ]  # fmt: skip
        return Found(sentence, standing[0], np.array(features))

    def _following(self, row: int) -> frozenset[str]:
        """Terms of the sentence after it."""
        if row + 1 >= len(self._home):
            return frozenset()
        return frozenset(content(self.sentence(row + 1).text, self.language))

    def _knows(self, term: str) -> bool:
        return term in self.index.passage_words or term in self.index.heads


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is compared."""

    wording: Wording
    rarity: Mapping[str, float]
    """Of each of its terms in the passages."""

    def share(self, holds: Callable[[str], bool]) -> float:
        """How much of what the question is about this is true of, rare terms counting more."""
        total = sum(self.rarity.values()) or 1.0
        return sum(value for term, value in self.rarity.items() if holds(term)) / total


def library(
    passages: Sequence[Passage],
    language: str,
    embedder: Embedder | None,
    store: VectorStore,
    progress: Progress = unheeded,
) -> Library:
    """The library of these passages, its index from the store where it lies there whole, else made and laid there."""
    key = key_of(passages, language, embedder)
    found = next((index for folder in store.folders if (index := opened(folder, key)) is not None), None)
    if found is None:
        found = _made(passages, language, embedder, (store.folder, key), progress)
    store.use(key)
    return Library(passages, language, found)


def _made(
    passages: Sequence[Passage], language: str, embedder: Embedder | None, place: tuple[Path | None, str],
    progress: Progress,
) -> Index:  # fmt: skip
    folder, key = place
    part = folder / f"{key}.part" if folder is not None else None
    index = made(passages, language, embedder, part, progress)
    if folder is None or not len(index.stretches):
        return index
    try:
        keep(index, folder, key)
        if part is not None:
            part.unlink(missing_ok=True)
    except OSError as error:
        log.warning("cannot keep %s: %s", key, error.strerror)
        return index
    # Opened anew, for then the vectors lie on the disk and no longer in memory.
    return opened(folder, key) or index


def _standing(signal: Scores) -> NDArray[np.float64]:
    """How far above the others, in standard deviations."""
    spread = float(signal.std())
    return np.asarray((signal - signal.mean()) / spread if spread > 1e-9 else np.zeros(len(signal)), dtype=np.float64)
