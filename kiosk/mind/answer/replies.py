"""Replies: answers made of lines, house lines, quotations and declines."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.answer import Answer, Candidate, Route, Suggestion
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases, announced, filled, line_label, route_label
from kiosk.domain.content.script import Line
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.house import Intent, helpline
from kiosk.mind.answer.language_request import REQUEST, listed, wished
from kiosk.mind.texts.quotation import Quotation, introduced, quotation_label

SUGGESTIONS = 3
NEAR_ENOUGH = 0.06
"""A line below this confidence is no better suggestion than any other."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Makes answers in one language of a pack."""

    pack: Pack
    phrases: Phrases
    language: str

    def line(self, line: Line, score: float, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        variant = now.variant(line.id, len(line.says))
        led = [found for one in line.leads_to if (found := self.pack.line(one, self.language)) and not now.times(one)]
        return Answer(
            Route.LOCKED if line.locked else Route.SCRIPT,
            announced(self.phrases, self.pack.named(self.language), line, line.says[variant]),
            line_label(self.phrases, line.origin, line.source, line.after_death),
            line.id,
            score=score,
            candidates=candidates,
            suggestions=tuple(_suggested(one) for one in led[:SUGGESTIONS]),
            # The recording speaks the first variant; the voice speaks the others.
            media=line.media if variant == 0 else "",
        )

    def house(
        self, intent: Intent, score: float, candidates: Sequence[Candidate], now: Conversation, question: str = ""
    ) -> Answer:
        route = Route.LOCKED if intent.safety else Route.HOUSE
        variant = now.variant(f"house:{intent.id}", len(intent.says))
        text = self.told(intent)[variant]
        offered = self.suggestions(candidates, now) if intent.suggests or intent.follow else ()
        label = route_label(self.phrases, route)
        return Answer(
            route, text, label, None, score, candidates, house=intent.id,
            suggestions=offered, request=self._request(intent, question),
        )  # fmt: skip

    def told(self, intent: Intent) -> tuple[str, ...]:
        """Every variant of a house line as this figure says it."""
        words = self.pack.words.get(self.language)
        pointer = (words.helpline if words else "") or helpline(self.language)
        spoken = listed(self.language, self.pack.languages)
        name = self.pack.named(self.language)
        return tuple(filled(text, name=name, helpline=pointer, languages=spoken) for text in intent.says)

    def _request(self, intent: Intent, question: str) -> str:
        """What is asked of the kiosk; a language only where the pack has it."""
        if intent.request != REQUEST:
            return intent.request
        tongue = wished(question, self.language, self.pack.languages)
        return f"{REQUEST}:{tongue}" if tongue else ""

    def choice(self, lines: Sequence[Line], candidates: Sequence[Candidate]) -> Answer:
        offered = tuple(_suggested(line) for line in lines)
        score = candidates[0].score if candidates else 0.0
        return Answer(Route.CHOICE, self.phrases.choice, score=score, candidates=candidates, suggestions=offered)

    def quoted(self, quotation: Quotation, score: float, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        label = quotation_label(quotation.passage.text, quotation.passage.where, self.phrases)
        return Answer(
            Route.KNOWLEDGE, introduced(quotation, self.phrases), label, score=score, candidates=candidates,
            sources=quotation.sources, suggestions=self.suggestions(candidates, now),
        )  # fmt: skip

    def composed(self, text: str, source: Quotation, score: float, candidates: Sequence[Candidate]) -> Answer:
        """One sentence, so that speaking can begin with the first."""
        label = filled(self.phrases.label_composed, source=source.passage.text.title)
        return Answer(Route.COMPOSED, text, label, score=score, candidates=candidates, sources=source.sources)

    def unheard(self, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        text = self._own("unheard", now)
        return Answer(Route.UNHEARD, text, candidates=candidates, suggestions=self.suggestions(candidates, now))

    def decline(self, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        label = route_label(self.phrases, Route.DECLINE)
        score = candidates[0].score if candidates else 0.0
        offered = self.suggestions(candidates, now)
        return Answer(
            Route.DECLINE, self._own("decline", now), label, score=score, candidates=candidates, suggestions=offered
        )

    def _own(self, kind: str, now: Conversation) -> str:
        """The pack's words, else the product's."""
        words = self.pack.words.get(self.language)
        own: Sequence[str] = getattr(words, kind) if words else ()
        texts = own or getattr(self.phrases, kind)
        return filled(texts[now.variant(kind, len(texts))], name=self.pack.named(self.language))

    def suggestions(self, candidates: Sequence[Candidate], now: Conversation) -> tuple[Suggestion, ...]:
        """Three questions that can be answered: near ones first, then good first ones; none that was answered."""
        words = self.pack.words.get(self.language)
        near = [one.line for one in candidates if one.score >= NEAR_ENOUGH]
        rest = [line.id for line in self.pack.lines.get(self.language, ())]
        found: list[Line] = []
        for one in dict.fromkeys([*near, *(words.suggested if words else ()), *rest]):
            line = self.pack.line(one, self.language)
            if line and line.asks and not (line.locked or line.sensitive or now.times(one)):
                found.append(line)
            if len(found) == SUGGESTIONS:
                break
        return tuple(_suggested(line) for line in found)


def _suggested(line: Line) -> Suggestion:
    return Suggestion(line.id, line.asks[0])
