"""Answers from a pack's texts: quoted, composed where that is allowed and holds, or offered as near."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from kiosk.domain.answer import Answer, Candidate, Route
from kiosk.domain.content.pack import Pack
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.question import Question, Response
from kiosk.mind.answer.repertoire import Reading, Repertoire
from kiosk.mind.answer.replies import Replies
from kiosk.mind.engines.model import LanguageModel
from kiosk.mind.engines.stop import Stop
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.quotation import Quotation, quotation
from kiosk.mind.texts.quoting import LEARNED, Judge, judges
from kiosk.mind.texts.retrieval import Found
from kiosk.mind.write.choosing import chosen
from kiosk.mind.write.composing import Composed, Composer

NEAR_SHARE = 0.6
"""From this share of the confidence that a quotation needs a passage is offered as near."""

MORE_SHARE = 0.5
"""… or told to whoever wants to hear more of the same."""

Ranked = list[tuple[Found, float]]


@dataclass(frozen=True, slots=True)
class Writers:
    """What a language model may do here; None without one."""

    model: LanguageModel | None
    composer: Composer | None

    def may_compose(self, pack: Pack) -> bool:
        """The model can, the pack wants it, and its rights cover it today."""
        return pack.may_compose(date.today()) and self.composer is not None and self.composer.is_willing


class TextAnswers:
    """One language of a pack."""

    def __init__(
        self, pack: Pack, repertoire: Repertoire, replies: Replies, settings: MindSettings, writers: Writers
    ) -> None:
        self._pack, self._repertoire, self._replies = pack, repertoire, replies
        self._settings, self._writers = settings, writers
        self.stop = Stop()
        """Called on any thread it ends what the language model is doing; the texts answer then."""

    def answer(self, reading: Reading, question: Question, now: Conversation, least: float = 0.0) -> Response | None:
        """Composed where that is allowed and holds; else quoted; None where the texts do not answer.

        `least`: so sure it must be, however little a quotation needs.
        """
        routes = question.allowed & {Route.KNOWLEDGE, Route.COMPOSED}
        if not routes or reading.is_everyday:
            return None
        ranked, sure = self._searched(reading.question, now)
        if sure < max(least, self._settings.quote):
            return self._once_more(reading, now, least) if Route.KNOWLEDGE in routes else None
        may_compose = Route.COMPOSED in routes and self._writers.may_compose(self._pack)
        if self._writers.model is not None and self._settings.choose and not may_compose:
            ranked = chosen(reading.question, ranked, self._writers.model, self.stop)
        if may_compose and self._writers.composer is not None:
            sentences = self._writers.composer.composed(question.text, ranked, self.stop)
            composed = self._composed(sentences, sure, reading.candidates)
            if (first := next(composed, None)) is not None:
                return Response((), now, chain((first,), composed))
        return self._quoted(ranked, sure, reading, now) if Route.KNOWLEDGE in routes else None

    def _once_more(self, reading: Reading, now: Conversation, least: float) -> Response | None:
        """What was quoted before, for whoever asks for just that again."""
        ranked, sure = self._searched(reading.question, replace(now, quoted=frozenset()))
        is_told = bool(ranked) and _was_quoted(ranked[0][0], now)
        return (
            self._quoted(ranked, sure, reading, now) if is_told and sure >= max(least, self._settings.quote) else None
        )

    def more(self, topic: str, reading: Reading, now: Conversation) -> Response | None:
        """Something on the same subject that has not been quoted yet."""
        ranked, sure = self._searched(topic, now)
        return self._quoted(ranked, sure, reading, now) if sure >= MORE_SHARE * self._settings.quote else None

    def near(self, reading: Reading, now: Conversation) -> Response | None:
        """The passage that comes nearest, offered and not yet read."""
        if reading.is_everyday:
            return None
        ranked, sure = self._searched(reading.question, now)
        if not ranked or sure < NEAR_SHARE * self._settings.quote:
            return None
        found = self._quotation(ranked)
        answer = self._replies.near_text(found, sure, reading.candidates, now) if found is not None else None
        return Response((answer,), now.after("near", now.times("near"))) if answer is not None else None

    def accepted(self, reading: Reading, now: Conversation) -> Response | None:
        """The passage that was offered."""
        ranked, sure = self._searched(now.question, now)
        return self._quoted(ranked, sure, replace(reading, question=now.question), now)

    def _searched(self, topic: str, now: Conversation) -> tuple[Ranked, float]:
        """New sentences that speak of whom the question names, and how sure it is that the first answers."""
        repertoire = self._repertoire
        vector = repertoire.vector(topic)
        judge: Judge = judges()["vectors" if vector is not None and repertoire.library.uses_vectors else "words"]
        ranked = judge.ranked(repertoire.library.find(topic, vector), repertoire.meant(topic))
        names, speaks_of = repertoire.vetoes.named(topic), repertoire.library.speaks_of
        fresh = [pair for pair in ranked if not _was_quoted(pair[0], now) and speaks_of(pair[0].sentence, names)]
        if vector is None and not repertoire.language.startswith(LEARNED):
            fresh = [pair for pair in fresh if pair[0].holds_most()]
        return fresh, judge.confidence(fresh)

    def _composed(
        self, sentences: Iterator[Composed], sure: float, candidates: Sequence[Candidate]
    ) -> Iterator[Answer]:
        """Up to a sentence that is not said in company."""
        for one in sentences:
            if self._repertoire.guard.is_foul(one.text):
                return
            passage = self._repertoire.library.passages[one.source.passage]
            source = Quotation(passage, ((one.source.start, one.source.end),))
            yield self._replies.composed(one.text, source, sure, candidates)

    def _quotation(self, ranked: Ranked) -> Quotation | None:
        library = self._repertoire.library
        best = ranked[0][0].sentence
        passage = library.passages[best.passage]
        found = quotation(passage, library.neighbours(best), ranked, self._pack.policy.max_quote_words)
        return found if found is not None and not self._repertoire.guard.is_foul(found.words) else None

    def _quoted(self, ranked: Ranked, sure: float, reading: Reading, now: Conversation) -> Response | None:
        found = self._quotation(ranked) if ranked else None
        if found is None:
            return None
        passage = ranked[0][0].sentence.passage
        is_again = _was_quoted(ranked[0][0], now)
        answer = self._replies.quoted(found, sure, reading.candidates, now, is_again)
        stretches = frozenset((passage, start, end) for start, end in found.stretches)
        entities = self._repertoire.people.after(now.entities, reading.question, None, found.words)
        after = now.after_quotation(passage, stretches, reading.question).telling(answer, entities)
        return Response((answer,), after)


def _was_quoted(found: Found, now: Conversation) -> bool:
    sentence = found.sentence
    return any(passage == sentence.passage and start <= sentence.start < end for passage, start, end in now.quoted)
