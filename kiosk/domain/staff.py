"""What staff may see and do at the kiosk itself, and the PIN that keeps visitors from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

HOLD_SECONDS = 3.0
"""A corner is held so long before the PIN is asked for: no visitor's touch lasts."""

TRIES = 5
LOCK_SECONDS = 60.0
LONGEST_PIN = 8


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff corner of this kiosk."""

    pin: str = field(default="", repr=False)
    """Four to eight digits; empty: there is no staff corner."""


@dataclass(frozen=True, slots=True)
class Lock:
    """How many wrong PINs were entered one after the other, and until when no more are taken."""

    wrong: int = 0
    until: float = 0.0

    def is_closed(self, at: float) -> bool:
        return at < self.until

    def after_wrong(self, at: float) -> "Lock":
        """Every fifth wrong PIN closes the lock for a minute."""
        if self.wrong + 1 < TRIES:
            return replace(self, wrong=self.wrong + 1)
        return Lock(0, at + LOCK_SECONDS)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was found out about the machine."""

    part: str
    what: str
    is_well: bool = True


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A pack that can be chosen."""

    id: str
    name: str
    version: str
    is_shown: bool
    is_fit: bool


@dataclass(frozen=True, slots=True)
class StickItem:
    """Something on a USB stick that this kiosk could take over."""

    file: str
    """Its name on the stick."""

    title: str
    told: Sequence[str] = ()
    """Who signed it, what it changes, what is wrong with it."""

    is_able: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What staff are told."""

    facts: Sequence[Fact] = ()
    packs: Sequence[PackOffer] = ()
