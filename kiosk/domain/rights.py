"""Rights: who allowed what, and whether that holds on a given day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
class Place:
    """Where a kiosk stands and what it is used for, as its operator says."""

    names: frozenset[str] = frozenset()
    """In small letters: the venue, the town, codes of the country and the region (ISO 3166)."""

    purpose: str = ""

    def lies_in(self, territories: Iterable[str]) -> bool:
        """A country's code covers its regions: NO covers NO-46."""
        wanted = [one.casefold() for one in territories]
        return any(name == one or name.startswith(f"{one}-") for name in self.names for one in wanted)


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
    purposes: Sequence[str] = ()
    """What it may be used for; none named: for anything."""

    territories: Sequence[str] = ()
    """Codes of countries or regions, or towns; none named: everywhere."""

    venues: Sequence[str] = ()
    relation: str = ""
    """Of the grantor to the person."""

    revocable: bool = True
    revocation_contact: str = ""
    signed_on: date | None = None
    document_sha256: str = ""
    """Of the paper or recording, in hexadecimal."""

    def holds_on(self, day: date) -> bool:
        """Whether the grant is in force on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and day > self.valid_until
        return begun and not ended and not self.revoked

    def holds_at(self, place: Place) -> bool:
        """Whether it allows what this kiosk is used for where it stands; a kiosk that does not say is nowhere."""
        is_there = not self.territories or place.lies_in(self.territories)
        is_in = not self.venues or any(venue.casefold() in place.names for venue in self.venues)
        return is_there and is_in and (not self.purposes or place.purpose in self.purposes)


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


MAJORITY_YEARS = 18


def comes_of_age(born: date) -> date:
    """The day on which a person decides alone; who was born on 29 February on 1 March."""
    try:
        return born.replace(year=born.year + MAJORITY_YEARS)
    except ValueError:
        return date(born.year + MAJORITY_YEARS, 3, 1)


def limited_to_childhood(consent: Consent, born: date | None) -> Consent:
    """A guardian's consent ends on the day before the person comes of age."""
    if consent.basis is not Basis.GUARDIAN or born is None:
        return consent
    last = comes_of_age(born) - timedelta(days=1)
    return replace(consent, valid_until=min(consent.valid_until or last, last))
