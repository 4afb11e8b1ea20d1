"""Script lines: what curators wrote for the figure to say, and the questions it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Whose words a line holds."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of the script. An answer may have variants; they say the same."""

    id: str
    asks: Sequence[str]
    """Questions it answers, in visitors' wording; the first one is shown where the line is suggested."""

    says: Sequence[str]
    """At least one variant; asked again, the figure takes another one."""

    short: str = ""
    """The answer in a breath, for whoever asks for that."""

    simple: str = ""
    """The answer for a child, or for whoever has not understood it."""

    origin: Origin = Origin.WRITTEN
    source: str = ""
    leads_to: Sequence[str] = ()
    """Lines that follow when a visitor asks for more."""

    media: str = ""
    """A file of the pack shown or played with the line."""

    clip: str = ""
    """A film of the pack in which the figure speaks the first variant; then `media` is its sound."""

    sign: str = ""
    """A film of the pack with the answer in sign language."""

    locked: bool = False
    """A fixed answer on a sensitive topic: found before anything else, never rephrased."""

    sensitive: bool = False
    is_withheld: bool = False
    """Found, and declined: this kiosk's visitors are too young for it."""

    after_death: bool = False
    """Tells what the figure cannot have known: announced as the portrayal's words."""

    dated: date | None = None
    """The day of the latest event it tells of: unknown to the stages of a life that end before it."""

    variants: Sequence[str] = ()
    """The stages of a life that say it; none: all."""

    topic: str = ""
    proposed: bool = False
    """Made by the kiosk out of a text or a recording; nobody has reviewed it yet."""

    where: str = ""
    """file:line, for messages."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it can say."""
        return (*self.says, *(text for text in (self.short, self.simple) if text))

    @property
    def shorter(self) -> "Line | None":
        """The line in its short form; the figure's own words, shortened, are edited ones."""
        is_untouched = self.origin is not Origin.VERBATIM or any(self.short in text for text in self.says)
        return self._put(self.short, self.origin if is_untouched else Origin.EDITED)

    @property
    def simpler(self) -> "Line | None":
        """The line in its simple form, which is the curators' whoever said the answer itself."""
        return self._put(self.simple, Origin.WRITTEN)

    def _put(self, text: str, origin: Origin) -> "Line | None":
        """The voice speaks it: recordings and films hold the answer itself."""
        return replace(self, says=(text,), origin=origin, media="", clip="", sign="") if text else None


@dataclass(frozen=True, slots=True)
class Near:
    """What the figure says of topics on which it has no answer, and the lines it offers instead."""

    topics: Sequence[str]
    """Questions in visitors' wording."""

    says: Sequence[str]
    """At least one variant."""

    offers: Sequence[str]
    """Ids of lines, at least one; the likeliest first."""

    id: str = ""
    where: str = ""
    """file:line, for messages."""


@dataclass(frozen=True, slots=True)
class PackWords:
    """What the figure says around the answers, in one language; empty parts are filled by the built-in words."""

    name: str = ""
    title: str = ""
    invitation: str = ""
    greeting: Sequence[str] = ()
    farewell: Sequence[str] = ()
    decline: Sequence[str] = ()
    unheard: Sequence[str] = ()
    thinking: Sequence[str] = ()
    """Short fillers, spoken when an answer takes longer than a breath."""

    helpline: str = ""
    """Whom to turn to in despair or danger, as a whole sentence; spoken where a visitor tells of it."""

    suggested: Sequence[str] = ()
    """Ids of lines that make good first questions."""

    proposed: bool = False
    """At least some of them were made by the kiosk and nobody has reviewed them yet."""
