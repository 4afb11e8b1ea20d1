"""Responding: from a question, in the light of what was said before, to what is answered, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.script import Line
from kiosk.mind.answer.connectives import connectives
from kiosk.mind.answer.context import Context
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.deciding import Decision, decided
from kiosk.mind.answer.entities import Entities
from kiosk.mind.answer.followups import Fuller, leans
from kiosk.mind.answer.from_texts import TextAnswers
from kiosk.mind.answer.house import Intent
from kiosk.mind.answer.question import Question, Response
from kiosk.mind.answer.repertoire import Reading, Repertoire, is_near
from kiosk.mind.answer.replies import GOODBYE, Replies
from kiosk.mind.answer.telling import tells
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.sentences import split
from kiosk.mind.understand.claims import claim
from kiosk.mind.understand.parts import asks, endings, parts, restated
from kiosk.mind.understand.words import tokens

SURER = 0.8
"""Texts that are this sure come before a choice of two lines."""

BORNE = 0.65
"""What else may have been said must fit a line so well. Of 78 questions by six made voices, 10 dB above people who
talk, 59 find their line so and three a wrong one; 53 find theirs by what is likeliest heard alone, and 62 in quiet."""

FIRMLY = 0.8
"""Words that a visitor adds to a story are a question of their own only where this sure."""

MORE, GO_ON, REPEAT = "more", "go_on", "repeat"
NEWS, COMFORT = "news", "comfort"
"""The house lines for whoever tells something of their own, and for whoever does so in grief."""

PLEASANTRIES = frozenset({"news", "apology", "feelings", "acknowledged", "test"})

PASSAGE = "text:"
"""Offered instead of a line: a passage."""


@dataclass(frozen=True, slots=True)
class Responder:
    """Everything in one language. Not thread-safe: one worker owns it."""

    repertoire: Repertoire
    replies: Replies
    texts: TextAnswers
    settings: MindSettings

    @property
    def _context(self) -> Context:
        return Context(self.repertoire, self.settings)

    def respond(self, question: Question, reading: Reading, now: Conversation) -> Response:
        """What is answered to a whole utterance."""
        given = self._response(question, reading, now)
        return replace(given, now=replace(given.now, last=" ".join(answer.text for answer in given.answers)))

    def _response(self, question: Question, reading: Reading, now: Conversation) -> Response:
        if not tokens(question.text):
            return self._unheard(reading, question, now)
        if now.offered and (taken := self._on_offer(question, reading, now)) is not None:
            return taken
        for one in self._units(question, reading):
            if len(one) > 1 and (both := self._all(question, one, now)) is not None:
                return both
        found, fuller = self._found(question, reading, now)
        for text in self._lesser(found, question):
            own = question.part(text)
            better, again = self._found(own, self.repertoire.read(text), now)
            if better is not None and better.is_sure and (better.route is not Route.HOUSE or _belongs(better)):
                return self._replied(better, again, own, now)
        if (other := self._otherwise(found, question)) is not None:
            own, better, again = other
            given = self._replied(better, again, own, now)
            return replace(given, answers=[replace(one, understood=own.text) for one in given.answers])
        if found is None and (met := self._partly_met(question)) is not None:
            return self._said(met, fuller, now)
        return self._replied(found, fuller, question, now)

    def _otherwise(self, found: Decision | None, question: Question) -> tuple[Question, Decision, Reading] | None:
        """What else the sound allows, where that fits a line of the script far better than what is likeliest heard."""
        is_line = found is not None and found.route is Route.SCRIPT
        if found is not None and found.is_sure and not (is_line and found.score < BORNE):
            return None
        least = found.score if found is not None and is_line else 0.0
        best: tuple[Question, Decision, Reading] | None = None
        for text in question.others:
            reading = self.repertoire.read(text)
            other = decided(reading, self.repertoire, self.settings, question.allowed)
            if other is not None and other.route is Route.SCRIPT and other.score >= max(BORNE, least):
                best, least = (question.part(text), other, reading), other.score
        return best

    def _partly_met(self, question: Question) -> Decision | None:
        """Of several remarks none of which asks, the leave that is taken, else the last one that has a house line."""
        read = [self.repertoire.read(text) for text in self._alone(question)]
        if Route.HOUSE not in question.allowed or any(asks(one.question) for one in read):
            return None
        met = [one.meant for one in read if one.meant is not None and not (one.meant.safety or one.meant.follow)]
        meant = next((one for one in met if one.request == GOODBYE), next(iter(met), None))
        return Decision(Route.HOUSE, self.settings.accept, intent=meant) if meant is not None else None

    def _lesser(self, found: Decision | None, question: Question) -> Sequence[str]:
        """Parts of an utterance that may say what the whole does not; beside a courtesy, what is asked."""
        if found is None or not found.is_sure:
            bare = claim(question.text) or restated(question.text)
            return (*([bare] if bare else []), *self._alone(question), *endings(question.text))
        intent = found.intent
        is_courtesy = intent is not None and not (intent.safety or intent.firm or intent.fact or intent.follow)
        return [one for one in self._alone(question) if asks(one)] if is_courtesy else ()

    # Several questions at once

    def _units(self, question: Question, reading: Reading) -> Sequence[Sequence[str]]:
        """The questions of an utterance, where it is more than one and does not mean one thing as a whole."""
        is_whole = bool(reading.exact) or (reading.meant is not None and reading.meant.safety)
        asked = [] if is_whole else [one for one in parts(question.text) if asks(one)]
        return [asked] if len(asked) > 1 else []

    def _alone(self, question: Question) -> Sequence[str]:
        """The parts of an utterance, what is asked before what is told."""
        found = parts(question.text)
        if len(found) < 2:
            return ()
        return [*(one for one in reversed(found) if asks(one)), *(one for one in reversed(found) if not asks(one))]

    def _all(self, question: Question, units: Sequence[str], now: Conversation) -> Response | None:
        """Two questions, both answered in their order; None unless each has a sure answer of its own."""
        answers, said = list[Answer](), set[str]()
        for text in units:
            own = question.part(text)
            found, reading = self._found(own, self.repertoire.read(text), now)
            if found is None or not found.is_sure or found.key in said or (found.intent and found.intent.follow):
                continue
            given = self._replied(found, reading, own, now)
            if given.composed is not None or not given.answers or given.answers[0].request:
                continue
            said.add(found.key)
            answers += given.answers
            now = given.now
        return Response(answers[:2], now) if len(answers) > 1 else None

    # What it means

    def _found(self, question: Question, reading: Reading, now: Conversation) -> tuple[Decision | None, Reading]:
        found = decided(reading, self.repertoire, self.settings, question.allowed)
        if self._goes_on(found, question, now):
            return Decision(Route.HOUSE, self.settings.accept, intent=self.repertoire.intents[now.stays]), reading
        if self._merely_resembles(found, reading, question, now):
            found = None
        # What answers a careful topic is never read again as something else.
        is_fixed = found is not None and (found.intent is not None or found.score == 1.0)
        return (found, reading) if is_fixed else self._context.read(found, reading, question, now)

    def _merely_resembles(
        self, found: Decision | None, reading: Reading, question: Question, now: Conversation
    ) -> bool:
        """Whether a question about what was just said only sounds like a house line: "What over?" is no boredom."""
        intent = found.intent if found is not None else None
        if intent is None or intent.safety or reading.meant is not None or now.line is None or now.lapsed:
            return False
        return asks(question.text) and leans(question.text)

    def _goes_on(self, found: Decision | None, question: Question, now: Conversation) -> bool:
        """Whether the visitor goes on telling something."""
        if not now.stays or Route.HOUSE not in question.allowed or asks(question.text):
            return False
        is_other = found is not None and (found.intent is not None or found.score >= FIRMLY) and found.is_sure
        return not is_other

    # What is answered

    def _replied(self, found: Decision | None, reading: Reading, question: Question, now: Conversation) -> Response:
        if self._is_withheld(found, reading):
            return self._declined(reading, now)
        if found is not None and found.intent is not None and found.intent.follow:
            return self._followed(found, reading, question, now)
        if (told := self._listened(found, question, now)) is not None:
            return self._said(told, reading, now)
        if found is not None and not found.is_sure:
            # What the pack words for a neighbourhood, and a choice, give way only to texts that surely answer.
            is_worded = found.line is None or is_near(found.line.id)
            surer = self.texts.answer(reading, question, now, SURER if is_worded else 0.0)
            return surer or self._said(found, reading, now)
        if found is not None:
            return self._said(found, reading, now)
        if self._is_unheard(reading, question):
            return self._unheard(reading, question, now)
        read = self.texts.answer(reading, question, now)
        if read is None and Route.NEAR in question.allowed and (near := self.texts.near(reading, now)) is not None:
            after = near.now.missing(self._mentioned(reading, now))
            return Response(near.answers, replace(after, question=reading.question).offering([PASSAGE]))
        return read or self._declined(reading, now, leans(question.text))

    def _listened(self, found: Decision | None, question: Question, now: Conversation) -> Decision | None:
        """What is said to whoever tells something that nothing else answers; to whoever grieves never a pleasantry."""
        intents = self.repertoire.intents
        is_light = found is not None and found.intent is not None and found.intent.id in PLEASANTRIES
        is_line = found is not None and found.route is Route.SCRIPT and found.score < FIRMLY
        is_open = found is None or not found.is_sure or is_line or (bool(now.grief) and is_light)
        if not is_open or Route.HOUSE not in question.allowed:
            return None
        is_telling = tells(question.text, bool(now.stays or now.grief)) or (bool(now.grief) and not asks(question.text))
        meant = intents.get(COMFORT if now.grief else NEWS) if is_telling else None
        return Decision(Route.HOUSE, self.settings.accept, intent=meant) if meant is not None else None

    def _is_withheld(self, found: Decision | None, reading: Reading) -> bool:
        """Whether what is asked for is withheld; where nothing was found, whether it may well be."""
        lines = self.repertoire.lines
        if found is not None:
            return found.line is not None and found.line.is_withheld
        best = reading.best
        return best is not None and best.score >= self.settings.offer and lines[best.line].is_withheld

    def _said(self, found: Decision, reading: Reading, now: Conversation) -> Response:
        candidates = reading.candidates
        if found.route is Route.NEAR and found.line is not None:
            return self._offered(found, found.line, reading, now)
        if found.line is not None:
            return self.told(found.line, found.score, reading, now)
        if found.intent is not None:
            return self._courtesy(found.intent, found.score, reading, now)
        answer = self.replies.choice(found.rivals, candidates, now)
        after = now.after("choice", now.times("choice")).missing(self._mentioned(reading, now))
        return Response((answer,), after.offering([line.id for line in found.rivals]))

    def _courtesy(self, intent: Intent, score: float, reading: Reading, now: Conversation) -> Response:
        answer = self.replies.house(intent, score, reading.candidates, now, reading.question)
        if intent.request == REPEAT and now.last:
            return Response((replace(answer, text=now.last),), now)
        key = f"house:{intent.id}"
        after = now.after(key, now.variant(key, len(intent.says)))
        after = replace(after, visitor=self.replies.visitor(intent, reading.question) or now.visitor)
        if intent.safety:
            after = after.missing(self._mentioned(reading, now))
            after = after.grieving() if intent.grieves else after
        return Response((answer,), after.staying(intent.id) if intent.stays else after)

    def _mentioned(self, reading: Reading, now: Conversation) -> Entities:
        """Whom and what a question spoke of that had no answer."""
        return self.repertoire.people.after(now.entities, reading.question, None, "")

    def told(self, line: Line, score: float, reading: Reading, now: Conversation) -> Response:
        """A line, and whom and what it speaks of."""
        answer = self.replies.line(line, score, reading.candidates, now)
        variant = now.variant(line.id, len(line.says))
        entities = self.repertoire.people.after(now.entities, reading.question, line, answer.text)
        return Response((answer,), now.after_line(line.id, variant, reading.question).telling(answer, entities))

    def _offered(self, found: Decision, line: Line, reading: Reading, now: Conversation) -> Response:
        answer = self.replies.near(line, found.score, reading.candidates, now)
        if answer is None:
            return self._declined(reading, now)
        key = line.id if is_near(line.id) else "near"
        variant = now.variant(key, len(line.says)) if is_near(line.id) else now.times(key)
        after = now.after(key, variant).missing(self._mentioned(reading, now))
        return Response((answer,), after.offering([one.line for one in answer.suggestions]))

    def _on_offer(self, question: Question, reading: Reading, now: Conversation) -> Response | None:
        """What was offered is told to whoever says yes to it; None where they speak of something else."""
        around = connectives(self.repertoire.language)
        is_else = reading.exact or (reading.meant is not None and reading.meant.safety)
        if around is None or is_else:
            return None
        taken = around.accepted(question.text, now.offered)
        if not taken and reading.meant is not None and reading.meant.follow == MORE:
            taken = now.offered[0]
        if taken == PASSAGE:
            return self.texts.accepted(reading, now)
        if taken and (line := self.repertoire.lines.get(taken)) is not None:
            return self.told(line, 1.0, replace(reading, question=line.asks[0]), now)
        if not around.refuses(question.text):
            return None
        times = now.times("refused")
        text = around.declined[times % len(around.declined)]
        answer = replace(self.replies.plain(text, ()), suggestions=self.replies.suggestions((), now))
        return Response((answer,), now.after("refused", times))

    # What belongs to the last answer

    def _followed(self, found: Decision, reading: Reading, question: Question, now: Conversation) -> Response:
        intent = found.intent
        kind = intent.follow if intent is not None else ""
        last = self.repertoire.lines.get(now.line or "") if now.passage is None else None
        candidates, answer = reading.candidates, None
        match kind:
            case "source":
                answer = self.replies.source(now, last, candidates) if not now.lapsed else None
            case "age":
                answer = self.replies.age(candidates)
            case "shorter" | "simpler":
                answer = self._form(kind, last, reading, now)
            case _:
                return self._further(found, reading, question, now)
        if answer is None:
            return self._said(found, reading, now)
        answer = replace(answer, house=intent.id) if intent is not None and answer.line is None else answer
        return Response((answer,), now.after(f"house:{kind}", now.times(f"house:{kind}")))

    def _form(self, kind: str, last: Line | None, reading: Reading, now: Conversation) -> Answer | None:
        """What was said last in fewer or simpler words; where nobody wrote any, its first sentence, or once more."""
        if now.answer is None or now.lapsed:
            return self.replies.plain(now.last, reading.candidates, REPEAT) if now.last else None
        forms = [] if last is None else [last.shorter, last.simpler][:: 1 if kind == "shorter" else -1]
        form = next((one for one in forms if one is not None), None)
        if form is not None:
            return replace(self.replies.form(form, reading.candidates, now), house=kind)
        sentences = split(now.answer.text)
        if kind == "shorter" and len(sentences) > 1:
            return replace(now.answer, text=sentences[0], media="", request="")
        return replace(self.replies.plain(now.answer.text, reading.candidates, REPEAT), label=now.answer.label)

    def _further(self, found: Decision, reading: Reading, question: Question, now: Conversation) -> Response:
        """ "Tell me more": the next line on the subject, else more from the texts on it."""
        last = self.repertoire.lines.get(now.line or "")
        is_why = found.intent is not None and found.intent.follow == "why"
        request = "" if is_why else GO_ON
        if last is not None and Route.SCRIPT in question.allowed and now.passage is None:
            fresh = [line for one in last.leads_to if (line := self.repertoire.lines.get(one)) and not now.times(one)]
            if fresh and not is_why:
                return _requesting(self.told(fresh[0], found.score, reading, now), request)
        subject = now.question or (last.asks[0] if last else "")
        if is_why and subject and (reason := self._reason(subject, question, now)) is not None:
            return reason
        if subject and Route.KNOWLEDGE in question.allowed:
            topic = f"{question.text} {subject}" if is_why else subject
            if (more := self.texts.more(topic, reading, now)) is not None:
                return _requesting(more, request)
        if last is not None or now.passage is not None:
            return _requesting(self._declined(reading, now, is_further=True), request)
        return _requesting(self._said(found, reading, now), request)

    def _reason(self, subject: str, question: Question, now: Conversation) -> Response | None:
        """The line that says why, of what was just told."""
        fuller = self.repertoire.read(f"{question.text} {subject}")
        found = decided(fuller, self.repertoire, self.settings, question.allowed & {Route.SCRIPT, Route.LOCKED})
        meant = Fuller(fuller.question, subject)
        if found is None or found.line is None or self._context.is_told(found, now, meant):
            return None
        return self._said(found, fuller, now) if self._context.adds(found, meant, None) else None

    # Nothing to say

    def _is_unheard(self, reading: Reading, question: Question) -> bool:
        if question.spoken is None or Route.UNHEARD not in question.allowed:
            return False
        return not question.is_clear(self.settings.heard) or len(tokens(question.text)) < 2

    def _unheard(self, reading: Reading, question: Question, now: Conversation) -> Response:
        if Route.UNHEARD not in question.allowed:
            return self._declined(reading, now)
        answer = self.replies.unheard(reading.candidates, now)
        return Response((answer,), now.after("unheard", now.times("unheard")))

    def _declined(self, reading: Reading, now: Conversation, is_further: bool = False) -> Response:
        """`is_further`: it asks more of what was just told, which nobody may say was never spoken of."""
        answer = self.replies.decline(reading.candidates, now)
        around = connectives(self.repertoire.language)
        if is_further and around is not None and now.answer is not None and not now.lapsed:
            answer = replace(answer, text=around.no_more[now.times("decline") % len(around.no_more)])
        return Response((answer,), now.after("decline", now.times("decline")).missing(self._mentioned(reading, now)))


def _belongs(found: Decision) -> bool:
    """Whether it is about what was said last."""
    return found.intent is not None and bool(found.intent.follow)


def _requesting(response: Response, request: str) -> Response:
    """Whoever wants more may mean what the figure was saying when it was interrupted."""
    if not request or not response.answers:
        return response
    return replace(response, answers=tuple(replace(one, request=request) for one in response.answers))
