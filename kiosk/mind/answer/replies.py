"""Replies: answers made of lines, house lines, quotations and declines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.answer import Answer, Candidate, Route, Suggestion
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases, announced, filled, line_label, route_label
from kiosk.domain.content.script import Line
from kiosk.mind.answer import introductions
from kiosk.mind.answer.connectives import connectives
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.house import Intent, helpline
from kiosk.mind.answer.knowing import dated, reckoned
from kiosk.mind.answer.language_request import REQUEST, listed, wished
from kiosk.mind.answer.repertoire import is_near
from kiosk.mind.texts.quotation import Quotation, introduced, quotation_label

GOODBYE = "goodbye"
SUMS, CLOCK = "sums", "clock"
"""House lines that a pack may know better."""

SUGGESTIONS = 3
NEAR_ENOUGH = 0.06
"""A line below this confidence is no better suggestion than any other."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Makes answers in one language of a pack."""

    pack: Pack
    phrases: Phrases
    language: str
    clock: Callable[[], datetime] = datetime.now

    def line(self, line: Line, score: float, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        """The take said least often; said again, it is announced as what was said before."""
        variant = now.variant(line.id, len(line.says))
        is_again = now.times(line.id) >= len(line.says) and not line.locked and not line.media
        before = self._as_said(now.times(line.id)) if is_again else ""
        led = [found for one in line.leads_to if (found := self.pack.line(one, self.language)) and not now.times(one)]
        return Answer(
            Route.LOCKED if line.locked else Route.SCRIPT,
            announced(self.phrases, self.pack.named(self.language), line, before + line.says[variant]),
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
        own = self._named(intent, variant, question, now) or self._known(intent, question)
        text = own or self.told(intent)[variant]
        offered = self.suggestions(candidates, now) if intent.suggests or intent.follow else ()
        label = route_label(self.phrases, route)
        return Answer(
            route, text, label, None, score, candidates, house=intent.id,
            suggestions=offered, request=self._request(intent, question),
        )  # fmt: skip

    def _named(self, intent: Intent, variant: int, question: str, now: Conversation) -> str:
        """The variant that calls the visitor by the name told just now, and once more where they take their leave."""
        name = self.visitor(intent, question) or (now.visitor if intent.request == GOODBYE else "")
        if not intent.says_named or not name:
            return ""
        return filled(intent.says_named[variant], name=self.pack.named(self.language), visitor=name)

    def visitor(self, intent: Intent, question: str) -> str:
        """The name that is told with these words; empty where none is."""
        told = introductions.introduced(question, self.language) if intent.says_named else None
        return told.name if told is not None else ""

    def _known(self, intent: Intent, question: str) -> str:
        """A sum, the time or the date, where the pack says that its figure knows such things."""
        around, knows = connectives(self.language), frozenset(self.pack.policy.knows)
        if around is None:
            return ""
        if intent.id == SUMS and SUMS in knows and (made := reckoned(question)) is not None:
            return around.sum_is.format(value=made)
        return (dated(question, self.clock(), knows, around) or "") if intent.id == CLOCK else ""

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

    def form(self, form: Line, candidates: Sequence[Candidate], now: Conversation) -> Answer:
        """A line in its short or its simple form."""
        text = announced(self.phrases, self.pack.named(self.language), form, form.says[0])
        label = line_label(self.phrases, form.origin, form.source, form.after_death)
        route = Route.LOCKED if form.locked else Route.SCRIPT
        return Answer(
            route, text, label, form.id, 1.0, candidates, suggestions=self.suggestions(candidates, now)
        )  # fmt: skip

    def plain(self, text: str, candidates: Sequence[Candidate], request: str = "") -> Answer:
        """Words of the house around an answer."""
        label = route_label(self.phrases, Route.HOUSE)
        return Answer(Route.HOUSE, text, label, None, 1.0, candidates, request=request)

    def choice(self, lines: Sequence[Line], candidates: Sequence[Candidate], now: Conversation) -> Answer:
        """Both are named aloud and shown."""
        around = connectives(self.language)
        text = self.phrases.choice
        if around is not None:
            first, second = (one.asks[0] for one in lines[:2])
            text = filled(_taken(around.choice, now.times("choice")), first=first, second=second)
        offered = tuple(_suggested(line) for line in lines)
        score = candidates[0].score if candidates else 0.0
        return Answer(Route.CHOICE, text, score=score, candidates=candidates, suggestions=offered)

    def near(self, line: Line, score: float, candidates: Sequence[Candidate], now: Conversation) -> Answer | None:
        """What is nearest, said as such: in the pack's words where it has some for that, else in the house's.

        None where there is nothing left to offer that was not told already.
        """
        offered = self.offers(line, now)
        if not offered:
            return None
        if is_near(line.id):
            text = line.says[now.variant(line.id, len(line.says))]
        else:
            around = connectives(self.language)
            text = self.phrases.choice
            if around is not None:
                text = filled(_taken(around.near, now.times("near")), ask=offered[0].asks[0])
        first = offered[0]
        label = line_label(self.phrases, first.origin, first.source, first.after_death)
        shown = tuple(_suggested(one) for one in offered)
        return Answer(Route.NEAR, text, label, first.id, score, candidates, suggestions=shown)

    def offers(self, line: Line, now: Conversation) -> tuple[Line, ...]:
        """The lines that a near answer or a line in its place stands for, without those that were told already."""
        ids = line.leads_to if is_near(line.id) else (line.id,)
        found = [one for id_ in ids if (one := self.pack.line(id_, self.language)) and not now.times(id_)]
        return tuple(one for one in found if not one.is_withheld)[:SUGGESTIONS]

    def near_text(
        self, quotation: Quotation, score: float, candidates: Sequence[Candidate], now: Conversation
    ) -> Answer | None:
        """A text that comes near, by its title; None in a language that has no words for it."""
        around = connectives(self.language)
        if around is None:
            return None
        text = filled(_taken(around.near_text, now.times("near")), source=quotation.passage.text.title)
        label = quotation_label(quotation.passage.text, quotation.passage.where, self.phrases)
        return Answer(Route.NEAR, text, label, score=score, candidates=candidates, sources=quotation.sources)

    def source(self, now: Conversation, line: Line | None, candidates: Sequence[Candidate]) -> Answer | None:
        """Where the last answer comes from, told aloud; None where nothing was said, or no words are there for it."""
        around, last = connectives(self.language), now.answer
        if around is None or last is None:
            return None
        times = now.times("house:source")
        if last.sources:
            title = ", ".join(part for part in (last.sources[0].title, last.sources[0].where) if part)
            return self.plain(filled(_taken(around.source_text, times), source=title), candidates)
        if line is not None and line.source and not line.source.lower().startswith("written for"):
            return self.plain(filled(_taken(around.source_line, times), source=line.source.rstrip(".")), candidates)
        return self.plain(_taken(around.source_written, times), candidates)

    def age(self, candidates: Sequence[Candidate]) -> Answer | None:
        """How old the figure is at the stage of its life that is shown, else when it was born and died."""
        around, figure = connectives(self.language), self.pack.figure
        if around is None or figure.born is None:
            return None
        stage = next((one for one in self.pack.variants if one.id == self.pack.variant), None)
        born = around.dated(figure.born)
        if stage is not None and stage.knows_until is not None:
            years = age_on(stage.knows_until, figure.born)
            return self.plain(filled(around.age_living[0], age=str(years)), candidates)
        if figure.died is not None:
            return self.plain(filled(around.age_dead[0], born=born, died=around.dated(figure.died)), candidates)
        return self.plain(filled(around.age_born[0], born=born), candidates)

    def _as_said(self, times: int) -> str:
        """What goes before words that were said already; empty in a language that has none for it."""
        around = connectives(self.language)
        return _taken(around.as_said, times) if around is not None else ""

    def quoted(
        self, quotation: Quotation, score: float, candidates: Sequence[Candidate], now: Conversation, is_again: bool
    ) -> Answer:
        """`is_again`: it was quoted before."""
        label = quotation_label(quotation.passage.text, quotation.passage.where, self.phrases)
        before = self._as_said(len(now.quoted)) if is_again else ""
        return Answer(
            Route.KNOWLEDGE, before + introduced(quotation, self.phrases), label, score=score, candidates=candidates,
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


def age_on(day: date, born: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _taken(texts: Sequence[str], times: int) -> str:
    return texts[times % len(texts)]


def _suggested(line: Line) -> Suggestion:
    return Suggestion(line.id, line.asks[0])
