"""One turn of a visit: what is said, heard and shown until the next one begins and forgets it whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.audio import WordTime
from kiosk.domain.content.address import Address
from kiosk.domain.screen.pages import Block
from kiosk.domain.staff import Report, StickItem
from kiosk.domain.viseme import VisemeTrack


class PanelKind(StrEnum):
    """What lies open over the portrait."""

    INFORMATION = "information"
    LANGUAGES = "languages"
    PIN = "pin"
    STAFF = "staff"
    PACKS = "packs"
    ADDRESSES = "addresses"
    STICK = "stick"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open panel."""

    kind: PanelKind
    page: int = 0
    entered: str = ""
    """Digits of a PIN, shown to nobody."""

    notice: str = ""
    blocks: Sequence[Block] = ()
    """Of the information panel, in the visitor's language."""

    report: Report | None = None
    """The machine as it was found; None until it has been looked at."""

    stick: Sequence[StickItem] = ()
    """What lies on the USB stick."""

    leads_to: PanelKind = PanelKind.STAFF
    """What the right PIN opens."""

    @property
    def is_for_staff(self) -> bool:
        return self.kind not in (PanelKind.INFORMATION, PanelKind.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Speaking:
    """The text that can be heard, or only read, now."""

    part: int
    text: str
    began: float
    track: VisemeTrack
    words: Sequence[WordTime]
    silent_until: float | None = None
    """Set where no voice speaks: when the time to read the text is over."""


@dataclass(frozen=True, slots=True)
class Filmed:
    """The films that go with one text of the turn."""

    part: int
    clip: str
    sign: str
    over_at: float | None = None
    """When the voice had ended, which had taken `spoken_seconds`."""

    spoken_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """An address that is being given."""

    address: Address
    titles: Sequence[str]
    """What is shown with each text of the queue."""

    parts_said: int = 0
    """How many of its parts were handed to the voice."""

    resumes_at: float | None = None
    """When the applause is over that the figure waits for."""


@dataclass(frozen=True, slots=True)
class Ear:
    """How the visitor is listened to."""

    is_hearing: bool = False
    """The visitor is speaking right now."""

    goes_on: bool = False
    """The microphone hears on after the question: it may not have been finished."""

    overhears: bool = False
    """The microphone was opened while the figure speaks."""

    is_holding: bool = False
    """The visitor holds the button."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that a result of an earlier turn must not touch, and that the next turn does not know."""

    number: int = 0
    """Commands carry it, results repeat it; one with another number is stale."""

    ear: Ear = Ear()
    is_veiled: bool = False
    """What was heard in this turn is not shown."""

    queue: Sequence[str] = ()
    """Texts in order; the voice has them all, captions alone take them one by one."""

    ended: int = 0
    """How many of them are over."""

    queued_at: float = 0.0
    is_last: bool = True
    """No further sentence of the answer is to come."""

    has_filled: bool = False
    """A filler was spoken."""

    speaking: Speaking | None = None
    paused_at: float | None = None
    """When the visitor stopped the voice in the middle of a text."""

    filmed: Filmed | None = None
    delivery: Delivery | None = None
    """In ADDRESS alone."""

    panel: Opened | None = None
    """In READING alone."""
