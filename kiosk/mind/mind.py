"""The mind: takes what a visitor said and gives the answer, by the routes of DESIGN §5 in their order."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from kiosk.domain.answer import Answer, Anticipation, Route
from kiosk.domain.content.pack import BUILD, Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.mind.answer.anticipating import anticipated
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.deciding import Decision, decided
from kiosk.mind.answer.followups import leans, resolved
from kiosk.mind.answer.foresight import Foresight
from kiosk.mind.answer.repertoire import Learning, Reading, Repertoire
from kiosk.mind.answer.replies import Replies
from kiosk.mind.engines.embedder import Encoder
from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.engines.stop import Stop
from kiosk.mind.guard.guard import WordList
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.quotation import Quotation, quotation
from kiosk.mind.texts.quoting import LEARNED, Judge, judges
from kiosk.mind.texts.retrieval import Found
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.words import cleaned, tokens
from kiosk.mind.write.choosing import chosen
from kiosk.mind.write.composing import Composed, Composer

log = logging.getLogger(__name__)

ALL_ROUTES = frozenset(Route)

SAME_LINE = 0.75
"""A follow-up is not answered with a line already said unless it is this sure."""

SURER = 0.8
"""Texts that are this sure come before a choice of two lines."""

MORE, GO_ON = "more", "go_on"
"""Whoever wants more may mean what the figure was saying when it was interrupted."""

Ranked = list[tuple[Found, float]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered now."""

    text: str
    language: str
    confidence: float | None
    is_typed: bool
    allowed: frozenset[Route]


@dataclass(frozen=True, slots=True)
class Engines:
    """What the mind thinks with; each part may be missing."""

    embedder: Encoder | None = None
    """For every language that it knows."""

    model: LanguageModel | None = None
    cache: Path | None = None
    """A folder for what is computed from the pack; None: computed at every start."""

    embedders: Mapping[str, Encoder] = field(default_factory=dict)
    """For single languages, before `embedder`."""

    words: WordList | None = None
    clock: Callable[[], float] = time.monotonic

    def embedder_of(self, language: str) -> Encoder | None:
        return self.embedders.get(language, self.embedder)


class Mind:
    """One pack's mind. Not thread-safe: one worker owns it. `cache`: a folder for what is computed from the pack."""

    def __init__(
        self,
        pack: Pack,
        phrases: Mapping[str, Phrases],
        settings: MindSettings,
        engines: Engines,
    ) -> None:
        self._settings = settings
        self._pack = pack
        self._model = engines.model
        store = VectorStore(engines.cache, Path(pack.folder) / BUILD if pack.folder else None)
        self._repertoires = {
            language: Repertoire(pack, language, Learning(engines.embedder_of(language), store), engines.words)
            for language in pack.languages
        }
        self._replies = {language: Replies(pack, phrases[language], language) for language in pack.languages}
        self._composer = Composer(engines.model, settings, engines.clock) if engines.model is not None else None
        self._stop, self._foresight = Stop(), Foresight()
        self._now = self._before = Conversation()
        if self._composer is not None and settings.compose == "auto" and self._may_compose():
            self._composer.warm()

    # What the worker asks for

    def heed(self, stop: Stop) -> None:
        """From now on `stop`, called on any thread, ends what the language model is doing; the texts answer then."""
        self._stop = stop

    @property
    def is_due(self) -> bool:
        """Whether composing was too slow here so long ago that it should be measured again."""
        return self._composer is not None and self._composer.is_due and self._pack.may_compose(date.today())

    def measure(self) -> None:
        """To be called while nobody asks: a machine that is quick again composes again."""
        if self._composer is not None:
            self._composer.measure(self._stop)

    def anticipate(self, text: str, language: str) -> Anticipation:
        """The likeliest line for the words so far."""
        language = self._known(language)
        question = cleaned(text, self._settings.longest)
        if not tokens(question):
            return Anticipation(None, 0.0, False)
        reading = self._read(question, language)
        self._foresight = self._foresight.of(question, language, reading)
        found = decided(reading, self._repertoires[language], self._settings, ALL_ROUTES)
        return anticipated(reading, found, self._repertoires[language])

    def foresee(self, text: str, language: str) -> Answer | None:
        """What would be answered to the anticipated words, were they all; `think` then has it at once.

        None where a language model would have its say: it is slow, and no guess is worth its time.
        """
        language, before = self._known(language), self._now
        question = Question(cleaned(text, self._settings.longest), language, None, False, ALL_ROUTES)
        reading = self._read(question.text, language)
        found, fuller = self._found(question, reading)
        if not tokens(question.text) or (self._model is not None and _leads_to_texts(found)):
            return None
        answer = self._replied(found, fuller, question)
        after, self._now = self._now, before
        if not isinstance(answer, Answer):
            return None
        self._foresight = self._foresight.of(question.text, language, reading).with_reply(answer, before, after)
        return answer

    def think(
        self,
        text: str,
        language: str,
        confidence: float | None = None,
        is_typed: bool = False,
        routes: frozenset[Route] | None = None,
    ) -> Iterator[tuple[Answer, bool]]:
        """The answer, in one or more parts; True with the last of them."""
        language = self._known(language)
        self._before = self._now
        allowed = ALL_ROUTES if routes is None else routes | {Route.DECLINE}
        words = cleaned(text, self._settings.longest)
        question = Question(words, language, confidence, is_typed, allowed)
        reading = self._read(words, language)
        for at, (answer, is_last) in enumerate(self._parts(question, reading)):
            if at == 0:
                log.info("answered by %s, score %.2f", answer.route, answer.score)
            yield replace(answer, hides_heard=True) if reading.hides_heard else answer, is_last

    def _parts(self, question: Question, reading: Reading) -> Iterator[tuple[Answer, bool]]:
        """What is composed is handed on sentence by sentence; its end is told by a part without words."""
        answered = self._foreseen(question) or self._answered(question, reading)
        if isinstance(answered, Answer):
            yield answered, True
            return
        for answer in answered:
            yield answer, False
        yield Answer(Route.COMPOSED, "", ""), True

    def _foreseen(self, question: Question) -> Answer | None:
        """What was found while the visitor still spoke, if that is what is asked now."""
        is_clear = question.confidence is None or question.confidence >= self._settings.heard
        if question.is_typed or not is_clear or question.allowed != ALL_ROUTES:
            return None
        found = self._foresight.answer(question.text, question.language, self._now)
        if found is None:
            return None
        answer, self._now = found
        return answer

    def _read(self, text: str, language: str) -> Reading:
        return self._foresight.reading(text, language) or self._repertoires[language].read(text)

    def recall(self, line: str, language: str) -> None:
        """This line was said without asking: what follows belongs to it."""
        found = self._repertoires[self._known(language)].lines.get(line)
        if found is not None:
            self._now = self._now.after_line(line, self._now.variant(line, len(found.says)), found.asks[0])

    def take_back(self) -> None:
        """The last question was not finished, and its answer never said."""
        self._now = self._before

    def forget(self) -> None:
        """The visit is over."""
        self._now = self._before = Conversation()
        self._foresight = Foresight()
        for repertoire in self._repertoires.values():
            repertoire.forget()

    def _known(self, language: str) -> str:
        return language if language in self._repertoires else self._pack.language

    # The routes

    def _answered(self, question: Question, reading: Reading) -> Answer | Iterator[Answer]:
        if not tokens(question.text):
            return self._unheard(self._replies[question.language], reading, question)
        return self._replied(*self._found(question, reading), question)

    def _found(self, question: Question, reading: Reading) -> tuple[Decision | None, Reading]:
        found = decided(reading, self._repertoires[question.language], self._settings, question.allowed)
        is_house = found is not None and found.intent is not None
        return (found, reading) if is_house else self._in_context(found, reading, question)

    def _replied(self, found: Decision | None, reading: Reading, question: Question) -> Answer | Iterator[Answer]:
        replies = self._replies[question.language]
        if self._is_withheld(found, reading, question.language):
            return self._declined(replies, reading)
        if found is not None and found.intent is not None and found.intent.follow:
            answer = self._followed(found, reading, question)
            return replace(answer, request=GO_ON) if found.intent.follow == MORE else answer
        if found is not None and found.route is Route.CHOICE:
            return self._from_texts(reading, question, SURER) or self._said(found, reading, replies)
        if found is not None:
            return self._said(found, reading, replies)
        if self._is_unheard(reading, question):
            return self._unheard(replies, reading, question)
        return self._from_texts(reading, question) or self._declined(replies, reading)

    def _is_withheld(self, found: Decision | None, reading: Reading, language: str) -> bool:
        """Whether what is asked for is withheld; where nothing was found, whether it may well be."""
        lines = self._repertoires[language].lines
        if found is not None:
            return found.line is not None and found.line.is_withheld
        best = reading.best
        return best is not None and best.score >= self._settings.offer and lines[best.line].is_withheld

    def _in_context(
        self, found: Decision | None, reading: Reading, question: Question
    ) -> tuple[Decision | None, Reading]:
        """A question that leans on the last line is read once more with what it leans on."""
        repertoire = self._repertoires[question.language]
        last = repertoire.lines.get(self._now.line or "")
        if last is None or not leans(question.text) or reading.exact:
            return found, reading
        names = repertoire.vetoes.named(" ".join(last.asks))
        fuller = repertoire.read(resolved(question.text, last, names))
        again = decided(fuller, repertoire, self._settings, question.allowed - {Route.CHOICE, Route.HOUSE})
        line = again.line if again is not None else None
        is_told = line is not None and bool(self._now.times(line.id)) and again is not None and again.score < SAME_LINE
        if again is None or is_told:
            return (found, fuller) if found is None else (found, reading)
        return again, fuller

    def _said(self, found: Decision, reading: Reading, replies: Replies) -> Answer:
        candidates = reading.candidates
        if found.line is not None:
            answer = replies.line(found.line, found.score, candidates, self._now)
            variant = self._now.variant(found.line.id, len(found.line.says))
            self._now = self._now.after_line(found.line.id, variant, reading.question)
            return answer
        if found.intent is not None:
            answer = replies.house(found.intent, found.score, candidates, self._now, reading.question)
            key = f"house:{found.intent.id}"
            self._now = self._now.after(key, self._now.variant(key, len(found.intent.says)))
            return answer
        return replies.choice(found.rivals, candidates)

    def _followed(self, found: Decision, reading: Reading, question: Question) -> Answer:
        """ "Tell me more": the next line on the subject, else more from the texts on it."""
        repertoire, replies = self._repertoires[question.language], self._replies[question.language]
        last = repertoire.lines.get(self._now.line or "")
        is_why = found.intent is not None and found.intent.follow == "why"
        if last is not None and Route.SCRIPT in question.allowed and self._now.passage is None:
            fresh = [line for one in last.leads_to if (line := repertoire.lines.get(one)) and not self._now.times(one)]
            if is_why:
                fresh = [line for line in fresh if any(ask.lower().startswith("why") for ask in line.asks)]
            if fresh:
                route = Route.LOCKED if fresh[0].locked else Route.SCRIPT
                return self._said(Decision(route, found.score, fresh[0]), reading, replies)
        subject = self._now.question or (last.asks[0] if last else "")
        if subject and Route.KNOWLEDGE in question.allowed:
            topic = f"{question.text} {subject}" if is_why else subject
            more = self._more_from_texts(topic, reading, question)
            if more:
                return more
        if last is not None or self._now.passage is not None:
            return self._declined(replies, reading)
        return self._said(found, reading, replies)

    def _more_from_texts(self, topic: str, reading: Reading, question: Question) -> Answer | None:
        """Something on the same subject that has not been quoted yet."""
        ranked, sure = self._searched(topic, question.language)
        if sure < self._settings.quote / 2:
            return None
        return self._quoted(ranked, sure, reading, question.language)

    def _searched(self, topic: str, language: str) -> tuple[Ranked, float]:
        """New sentences that speak of whom the question names, and how sure it is that the first answers."""
        repertoire = self._repertoires[language]
        vector = repertoire.vector(topic)
        judge: Judge = judges()["vectors" if vector is not None and repertoire.library.uses_vectors else "words"]
        ranked = judge.ranked(repertoire.library.find(topic, vector), repertoire.meant(topic))
        names, speaks_of = repertoire.vetoes.named(topic), repertoire.library.speaks_of
        fresh = [pair for pair in ranked if not self._was_quoted(pair[0]) and speaks_of(pair[0].sentence, names)]
        if vector is None and not language.startswith(LEARNED):
            fresh = [pair for pair in fresh if pair[0].holds_most()]
        return fresh, judge.confidence(fresh)

    def _was_quoted(self, found: Found) -> bool:
        sentence = found.sentence
        return any(
            passage == sentence.passage and start <= sentence.start < end for passage, start, end in self._now.quoted
        )

    def _from_texts(self, reading: Reading, question: Question, least: float = 0.0) -> Answer | Iterator[Answer] | None:
        """Composed where that is allowed and holds; else quoted; None where the texts do not answer."""
        routes = question.allowed & {Route.KNOWLEDGE, Route.COMPOSED}
        if not routes or reading.is_everyday:
            return None
        ranked, sure = self._searched(reading.question, question.language)
        if sure < max(least, self._settings.quote):
            return None
        may_compose = Route.COMPOSED in routes and self._may_compose()
        if self._model is not None and self._settings.choose and not may_compose:
            ranked = chosen(reading.question, ranked, self._model, self._stop)
        if may_compose and self._composer is not None:
            sentences = self._composer.composed(question.text, ranked, self._stop)
            composed = self._composed(sentences, sure, reading, question.language)
            if (first := next(composed, None)) is not None:
                return chain((first,), composed)
        return self._quoted(ranked, sure, reading, question.language) if Route.KNOWLEDGE in routes else None

    def _composed(
        self, sentences: Iterator[Composed], sure: float, reading: Reading, language: str
    ) -> Iterator[Answer]:
        """Up to a sentence that is not said in company."""
        repertoire = self._repertoires[language]
        for one in sentences:
            if repertoire.guard.is_foul(one.text):
                return
            passage = repertoire.library.passages[one.source.passage]
            source = Quotation(passage, ((one.source.start, one.source.end),))
            yield self._replies[language].composed(one.text, source, sure, reading.candidates)

    def _may_compose(self) -> bool:
        """The model can, the pack wants it, and its rights cover it today."""
        return self._pack.may_compose(date.today()) and self._composer is not None and self._composer.is_willing

    def _quoted(self, ranked: Ranked, sure: float, reading: Reading, language: str) -> Answer | None:
        library = self._repertoires[language].library
        if not ranked:
            return None
        best = ranked[0][0].sentence
        passage = library.passages[best.passage]
        found = quotation(passage, library.neighbours(best), ranked, self._pack.policy.max_quote_words)
        if found is None or self._repertoires[language].guard.is_foul(found.words):
            return None
        answer = self._replies[language].quoted(found, sure, reading.candidates, self._now)
        stretches = frozenset((best.passage, start, end) for start, end in found.stretches)
        self._now = self._now.after_quotation(best.passage, stretches, reading.question)
        return answer

    # Nothing to say

    def _is_unheard(self, reading: Reading, question: Question) -> bool:
        if question.is_typed or Route.UNHEARD not in question.allowed:
            return False
        is_unsure = question.confidence is not None and question.confidence < self._settings.heard
        return is_unsure or len(tokens(question.text)) < 2

    def _unheard(self, replies: Replies, reading: Reading, question: Question) -> Answer:
        if Route.UNHEARD not in question.allowed:
            return self._declined(replies, reading)
        answer = replies.unheard(reading.candidates, self._now)
        self._now = self._now.after("unheard", self._now.times("unheard"))
        return answer

    def _declined(self, replies: Replies, reading: Reading) -> Answer:
        answer = replies.decline(reading.candidates, self._now)
        self._now = self._now.after("decline", self._now.times("decline"))
        return answer


def _leads_to_texts(found: Decision | None) -> bool:
    """Whether the texts may be asked before this is answered."""
    return found is None or found.route is Route.CHOICE or bool(found.intent is not None and found.intent.follow)
