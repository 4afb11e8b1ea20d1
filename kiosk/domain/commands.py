"""What the director asks of the workers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenMicrophone:
    """Listen for one utterance."""

    turn: int
    language: str


@dataclass(frozen=True, slots=True)
class CloseMicrophone:
    """Stop listening; what was half heard is thrown away."""


@dataclass(frozen=True, slots=True)
class ExpectEnd:
    """How soon the utterance may be taken for finished."""

    turn: int
    is_sure: bool
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Anticipate:
    """Think ahead about a partial transcript."""

    turn: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Think:
    """Answer this question."""

    turn: int
    text: str
    language: str
    confidence: float | None = None
    """The recognizer's; None where it was typed or the recognizer has none."""

    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Recall:
    """This line was said without the mind being asked; follow-ups belong to it."""

    line: str
    language: str


@dataclass(frozen=True, slots=True)
class Forget:
    """The visit is over: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak this text after what is being spoken."""

    turn: int
    part: int
    text: str
    language: str
    media: str = ""
    """A recording of the pack that holds these words."""


@dataclass(frozen=True, slots=True)
class Hush:
    """Stop speaking within 100 ms and forget what was to be spoken."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold what is being spoken in this turn where it is; what follows waits."""

    turn: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with what was held."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """How loud the figure speaks, 0 to 100."""

    percent: int


@dataclass(frozen=True, slots=True)
class Examine:
    """Look at the machine and at the installed packs, for staff."""


@dataclass(frozen=True, slots=True)
class UsePack:
    """Show another pack from now on."""

    pack: str


@dataclass(frozen=True, slots=True)
class EndKiosk:
    """Staff wish the kiosk to end."""


Errand = Examine | UsePack | EndKiosk
"""What is done by the application itself, for staff."""

Command = (
    OpenMicrophone
    | CloseMicrophone
    | ExpectEnd
    | Anticipate
    | Think
    | Recall
    | Forget
    | Say
    | Hush
    | Pause
    | Resume
    | SetVolume
    | Errand
)
