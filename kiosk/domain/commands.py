"""What the director asks of the workers."""

from dataclasses import dataclass

from kiosk.domain.sensing.transcript import Spoken


@dataclass(frozen=True, slots=True)
class OpenMicrophone:
    """Listen for one utterance."""

    turn: int
    language: str
    goes_on: bool = False
    """The utterance that was taken for finished last is heard on."""

    is_held: bool = False
    """A button is held: the utterance begins at once, and no silence ends it."""


@dataclass(frozen=True, slots=True)
class EndUtterance:
    """The button was let go: the utterance of this turn is over."""

    turn: int


@dataclass(frozen=True, slots=True)
class CloseMicrophone:
    """Stop listening; what was half heard is thrown away."""


@dataclass(frozen=True, slots=True)
class ExpectEnd:
    """How soon the utterance may be taken for finished, as its newest words tell."""

    turn: int
    text: str
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
    spoken: Spoken | None = None
    """How it was heard; None where it was typed."""


@dataclass(frozen=True, slots=True)
class Recall:
    """This line was said without the mind being asked; follow-ups belong to it."""

    line: str
    language: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The last question was not finished: its answer was never said."""


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
class Prepare:
    """Make the sound of this text beside everything else: it will probably be said next. Only the newest counts."""

    turn: int
    text: str
    language: str
    media: str = ""
    """As in `Say`."""


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
class ShowFigure:
    """A visitor would like to meet this figure; nothing else is changed."""

    figure: str


@dataclass(frozen=True, slots=True)
class ReadStick:
    """Look at what lies on the USB stick, for staff."""


@dataclass(frozen=True, slots=True)
class TakeFromStick:
    """Staff wish this to be installed, trusted or honoured."""

    file: str


@dataclass(frozen=True, slots=True)
class EndKiosk:
    """Staff wish the kiosk to end."""


Errand = Examine | UsePack | ShowFigure | ReadStick | TakeFromStick | EndKiosk
"""What is done by the application itself."""

Command = (
    OpenMicrophone
    | EndUtterance
    | CloseMicrophone
    | ExpectEnd
    | Anticipate
    | Think
    | Recall
    | TakeBack
    | Forget
    | Say
    | Prepare
    | Hush
    | Pause
    | Resume
    | SetVolume
    | Errand
)
