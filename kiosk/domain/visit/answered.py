"""What others may know of a question that was answered: how, how surely, how soon; its words only where kept."""

from dataclasses import dataclass, replace

from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The first words of an answer can be heard, or read where no voice speaks."""

    at: float
    visit: int
    turn: int
    language: str
    route: Route
    line: str | None
    score: float
    asked_at: float
    """When the last word of the question was spoken, or the whole of it typed."""

    answered_at: float
    """When the mind had its answer, or the first sentence of it."""

    question: str = ""
    """Empty unless the operator keeps questions and nothing of this one is hidden."""

    @property
    def seconds(self) -> float:
        """From the end of the question to the first words of the answer."""
        return self.at - self.asked_at


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is remembered between a question and the first words of its answer."""

    turn: int = -1
    asked_at: float | None = None
    """None where nothing is asked, or what was asked has been told of."""

    answered_at: float | None = None


def reckoned(
    known: Reckoning, event: events.Event, now: Interaction, keeps_questions: bool = False
) -> tuple[Reckoning, QuestionAnswered | None]:
    """Follows a visit, event by event: `now` is what it has become by `event`. Tells of every question once."""
    if now.turn.number != known.turn:
        # A mind that does not answer in time is given up in a turn of its own: the question is still the same.
        is_given_up = isinstance(event, events.Ticked) and now.phase is Phase.ANSWERING
        known = Reckoning(now.turn.number, known.asked_at if is_given_up else None)
    known = replace(known, asked_at=_asked_at(known, event, now))
    if known.asked_at is None or now.phase is not Phase.ANSWERING or now.visit.answer is None:
        return known, None
    if known.answered_at is None:
        known = replace(known, answered_at=event.at)
    if now.turn.speaking is None:
        return known, None
    return Reckoning(now.turn.number), _told(known, now.visit.answer, now, event.at, keeps_questions)


def _asked_at(known: Reckoning, event: events.Event, now: Interaction) -> float | None:
    match event:
        case events.UtteranceEnded(turn=now.turn.number, speech_end=float(end)) if now.phase is Phase.THINKING:
            return end
        case events.UtteranceEnded() | events.Typed() | events.Tapped() if now.phase is Phase.THINKING:
            return now.since if known.asked_at is None else known.asked_at
        case events.Tapped(at=at, control=control) if control.startswith(controls.CHIP):
            return at if now.phase is Phase.ANSWERING else None
    return known.asked_at


def _told(known: Reckoning, answer: Answer, now: Interaction, at: float, keeps_questions: bool) -> QuestionAnswered:
    assert known.asked_at is not None
    assert known.answered_at is not None
    return QuestionAnswered(
        at=at,
        visit=now.visit.number,
        turn=now.turn.number,
        language=now.language,
        route=answer.route,
        line=answer.line,
        score=answer.score,
        asked_at=known.asked_at,
        answered_at=known.answered_at,
        question=now.visit.heard if keeps_questions and not now.turn.is_veiled else "",
    )
