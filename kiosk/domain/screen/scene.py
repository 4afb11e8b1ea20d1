"""Scenes: everything the stage needs to draw one frame, and nothing it has to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.screen.captions import Caption
from kiosk.domain.screen.pages import Block
from kiosk.domain.viseme import REST, MouthShape


class Phase(StrEnum):
    """Where a visit stands."""

    ATTRACT = "attract"
    GREETING = "greeting"
    LISTENING = "listening"
    THINKING = "thinking"
    ANSWERING = "answering"
    FAREWELL = "farewell"
    ADDRESS = "address"
    """A speech to an audience: nobody is listened to."""

    CLOSED = "closed"
    """Nobody is portrayed at the moment: only staff are answered."""

    CHOOSING = "choosing"
    """Nobody is there yet, and several figures can be met: their portraits hang side by side."""

    READING = "reading"
    """A panel is open: the microphone is closed and the figure silent."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A question that can be touched."""

    control: str
    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """A button of the control bar."""

    control: str
    text: str
    is_on: bool = False
    is_able: bool = True
    """False where a touch would change nothing."""

    lit: int = 0
    steps: int = 0
    """How many of how many steps are taken; no steps where nothing is counted."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A page that lies over the portrait, and what can be chosen on it."""

    title: str
    blocks: Sequence[Block] = ()
    choices: Sequence[Control] = ()
    columns: int = 1
    """Choices side by side."""

    field: str | None = None
    """What was entered, as it may be shown; None where nothing is."""

    notice: str = ""
    place: str = ""
    """Such as "2 of 5"; empty where there is one page."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The on-screen keyboard and what has been typed."""

    typed: str
    hint: str
    language: str
    send: str
    space: str


@dataclass(frozen=True, slots=True)
class Countdown:
    """ "Are you still there?" """

    question: str
    hint: str
    share_left: float


@dataclass(frozen=True, slots=True)
class Card:
    """A figure that can be chosen."""

    control: str
    name: str
    subtitle: str
    picture: str
    """A file with its portrait."""

    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Clip:
    """A film of the pack, and the moment of it that is now."""

    file: str
    """Its path inside the pack."""

    position: float | None
    """Seconds from its beginning; None while it is only about to begin."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One frame, decided. Two equal scenes look the same but for breath and blinks, which follow `at`."""

    at: float
    """Seconds on the kiosk's own clock."""

    phase: Phase
    language: str
    name: str
    subtitle: str
    """Years and title of the figure."""

    invitation: str
    label: str
    """The permanent AI label; never empty."""

    words_label: str = ""
    """What kind of words are being spoken."""

    state: str = ""
    """What the figure is doing, in words: listening, thinking, speaking."""

    heard: str = ""
    caption: Caption = Caption()
    mouth: MouthShape = REST
    gaze: tuple[float, float] = (0.0, 0.0)
    """Where the figure looks on screen: −1 left, up to 1 right, down."""

    level: float = 0.0
    """Loudness of the microphone, 0 to 1, while it is open."""

    is_hearing: bool = False
    """The visitor is speaking right now."""

    clip: Clip | None = None
    """The figure filmed as it says this."""

    sign: Clip | None = None
    """The same in sign language."""

    cards: Sequence[Card] = ()
    chips: Sequence[Chip] = ()
    hold: Control | None = None
    """The button that is held while one speaks."""

    is_deaf: bool = False
    """Nothing is heard before it is held."""

    controls: Sequence[Control] = ()
    keyboard: Keyboard | None = None
    countdown: Countdown | None = None
    panel: Panel | None = None
    notice: str = ""
    """What does not work at the moment and what to do instead."""

    text_size: int = 0
    """0, 1 or 2: normal, large, largest."""

    is_high_contrast: bool = False
