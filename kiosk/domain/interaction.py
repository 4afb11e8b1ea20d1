"""What the kiosk remembers of the visit at hand; `decision.py` says how it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.domain.address import Address
from kiosk.domain.answer import Answer, Suggestion
from kiosk.domain.audio import WordTime
from kiosk.domain.loudness import Loudness
from kiosk.domain.pack import Pack
from kiosk.domain.pages import Block
from kiosk.domain.phrases import Phrases
from kiosk.domain.scene import Phase
from kiosk.domain.staff import Lock, Report, Staff, StickItem
from kiosk.domain.viseme import VisemeTrack

VOICE, MIND, MICROPHONE, CAMERA = "voice", "mind", "microphone", "camera"
"""Names of the workers."""

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the figure waits, in seconds, and how loud it speaks."""

    filler_seconds: float = 0.8
    answer_seconds: float = 8.0
    silent_seconds: float = 40.0
    countdown_seconds: float = 20.0
    gone_seconds: float = 5.0
    """In LISTENING: how long after the camera lost everybody the figure says goodbye."""

    wipe_seconds: float = 15.0
    """In every other phase."""

    reading_seconds: float = 60.0
    """How long a panel stays open without a touch before it is asked whether anybody is there."""

    voice_seconds: float = 6.0
    """How long a text may wait for its sound before it is shown without one."""

    taken_back_seconds: float = 0.5
    """Of an answer: a visitor who speaks on within them had not finished asking, and it is taken back."""

    volume_percent: int = 70
    volume_step: int = 10
    quietest_percent: int = 10


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
class FigureOffer:
    """A figure, or a stage of its life, that visitors may choose."""

    ref: str
    name: str
    subtitle: str = ""
    picture: str = ""
    """A file with its portrait."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a visit plays with: the pack, the product's words, the waits."""

    pack: Pack
    phrases: Mapping[str, Phrases]
    patience: Patience = Patience()
    staff: Staff = Staff()
    day: date | None = None
    """Of the start: consents that do not hold then are not told of."""

    barge_in: bool = False
    """Visitors may speak over the figure."""

    hold_to_talk: bool = False
    """Visitors are heard only while they hold a button."""

    loudness: Loudness = Loudness()
    server: str = ""
    """The host of the language model to which questions are sent; empty: they stay on this machine."""

    figures: Sequence[FigureOffer] = ()
    """Among whom visitors choose before a visit; fewer than two: there is no choice."""

    figure: str = ""
    """The one of them that this pack is."""

    questions: Sequence[str] = ()
    """The question whom one would like to meet, in the languages of the figures."""

    @property
    def rest(self) -> Phase:
        """Where a visit begins and ends."""
        if self.pack.is_withdrawn:
            return Phase.CLOSED
        return Phase.CHOOSING if len(self.figures) > 1 else Phase.ATTRACT


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
class Interaction:
    """The whole state of a visit. Volume, text size and contrast are part of it: they go with the visitor."""

    brief: Brief
    phase: Phase = Phase.ATTRACT
    since: float = 0.0
    """When the phase began."""

    turn: int = 0
    visit: int = 0
    language: str = ""
    is_present: bool = False
    left_at: float | None = None
    active_at: float = 0.0
    """When the visitor last spoke, touched or arrived."""

    gaze: tuple[float, float] = (0.0, 0.0)
    level: float = 0.0
    is_hearing: bool = False
    goes_on: bool = False
    """The microphone hears on after the question: it may not have been finished."""

    overhears: int = -1
    """The turn in which the ear was opened while the figure speaks."""

    holds: bool = False
    """Is heard only while the button is held."""

    is_holding: bool = False
    unheard: int = 0
    """How often in this visit nothing usable was heard."""

    heard: str = ""
    rest: Answer | None = None
    """What the figure had still to say when a visitor spoke over it."""

    answer: Answer | None = None
    """The reply of this turn, and in LISTENING the one before."""

    to_repeat: Answer | None = None
    is_disclosed: bool = False
    """This visitor has been told aloud that this is a portrayal by AI."""

    queue: Sequence[str] = ()
    """Texts of this turn in order; the voice has them all, captions alone take them one by one."""

    ended: int = 0
    """How many of them are over."""

    queued_at: float = 0.0
    is_last: bool = True
    """No further sentence of the answer is to come."""

    has_filled: bool = False
    """A filler was spoken in this turn."""

    speaking: Speaking | None = None
    filmed: Filmed | None = None
    address: Address | None = None
    """In ADDRESS alone: the speech that is being given, and how many of its parts were handed to the voice."""

    parts_said: int = 0
    titles: Sequence[str] = ()
    """What is shown with each text of the queue."""

    resumes_at: float | None = None
    """When the applause is over that the figure waits for."""

    suggestions: Sequence[Suggestion] = ()
    typed: str | None = None
    """None while the keyboard is closed."""

    misheard: str = ""
    """The transcript of the last spoken question, which the visitor may put right."""

    is_veiled: bool = False
    """What was heard in this turn is not shown."""

    paused_at: float | None = None
    """When the visitor stopped the voice in the middle of a text."""

    panel: Opened | None = None
    """In READING alone."""

    chosen: str = ""
    """In CHOOSING alone: the figure that is being prepared."""

    figure_page: int = 0

    has_stick: bool = False
    """A USB stick is plugged in."""

    pressed_at: float | None = None
    """Since when a finger has been on the staff's corner."""

    volume_percent: int = 70
    most_percent: int = 100
    """Of the volume, at this hour."""

    room_db: float | None = None
    """How loud the room is between visits, in dB of full scale; None before it was measured."""

    text_size: int = 0
    is_high_contrast: bool = False
    lost: frozenset[str] = field(default_factory=frozenset)
    """Workers that do not answer at the moment."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """What each worker said last of itself."""

    lock: Lock = Lock()

    @property
    def phrases(self) -> Phrases:
        return self.brief.phrases[self.language]

    @property
    def warns_at(self) -> float:
        """When "Are you still there?" appears."""
        patience = self.brief.patience
        waits = patience.reading_seconds if self.phase is Phase.READING else patience.silent_seconds
        return max(self.since, self.active_at) + waits

    @property
    def awaits_visitor(self) -> bool:
        """Nothing goes on until the visitor does something."""
        return self.phase in (Phase.LISTENING, Phase.READING) or self.paused_at is not None


def begin(brief: Brief, at: float, visit: int = 0, lost: frozenset[str] = frozenset()) -> Interaction:
    """The attract loop, with nothing left of any visitor."""
    language = brief.pack.language
    return Interaction(
        brief,
        phase=brief.rest,
        since=at,
        visit=visit,
        language=language,
        volume_percent=brief.patience.volume_percent,
        suggestions=first_suggestions(brief.pack, language, visit),
        holds=brief.hold_to_talk,
        lost=lost,
    )


def first_suggestions(pack: Pack, language: str, visit: int) -> tuple[Suggestion, ...]:
    """Three good first questions, other ones for every visitor."""
    words = pack.words.get(language)
    ids = words.suggested if words else ()
    lines = [line for line_id in ids if (line := pack.line(line_id, language))]
    lines = lines or [line for line in pack.lines.get(language, ()) if not (line.locked or line.sensitive)]
    chosen = [lines[(visit * SUGGESTIONS + step) % len(lines)] for step in range(min(SUGGESTIONS, len(lines)))]
    return tuple(Suggestion(line.id, line.asks[0]) for line in chosen)
