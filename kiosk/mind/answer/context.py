"""Context: what a question means that leans on what was said before."""

from dataclasses import replace

from kiosk.domain.answer import Route
from kiosk.domain.content.script import Line
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.deciding import Decision, decided
from kiosk.mind.answer.entities import Entities
from kiosk.mind.answer.followups import SAYS_NOTHING, Fuller, leans, points, resolved
from kiosk.mind.answer.question import Question
from kiosk.mind.answer.repertoire import Reading, Repertoire, is_near
from kiosk.mind.settings import MindSettings
from kiosk.mind.understand.asked_kind import Wording
from kiosk.mind.understand.words import content

SAME_LINE = 0.75
"""A follow-up is not answered with a line already said unless it is this sure."""

OWN_SENSE = 0.8
"""A question that may lean on what was said, and is this sure by itself, is taken as it stands."""

KIN = 1.3
"""In a question that leans, lines of the same subject count so much more."""

GIVEN = frozenset({"when", "where", "who", "quantity"})
"""What a line may have given already, to whoever asks for it again."""

TWICE = 2.0
"""So much likelier must the question make a line than what was put behind it."""


def _odds(score: float) -> float:
    return score / max(1e-6, 1.0 - score)


class Context:
    """One language of a pack, as it is read in the light of a conversation."""

    def __init__(self, repertoire: Repertoire, settings: MindSettings) -> None:
        self._repertoire, self._settings = repertoire, settings

    def read(
        self, found: Decision | None, reading: Reading, question: Question, now: Conversation
    ) -> tuple[Decision | None, Reading]:
        """A question that leans on what was said is read with what it leans on, and never as if it stood alone."""
        # After an offer that is meant, and not what was told before.
        last = self._repertoire.lines.get(next(iter(now.offered), now.line or "") if now.lapsed else now.line or "")
        is_first = last is None and now.passage is None and now.entities == Entities()
        if is_first or reading.exact or not leans(question.text):
            return found, reading
        is_own = found is not None and found.is_sure and not SAYS_NOTHING.search(question.text)
        if found is not None and is_own and (found.score >= OWN_SENSE or self._names_another(question)):
            return found, reading
        allowed = question.allowed - {Route.CHOICE, Route.HOUSE}
        tried, once_more = list[tuple[Decision, Reading]](), list[tuple[Decision, Reading]]()
        meant = resolved(question.text, now.entities, last)
        for one in meant:
            fuller = self._related(self._careless(self._repertoire.read(one.text), reading), last)
            again = decided(fuller, self._repertoire, self._settings, allowed)
            if again is not None and self._answered(again, question, now):
                once_more.append((again, fuller))
            if again is not None and not self.adds(again, one, last):
                again = self._merely_near(again, question, now)
            if again is not None and not self.is_told(again, now, one):
                tried.append((again, fuller))
        if any(one.is_sure for one, _ in tried) or (tried and not once_more):
            return max(tried, key=lambda one: (one[0].is_sure, one[0].score))
        if once_more:
            return once_more[0]
        return None, self._repertoire.read(meant[0].text)

    def _names_another(self, question: Question) -> bool:
        """Whether it only goes on to somebody or something else that it names: "And Turing?"."""
        return bool(self._repertoire.vetoes.named(question.text)) and not points(question.text)

    def _careless(self, fuller: Reading, reading: Reading) -> Reading:
        """What a visitor never said makes no careful topic, unless it is of themselves: "Can I try it, too?"."""
        is_safety = reading.meant is not None and reading.meant.safety
        is_own = is_safety or self._repertoire.guard.is_of_oneself(reading.question)
        return fuller if is_own else replace(fuller, meant=None, house=None)

    def adds(self, found: Decision, meant: Fuller, last: Line | None) -> bool:
        """Whether the question itself says something for this answer, beyond the topic that was put behind it."""
        if not meant.topic or found.line is None or not found.is_sure:
            return True
        if not set(content(" ".join(found.line.asks))) & set(content(meant.topic)):
            return False
        alone = self._related(self._repertoire.read(meant.topic), last).lines
        score = max((one.score for one in alone if one.line == found.line.id), default=0.0)
        return _odds(found.score) >= TWICE * _odds(score)

    def _answered(self, found: Decision, question: Question, now: Conversation) -> bool:
        """Whether what was just said holds what is asked: "When was that?" after a line that gave the date."""
        is_last = found.line is not None and found.line.id == now.line and found.is_sure
        if not is_last or now.answer is None or found.score < OWN_SENSE:
            return False
        asked = Wording(question.text, self._repertoire.language)
        return asked.kind in GIVEN and 1.0 in asked.wants(now.answer.text)

    def _merely_near(self, found: Decision, question: Question, now: Conversation) -> Decision | None:
        """A line on the subject that is not what was asked: offered, where it is not told yet."""
        line = found.line
        if line is None or line.locked or line.sensitive or is_near(line.id) or now.times(line.id):
            return None
        return Decision(Route.NEAR, found.score, line) if Route.NEAR in question.allowed else None

    def _related(self, reading: Reading, last: Line | None) -> Reading:
        """Lines that the last one leads to, or that share its topic, are likelier to be meant."""
        if last is None:
            return reading
        near = {*last.leads_to, *(one.id for one in self._repertoire.lines.values() if self._is_related(one, last))}
        lines = [
            replace(one, score=min(0.99, KIN * one.score)) if one.line in near else one for one in reading.lines
        ]  # fmt: skip
        return replace(reading, lines=sorted(lines, key=lambda one: -one.score))

    def _is_related(self, line: Line, last: Line) -> bool:
        return last.id in line.leads_to or bool(last.topic and line.topic == last.topic and line.id != last.id)

    def is_told(self, found: Decision, now: Conversation, meant: Fuller) -> bool:
        """Whether the line was said before, and is not surely asked for once more."""
        line = found.line
        if line is None or not now.times(line.id):
            return False
        is_spent = line.id == now.line and now.times(line.id) >= len(line.says)
        return found.score < SAME_LINE or (is_spent and bool(meant.topic))
