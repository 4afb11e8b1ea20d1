"""A visit told event by event; the voice's part is played by the test."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.audio import WordTime
from kiosk.domain.screen.scene import Phase
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import Brief, Interaction, begin
from tests.fakes.visits import brief

TRACK = VisemeTrack((Cue(0.0, Viseme.SIL), Cue(0.1, Viseme.AA), Cue(0.9, Viseme.SIL)), 1.0)
TEXT = "They saw it from twenty miles."
WORDS = (WordTime(0.0, 0, 4), WordTime(0.3, 5, 8), WordTime(0.6, 9, 11))
ANSWER = Answer(Route.SCRIPT, TEXT, "Written by the curators", "lamp", 0.9)


class Story:
    """What has become of the visit, and everything that was asked of the workers."""

    def __init__(self, of: Brief | None = None, lost: frozenset[str] = frozenset()) -> None:
        self.now: Interaction = begin(of or brief(), 0.0, lost=lost)
        self.done: list[do.Command] = []
        self.at = 0.0

    def take(self, *happened: events.Event) -> "Story":
        for event in happened:
            self.at = max(self.at, event.at)
            self.now, commands = advance(self.now, event)
            self.done.extend(commands)
        return self

    def tap(self, *names: str) -> "Story":
        return self.take(*(events.Tapped(self.at, name) for name in names))

    def wait(self, seconds: float, step: float = 0.5) -> "Story":
        for _ in range(round(seconds / step)):
            self.take(events.Ticked(self.at + step))
        return self

    def listening(self) -> "Story":
        self.take(events.VisitorArrived(1.0))
        for part in range(len(self.now.turn.queue)):
            self.hear(part).take(events.SpeechEnded(self.at + 1.0, self.now.turn.number, part))
        assert self.now.phase is Phase.LISTENING
        return self

    def hear(self, part: int = 0) -> "Story":
        return self.take(events.SpeechStarted(self.at, self.now.turn.number, part, TEXT, TRACK, WORDS))

    def answering(self, heard: str = "how bite was the lamb") -> "Story":
        self.listening().take(events.UtteranceEnded(self.at + 1.0, self.now.turn.number, heard, 0.7))
        self.take(events.AnswerReady(self.at + 0.1, self.now.turn.number, ANSWER))
        return self.hear()

    def since(self, count: int) -> list[do.Command]:
        return self.done[count:]


def in_three_languages() -> Brief:
    """The keeper's, where there are more languages than fit beside the other controls."""
    words = dict(brief().phrases)
    words["de"] = replace(words["en"], language="de", language_name="Deutsch")
    return replace(brief(), phrases=words)
