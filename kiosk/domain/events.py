"""What can happen: everything that reaches the director's inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.answer import Answer, Anticipation
from kiosk.domain.audio import WordTime
from kiosk.domain.staff import Report, StickItem
from kiosk.domain.viseme import VisemeTrack


@dataclass(frozen=True, slots=True)
class VisitorArrived:
    """Somebody has stood near long enough."""

    at: float
    """Seconds on the kiosk's own clock, here and in every event."""


@dataclass(frozen=True, slots=True)
class VisitorLeft:
    """Nobody has been near for a while."""

    at: float


@dataclass(frozen=True, slots=True)
class Cued:
    """An address is to begin: its time has come, or somebody pressed the key of the clicker."""

    at: float
    address: str = ""
    """Its id; empty: the next one, or what comes next in the one that is being given."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class GazeMoved:
    """The nearest face moved: −1 to 1 on each axis, as the camera sees it."""

    at: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LevelMeasured:
    """How loud the microphone is, 0 to 1."""

    at: float
    level: float


@dataclass(frozen=True, slots=True)
class RoomMeasured:
    """How loud the room is while nobody is listened to."""

    at: float
    level_db: float
    """Of full scale, in the band of speech: what is always there."""


@dataclass(frozen=True, slots=True)
class MinuteTurned:
    """Another minute of the day."""

    at: float
    minute: int
    """Since midnight, by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class SpeechHeard:
    """The visitor began to speak."""

    at: float
    turn: int


@dataclass(frozen=True, slots=True)
class PartialTranscript:
    """The words so far."""

    at: float
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """Endpointing closed an utterance and the recognizer gave its final transcript."""

    at: float
    turn: int
    """The turn that opened the microphone; a stale one is ignored."""

    text: str
    confidence: float | None = None
    speech_end: float | None = None
    """When the last voiced sample was heard, on the kiosk's own clock."""

    others: Sequence[str] = ()
    """What else may have been said, likeliest first."""


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """The visitor speaks on after the utterance of this turn was taken for finished."""

    at: float
    turn: int


@dataclass(frozen=True, slots=True)
class Tapped:
    """A control was touched, clicked or chosen by key."""

    at: float
    control: str
    """A name from `controls.py`."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finger lies on something that can be held."""

    at: float
    control: str


@dataclass(frozen=True, slots=True)
class Released:
    """The finger was taken off it, or moved away."""

    at: float
    control: str


@dataclass(frozen=True, slots=True)
class Examined:
    """The machine was looked at for staff."""

    at: float
    report: Report


@dataclass(frozen=True, slots=True)
class Silenced:
    """Staff wish that what is being said ends now."""

    at: float


@dataclass(frozen=True, slots=True)
class PackRefused:
    """A pack that staff chose cannot be shown; the one before stays."""

    at: float
    pack: str
    reason: str


@dataclass(frozen=True, slots=True)
class StickFound:
    """A USB stick was plugged in."""

    at: float
    is_new: bool = True
    """False where it was there before this figure."""


@dataclass(frozen=True, slots=True)
class StickGone:
    """It was pulled out."""

    at: float


@dataclass(frozen=True, slots=True)
class StickRead:
    """What lies on the stick."""

    at: float
    items: Sequence[StickItem]


@dataclass(frozen=True, slots=True)
class StickTaken:
    """What staff wanted from the stick was taken over, or cannot be."""

    at: float
    what: str
    """Its title, or the reason."""

    is_done: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """A question was typed to its end."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Anticipated:
    """The mind's best guess about a partial transcript."""

    at: float
    turn: int
    text: str
    anticipation: Anticipation


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the mind would answer, were these words all."""

    at: float
    turn: int
    text: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerReady:
    """The mind's answer, or the next sentence of it."""

    at: float
    turn: int
    answer: Answer
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The first sample of a text can be heard."""

    at: float
    turn: int
    part: int
    text: str
    track: VisemeTrack
    words: Sequence[WordTime]


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """A text has been spoken to its end, or its voice was stopped."""

    at: float
    turn: int
    part: int


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """A worker answers, with a note on what it works with."""

    at: float
    worker: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """A worker died, hung or has no device."""

    at: float
    worker: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LanguagesUnheard:
    """The microphone works, but there are languages that nothing here hears."""

    at: float
    languages: Mapping[str, str]
    """All of them, each with the code of its problem."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""

    at: float


StaffNews = Examined | PackRefused | Silenced | StickFound | StickGone | StickRead | StickTaken
"""What is told to staff alone, or by them."""

Surroundings = RoomMeasured | MinuteTurned
"""What is told of the house, not of the visitor."""

Event = (
    VisitorArrived
    | VisitorLeft
    | Cued
    | GazeMoved
    | LevelMeasured
    | Surroundings
    | SpeechHeard
    | PartialTranscript
    | UtteranceEnded
    | SpeechResumed
    | Tapped
    | Pressed
    | Released
    | StaffNews
    | Typed
    | Anticipated
    | Foreseen
    | AnswerReady
    | SpeechStarted
    | SpeechEnded
    | WorkerReady
    | WorkerLost
    | LanguagesUnheard
    | Ticked
)
