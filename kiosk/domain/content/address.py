"""Addresses: set-piece speeches of a figure to an audience, at a stated time or on a cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.content.script import Origin


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a sound."""

    says: str
    media: str = ""
    """A recording of it, or music where nothing is said."""

    title: str = ""
    """Shown while it lasts; empty: the address' own."""

    pause_seconds: float = 0.0
    """How long the figure waits afterwards, for applause."""


@dataclass(frozen=True, slots=True)
class Address:
    """One speech in one language."""

    id: str
    title: str
    parts: Sequence[Part]
    begins: datetime | None = None
    """Local time unless it says otherwise; None: on a cue alone."""

    takes_questions: bool = False
    """Afterwards the figure listens."""

    origin: Origin = Origin.WRITTEN
    source: str = ""
    where: str = ""
    """file:line, for messages."""
