"""What the kiosk remembers of the visit at hand; `decision.py` says how it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.domain.answer import Answer, Suggestion
from kiosk.domain.audio import WordTime
from kiosk.domain.pack import Pack
from kiosk.domain.pages import Block
from kiosk.domain.phrases import Phrases
from kiosk.domain.scene import Phase
from kiosk.domain.staff import Lock, Report, Staff
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

    @property
    def is_for_staff(self) -> bool:
        return self.kind in (PanelKind.PIN, PanelKind.STAFF, PanelKind.PACKS)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a visit plays with: the pack, the product's words, the waits."""

    pack: Pack
    phrases: Mapping[str, Phrases]
    patience: Patience = Patience()
    staff: Staff = Staff()
    day: date | None = None
    """Of the start: consents that do not hold then are not told of."""


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
    heard: str = ""
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
    suggestions: Sequence[Suggestion] = ()
    typed: str | None = None
    """None while the keyboard is closed."""

    misheard: str = ""
    """The transcript of the last spoken question, which the visitor may put right."""

    paused_at: float | None = None
    """When the visitor stopped the voice in the middle of a text."""

    panel: Opened | None = None
    """In READING alone."""

    pressed_at: float | None = None
    """Since when a finger has been on the staff's corner."""

    volume_percent: int = 70
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
        phase=Phase.CLOSED if brief.pack.is_withdrawn else Phase.ATTRACT,
        since=at,
        visit=visit,
        language=language,
        volume_percent=brief.patience.volume_percent,
        suggestions=first_suggestions(brief.pack, language, visit),
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
