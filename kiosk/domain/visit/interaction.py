"""What the kiosk knows at one moment, split by how long it lasts; `decision.py` says how it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.domain.answer import Answer, Suggestion
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.loudness import Loudness
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Lock, Staff
from kiosk.domain.visit.turn import Ear, Opened, Turn

VOICE, MIND, MICROPHONE, CAMERA = "voice", "mind", "microphone", "camera"
"""Names of the workers."""

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the figure waits, in seconds, and how loud it speaks."""

    filler_seconds: float = 0.8
    answer_seconds: float = 8.0
    waking_seconds: float = 180.0
    """Instead, while the mind loads for the first time: the answer is given once it is there."""

    silent_seconds: float = 40.0
    countdown_seconds: float = 20.0
    gone_seconds: float = 5.0
    """In LISTENING: how long after the camera lost everybody the figure says goodbye."""

    unseen_seconds: float = 45.0
    """The same, whatever is heard: a hall full of people speaks all the time."""

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
class Visit:
    """What is remembered from turn to turn while one visitor stays."""

    number: int = 0
    """Of this kiosk's visits, so that greetings and questions change."""

    heard: str = ""
    answer: Answer | None = None
    """The reply of this turn, and in LISTENING the one before."""

    to_repeat: Answer | None = None
    rest: Answer | None = None
    """What the figure had still to say when a visitor spoke over it."""

    is_disclosed: bool = False
    """This visitor has been told aloud that this is a portrayal by AI."""

    holds: bool = False
    """Is heard only while the button is held."""

    unheard: int = 0
    """How often nothing usable was heard."""

    suggestions: Sequence[Suggestion] = ()
    typed: str | None = None
    """None while the keyboard is closed."""

    misheard: str = ""
    """The transcript of the last spoken question, which the visitor may put right."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What camera, microphone and fingers tell of whoever stands there."""

    is_present: bool = False
    left_at: float | None = None
    active_at: float = 0.0
    """When the visitor last spoke, touched or arrived."""

    gaze: tuple[float, float] = (0.0, 0.0)
    level: float = 0.0
    """How loud the microphone is."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the visitor likes it; the next one begins with the house's again."""

    language: str
    volume_percent: int
    text_size: int = 0
    is_high_contrast: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Among several figures, in CHOOSING alone."""

    figure: str = ""
    """The one that was chosen and is being prepared."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """The staff's corner, whoever visits."""

    pressed_at: float | None = None
    """Since when a finger has been on it."""

    lock: Lock = Lock()
    has_stick: bool = False
    """A USB stick is plugged in."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The kiosk and the room that it stands in, whoever visits."""

    lost: frozenset[str] = field(default_factory=frozenset)
    """Workers that do not answer at the moment."""

    waking: frozenset[str] = field(default_factory=frozenset)
    """Workers that load long and have not been ready yet since the program began: the mind alone."""

    deaf_to: Mapping[str, str] = field(default_factory=dict)
    """Languages that no recognizer here hears, each with the reason."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """What each worker said last of itself."""

    most_percent: int = 100
    """Of the volume, at this hour."""

    room_db: float | None = None
    """How loud the room is between visits, in dB of full scale; None before it was measured."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """The whole state of the kiosk.

    What ends together lies together: a new turn replaces `turn`, a new visitor everything but `staff` and `machine`.
    """

    brief: Brief
    phase: Phase
    since: float
    """When the phase began."""

    visit: Visit
    preferences: Preferences
    turn: Turn = Turn()
    visitor: Visitor = Visitor()
    choice: Choice = Choice()
    staff: StaffDesk = StaffDesk()
    machine: Machine = Machine()

    @property
    def language(self) -> str:
        return self.preferences.language

    @property
    def phrases(self) -> Phrases:
        return self.brief.phrases[self.language]

    @property
    def can_hear(self) -> bool:
        """Whether there is a microphone, and a recognizer for what is spoken now."""
        return MICROPHONE not in self.machine.lost and self.language not in self.machine.deaf_to

    @property
    def warns_at(self) -> float:
        """When "Are you still there?" appears."""
        patience = self.brief.patience
        waits = patience.reading_seconds if self.phase is Phase.READING else patience.silent_seconds
        return max(self.since, self.visitor.active_at) + waits

    @property
    def answers_within(self) -> float:
        """Seconds after which a question that has no answer yet is declined."""
        patience = self.brief.patience
        return patience.waking_seconds if MIND in self.machine.waking else patience.answer_seconds

    @property
    def awaits_visitor(self) -> bool:
        """Nothing goes on until the visitor does something."""
        return self.phase in (Phase.LISTENING, Phase.READING) or self.turn.paused_at is not None


def begin(
    brief: Brief,
    at: float,
    visit: int = 0,
    lost: frozenset[str] = frozenset(),
    waking: frozenset[str] = frozenset(),
) -> Interaction:
    """The attract loop, with nothing left of any visitor."""
    language = brief.pack.language
    return Interaction(
        brief,
        phase=brief.rest,
        since=at,
        visit=Visit(visit, suggestions=first_suggestions(brief.pack, language, visit), holds=brief.hold_to_talk),
        preferences=Preferences(language, brief.patience.volume_percent),
        machine=Machine(lost, waking),
    )


def active(now: Interaction, at: float) -> Interaction:
    """Somebody spoke, touched or arrived."""
    return replace(now, visitor=replace(now.visitor, active_at=at))


def with_ear(now: Interaction, ear: Ear) -> Interaction:
    """The same turn, listened to otherwise."""
    return replace(now, turn=replace(now.turn, ear=ear))


def with_panel(now: Interaction, panel: Opened) -> Interaction:
    """The same turn, with this panel open, or another page or notice of it."""
    return replace(now, turn=replace(now.turn, panel=panel))


def first_suggestions(pack: Pack, language: str, visit: int) -> tuple[Suggestion, ...]:
    """Three good first questions, other ones for every visitor."""
    words = pack.words.get(language)
    ids = words.suggested if words else ()
    lines = [line for line_id in ids if (line := pack.line(line_id, language))]
    lines = lines or [line for line in pack.lines.get(language, ()) if not (line.locked or line.sensitive)]
    chosen = [lines[(visit * SUGGESTIONS + step) % len(lines)] for step in range(min(SUGGESTIONS, len(lines)))]
    return tuple(Suggestion(line.id, line.asks[0]) for line in chosen)
