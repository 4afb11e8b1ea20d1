"""The repertoire: everything that can be said in one language, and what a question means in it."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.domain.answer import Candidate
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Line
from kiosk.mind.answer.entities import People
from kiosk.mind.answer.house import Intent, house_lines
from kiosk.mind.answer.salutation import Salutation
from kiosk.mind.answer.telling import tells
from kiosk.mind.engines.embedder import Encoder, Understood, Vectors
from kiosk.mind.guard.guard import INSULT, Care, Guard, WordList
from kiosk.mind.texts.index import unheeded
from kiosk.mind.texts.quoting import Meant, unread
from kiosk.mind.texts.retrieval import library
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.calibration import Situation, calibrations
from kiosk.mind.understand.confidence import Confidence, Signs, visitors
from kiosk.mind.understand.coverage import Coverage
from kiosk.mind.understand.matcher import Example, Kind, Meaning
from kiosk.mind.understand.phonetics import Names
from kiosk.mind.understand.token_alignment import Understanding
from kiosk.mind.understand.training import Progress, lesson, trained
from kiosk.mind.understand.vetoes import Vetoes

REMEMBERED = 24
EVERYDAY = 0.65
"""A question this near to one of every day is none for the texts."""

EVERYDAY_LEAD, EVERYDAY_FACTOR = 0.3, 0.4
"""Where so much more speaks for a topic of every day than for any line, this is left of the lines' confidence."""

HOUSE, HANDICAP = Situation(8.0, 80, 0.65), 0.25
"""House lines have many phrasings and answer in every pack: as sure as a line of the most crowded script, and less."""

UNDERSTOOD = 0.65
"""From here a question is understood as it was heard, whatever name a word in it may sound like."""

MISHEARD = 0.8
"""A question with a name put right must be so much surer of its line than what was heard."""

CANDIDATES = 5

NEAR = "near:"
"""Begins the ids of near answers among the lines: no id of a pack holds a colon."""


def is_near(line: str) -> bool:
    """Whether the id is that of a near answer rather than a line's."""
    return line.startswith(NEAR)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question may mean."""

    question: str
    vector: Vectors | None
    lines: Sequence[Candidate]
    """The likeliest lines of the script, best first, vetoes counted."""

    meant: Intent | None
    """The house line its wording demands."""

    house: Intent | None
    """The house line it resembles most."""

    house_score: float
    nearness: Mapping[str, float]
    """Similarity of the nearest question of each of these lines."""

    either: float
    """How sure it is that one of the two likeliest lines is meant, vetoes counted."""

    house_nearness: float
    is_everyday: bool
    """It resembles a question of every day more than any line."""

    is_strange: bool
    """It asks about a name that nothing in the pack knows."""

    exact: frozenset[str]
    """Lines that have this very question."""

    hides_heard: bool
    """The words as they were heard are not to stand on the screen."""

    @property
    def best(self) -> Candidate | None:
        return self.lines[0] if self.lines else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple([one for one in self.lines if not is_near(one.line)][:CANDIDATES])


@dataclass(frozen=True, slots=True)
class Learning:
    """What a repertoire is learned with."""

    embedder: Encoder | None
    store: VectorStore
    progress: Progress | None = None


class Repertoire:
    """One language of a pack, ready to be asked."""

    def __init__(
        self,
        pack: Pack,
        language: str,
        learning: Learning,
        words: WordList | None = None,
    ) -> None:
        embedder, store = learning.embedder, learning.store
        self.language = language
        self.lines: Mapping[str, Line] = {
            line.id: line for line in (*pack.lines.get(language, ()), *_near(pack, language))
        }
        # The careful topics stay even where a pack does without house lines.
        intents = [one for one in house_lines(language) if one.safety or pack.policy.house_lines]
        self.intents: Mapping[str, Intent] = {intent.id: intent for intent in intents}
        self._embedder = embedder if embedder is not None and embedder.knows(language) else None
        self._salutation = Salutation(pack.figure.name)
        self.guard = Guard(_guarded(intents), language, self._embedder, words)
        self.stand_ins: Mapping[str, Line] = self.guard.stand_ins(tuple(self.lines.values()))
        self._stands_for = {line.id: topic for topic, line in self.stand_ins.items()}
        self._understood: OrderedDict[str, Understood] = OrderedDict()
        name = f"{pack.digest[:12] or pack.id}-{language}-"
        found = trained(lesson(language, self._own(), intents, name), self._embedder, store, learning.progress)
        self._matcher, self._weights = found.matcher, found.weights
        coverage, calibration = _coverage(self.lines, language), calibrations()[found.views]
        self._confidence = Confidence(calibration, found.situation, coverage, visitors()[found.views])
        passages = pack.passages.get(language, ())
        texts = [passage.words for passage in passages]
        self.vetoes = Vetoes(tuple(self.lines.values()), texts, pack.named(language))
        self.people = People(pack.lines.get(language, ()), texts, self.vetoes.spelled.values(), pack.named(language))
        self._names = Names(self.vetoes.spelled, self.vetoes.known)
        self._understanding = Understanding(self._embedder, language) if self._embedder is not None else None
        self.library = library(passages, language, self._embedder, store, learning.progress or unheeded)

    def _own(self) -> list[Example]:
        """The questions of the pack's lines; one whose answer would be untrue leads nowhere: the house answers it."""
        asked = ((line, ask) for line in self.lines.values() for ask in line.asks)
        return [Example(Kind.LINE, line.id, ask) for line, ask in asked if not self.guard.is_untrue(line, ask)]

    def meant(self, question: str) -> Meant:
        """How well a sentence understands the words of the question."""
        return partial(self._understanding.of, question) if self._understanding is not None else unread

    def vector(self, text: str) -> Vectors | None:
        """The question's embedding; the last few are kept until the visit ends."""
        found = self._understand(text)
        return found.vector if found is not None else None

    def _understand(self, text: str) -> Understood | None:
        if self._embedder is None:
            return None
        if text not in self._understood:
            self._understood[text] = self._embedder.understand(text)
            if len(self._understood) > REMEMBERED:
                self._understood.popitem(last=False)
        return self._understood[text]

    def forget(self) -> None:
        self._understood.clear()
        if self._understanding is not None:
            self._understanding.forget()

    def signs(self, question: str) -> Sequence[tuple[str, Signs]]:
        """What speaks for each of the likeliest lines, best first; for learning from."""
        own = [one for one in self._meanings(question) if one.kind is Kind.LINE]
        return [(one.key, signs) for one, signs in zip(own, self._confidence.signs(question, own), strict=True)]

    def read(self, question: str) -> Reading:
        """What the question may mean, with how sure each line is; a name that was misheard is put right."""
        reading = self._unaddressed(self._read(question))
        is_understood = reading.best is None or reading.best.score >= UNDERSTOOD
        is_settled = reading.exact or reading.meant is not None or is_understood
        meant = None if is_settled else self._names.meant(question)
        if meant is None or reading.best is None:
            return reading
        again = self._read(meant)
        is_surer = again.best is not None and MISHEARD * again.best.score > reading.best.score
        # Judged by what was heard: putting a name right must bring no hidden words to the screen.
        return replace(again, hides_heard=reading.hides_heard) if is_surer else reading

    def _unaddressed(self, reading: Reading) -> Reading:
        """Whoever greets the figure by its name asks nothing about the name."""
        is_courtesy = reading.meant is not None and not reading.meant.safety and not reading.exact
        if not is_courtesy or not self._salutation.addresses(reading.question):
            return reading
        again = self._read(self._salutation.bare(reading.question))
        return replace(again, question=reading.question, hides_heard=reading.hides_heard)

    def _meanings(self, question: str) -> list[Meaning]:
        understood = self._understand(question)
        view = self._weights.view(understood) if self._weights is not None and understood is not None else None
        return self._matcher.meanings(question, view)

    def _read(self, question: str) -> Reading:
        understood, meanings = self._understand(question), self._meanings(question)
        own = [meaning for meaning in meanings if meaning.kind is Kind.LINE]
        house = next((meaning for meaning in meanings if self._is_house(meaning, question)), None)
        other = next((meaning for meaning in meanings if meaning.kind is Kind.OTHER), None)
        strange = EVERYDAY_FACTOR if _is_stranger(own, other) else 1.0
        sure = self._sure(question, own)
        lines = [Candidate(key, strange * share) for key, share in sure.items()]
        nearest = max((meaning.nearest for meaning in meanings if meaning.kind is not Kind.OTHER), default=0.0)
        care = self.guard.care(question, understood.vector if understood is not None else None)
        return Reading(
            question=question,
            vector=understood.vector if understood is not None else None,
            lines=sorted(lines, key=lambda candidate: -candidate.score),
            meant=self._meant(question, care, meanings),
            house=self.intents[house.key] if house else None,
            house_score=self._house_confidence(house) if house else 0.0,
            nearness={meaning.key: meaning.nearest for meaning in own},
            either=strange * self._either(own, sure, question),
            house_nearness=house.nearest if house else 0.0,
            is_everyday=other is not None and other.nearest > max(nearest, EVERYDAY),
            is_strange=self.vetoes.is_strange(question),
            exact=frozenset(meaning.key for meaning in own if meaning.is_exact),
            hides_heard=care.hides_heard,
        )

    def _is_house(self, meaning: Meaning, question: str) -> bool:
        """Not a careful topic that a question about the figure's own life only resembles."""
        is_open = meaning.is_exact or self.guard.may_resemble(meaning.key, question)
        return meaning.kind is Kind.HOUSE and is_open

    def _meant(self, question: str, care: Care, meanings: Sequence[Meaning]) -> Intent | None:
        """What the wording demands: a careful topic, else a house line."""
        bare = self._salutation.bare(question)
        asked = next((self.intents[one.key] for one in meanings if one.kind is Kind.HOUSE and one.is_exact), None)
        # "My mother has a wheelchair" asks for none.
        ruled = (one for one in self.intents.values() if not (one.fact and tells(question)))
        asked = asked or next((one for one in ruled if one.is_meant_by(bare)), None)
        others = [one.nearest for one in meanings if one.kind is not Kind.HOUSE or one.key not in self.guard.topics]
        # A house line that is surely asked for outdoes any mere resemblance; one that only listens does not.
        nearest = 1.0 if asked is not None and not asked.stays else max(others, default=0.0)
        return care.topic(nearest) or asked

    def _sure(self, question: str, own: Sequence[Meaning]) -> Mapping[str, float]:
        """How sure each line is, vetoes counted."""
        sure = self._confidence.of(question, own)
        return {one.key: sure[one.key] * self._factor(one, question) for one in own}

    def _house_confidence(self, meaning: Meaning) -> float:
        return 1.0 if meaning.is_exact else self._confidence.calibration.confidence(meaning.evidence - HANDICAP, HOUSE)

    def _either(self, own: Sequence[Meaning], sure: Mapping[str, float], question: str) -> float:
        if len(own) < 2:
            return 0.0
        best = sorted(own[:CANDIDATES], key=lambda one: -sure[one.key])[:2]
        factor = max(self._factor(one, question) for one in best)
        situation = self._confidence.situation
        return factor * self._confidence.calibration.of_either(best[0].evidence, best[1].evidence, situation)

    def _factor(self, meaning: Meaning, question: str) -> float:
        if meaning.is_exact:
            return 1.0
        topic = self._stands_for.get(meaning.key)
        # What bars a careful topic bars the pack's own line on it: "I'd kill for a sandwich".
        if topic is not None and not self.guard.may_resemble(topic, question):
            return 0.0
        return self.vetoes.factor(meaning.key, question)


def _near(pack: Pack, language: str) -> list[Line]:
    """Near answers as lines: what they are asked competes with the questions of the lines."""
    return [
        Line(f"{NEAR}{at}", near.topics, near.says, leads_to=near.offers, where=near.where)
        for at, near in enumerate(pack.near.get(language, ()))
    ]


def _coverage(lines: Mapping[str, Line], language: str) -> Coverage:
    asks = {line.id: line.asks for line in lines.values()}
    return Coverage(asks, {line.id: line.says for line in lines.values()}, language)


def _guarded(intents: Sequence[Intent]) -> list[Intent]:
    return [one for one in intents if one.safety or one.id == INSULT]


def _is_stranger(lines: Sequence[Meaning], other: Meaning | None) -> bool:
    """Whether much more speaks for a topic of every day than for any line."""
    if other is None or not lines or lines[0].is_exact:
        return False
    return other.evidence > max(line.evidence for line in lines) + EVERYDAY_LEAD
