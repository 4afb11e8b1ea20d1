"""Life stages: one figure at several times of its life, each knowing only what had happened by then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.content.figure import Voice
from kiosk.domain.content.script import PackWords


@dataclass(frozen=True, slots=True)
class Variant:
    """One stage. What it leaves open is as in the rest of the pack."""

    id: str
    name: str = ""
    title: str = ""
    """One line under the name."""

    knows_until: date | None = None
    """What happened later is unknown to it; None: it knows everything."""

    voice: Voice | None = None
    portrait: str = ""
    photo: str = ""
    loops: Mapping[str, str] = field(default_factory=dict)
    films: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Its filmed answers, by language and id of the line."""

    words: Mapping[str, PackWords] = field(default_factory=dict)
    """What it says around its answers, by language; an empty entry is as in the rest of the pack."""

    @property
    def has_portrait(self) -> bool:
        return bool(self.portrait or self.photo or self.loops)

    def knows(self, day: date | None) -> bool:
        """Whether what happened on that day can be known; of what has no day it is not asked."""
        return self.knows_until is None or day is None or day <= self.knows_until

    def is_spoken_by(self, variants: Sequence[str]) -> bool:
        """Whether a line for these stages alone is among its own; none named: everybody's."""
        return not variants or self.id in variants
