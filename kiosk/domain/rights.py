"""Rights: who allowed what, and whether that holds on a given day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """On what ground a consent stands."""

    OWN_WILL = "own_will"
    ESTATE = "estate"
    HEIR = "heir"
    GUARDIAN = "guardian"
    PUBLIC_DOMAIN = "public_domain"
    FICTIONAL = "fictional"
    INSTITUTIONAL = "institutional"


class Scope(StrEnum):
    """What a consent allows."""

    LIKENESS = "likeness"
    VOICE = "voice"
    WORDS = "words"
    GENERATED_SPEECH = "generated_speech"


REQUIRED = frozenset({Scope.LIKENESS, Scope.WORDS})
"""Without these a figure may not appear at all."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One grant, as the pack states it."""

    id: str
    basis: Basis
    grantor: str
    scope: frozenset[Scope]
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day on which it holds."""

    revoked: bool = False
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the grant is in force on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and day > self.valid_until
        return begun and not ended and not self.revoked


@dataclass(frozen=True, slots=True)
class Work:
    """Where a file of the pack comes from."""

    file: str
    """A path inside the pack; `*` stands for any part of it."""

    title: str = ""
    author: str = ""
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything `rights.toml` grants and traces."""

    consents: Sequence[Consent] = ()
    works: Sequence[Work] = ()


def granted(consents: Iterable[Consent], day: date) -> frozenset[Scope]:
    """What all consents in force on `day` allow together."""
    return frozenset(scope for consent in consents if consent.holds_on(day) for scope in consent.scope)
