"""Answers: what is said, where it comes from, and how that is labelled on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """Where an answer comes from, in the order in which they are tried (DESIGN §5)."""

    LOCKED = "locked"
    HOUSE = "house"
    SCRIPT = "script"
    CHOICE = "choice"
    KNOWLEDGE = "knowledge"
    COMPOSED = "composed"
    NEAR = "near"
    UNHEARD = "unheard"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A script line and how sure the mind is that it answers the question."""

    line: str
    score: float
    """Confidence from 0 to 1 on which acceptance is decided."""


@dataclass(frozen=True, slots=True)
class Source:
    """The stretch of a text that an answer rests on."""

    file: str
    title: str
    where: str
    start: int
    """Character offsets in the file."""

    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question the figure can answer, offered as a chip."""

    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one utterance."""

    route: Route
    text: str
    label: str = ""
    """What kind of words these are, for the screen; empty where no label applies (choice, unheard)."""

    line: str | None = None
    score: float = 0.0
    candidates: Sequence[Candidate] = ()
    """The five likeliest lines, best first, whatever the route."""

    sources: Sequence[Source] = ()
    suggestions: Sequence[Suggestion] = ()
    media: str = ""
    request: str = ""
    """What the visitor asked of the kiosk itself: repeat, go_on, louder, quieter, stop, goodbye, or empty."""

    hides_heard: bool = False
    """What the visitor said is not to stand on the screen: dictated, profane, or too private."""

    understood: str = ""
    """What was said, where it is not what was likeliest heard; empty: that is answered."""

    house: str = ""
    """The house line or the careful topic that it is, by its id."""


@dataclass(frozen=True, slots=True)
class Anticipation:
    """The mind's best guess while the visitor still speaks."""

    line: str | None
    score: float
    is_complete: bool
    """The words so far read as a whole question."""

    hides_heard: bool = False
    """As in `Answer`."""
