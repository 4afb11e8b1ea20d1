"""Rights: who allowed what, and what follows from it on a given day at a given place. Nobody else decides it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.content.figure import Kind


class Basis(StrEnum):
    """On what ground a consent stands."""

    OWN_WILL = "own_will"
    ESTATE = "estate"
    HEIR = "heir"
    GUARDIAN = "guardian"
    PUBLIC_DOMAIN = "public_domain"
    FICTIONAL = "fictional"
    INSTITUTIONAL = "institutional"


IMPOSSIBLE: Mapping[Kind, frozenset[Basis]] = {
    Kind.LIVING: frozenset({Basis.PUBLIC_DOMAIN, Basis.FICTIONAL, Basis.ESTATE, Basis.HEIR}),
    Kind.HISTORICAL: frozenset({Basis.FICTIONAL}),
}
"""Grounds on which nobody of that kind can be portrayed."""


class Scope(StrEnum):
    """What a consent allows."""

    LIKENESS = "likeness"
    VOICE = "voice"
    WORDS = "words"
    GENERATED_SPEECH = "generated_speech"


REQUIRED = frozenset({Scope.LIKENESS, Scope.WORDS})
"""Without these a figure may not appear at all."""


class Bar(StrEnum):
    """What can stand against a consent, the plainest first."""

    REVOKED = "revoked"
    NOT_YET = "not_yet"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    """By a signed list of revocations, after the pack was made."""

    ELSEWHERE = "elsewhere"
    """It was given for other places or purposes."""


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

    def covers(self, place: Place) -> bool:
        """Whether it was given for this kiosk's place and purpose; a kiosk that does not say is nowhere."""
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


@dataclass(frozen=True, slots=True)
class Standing:
    """One consent on one day at one place."""

    consent: Consent
    bars: tuple[Bar, ...] = ()
    """All that stands against it."""

    @property
    def is_in_force(self) -> bool:
        return not self.bars

    @property
    def counts_here(self) -> bool:
        """In force on some day, if not on this one."""
        return Bar.WITHDRAWN not in self.bars and Bar.ELSEWHERE not in self.bars

    @property
    def is_lost_here(self) -> bool:
        """The day is right; it is the place, or a list of revocations, that stands against it."""
        return bool(self.bars) and set(self.bars) <= {Bar.WITHDRAWN, Bar.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Permission:
    """What all consents allow together on one day at one place, and what stands against those that do not count."""

    standings: tuple[Standing, ...]

    @property
    def in_force(self) -> tuple[Consent, ...]:
        return tuple(one.consent for one in self.standings if one.is_in_force)

    @property
    def scopes(self) -> frozenset[Scope]:
        return frozenset(scope for consent in self.in_force for scope in consent.scope)

    @property
    def lacking(self) -> frozenset[Scope]:
        """What has to be granted before the figure may be shown."""
        return REQUIRED - self.scopes

    @property
    def may_be_shown(self) -> bool:
        return not self.lacking

    @property
    def may_sound_alike(self) -> bool:
        """Its own voice, or one like it; otherwise a neutral voice speaks."""
        return Scope.VOICE in self.scopes

    @property
    def may_compose(self) -> bool:
        """Words that the figure never said or wrote may be spoken by it."""
        return Scope.GENERATED_SPEECH in self.scopes

    @property
    def changes_after(self) -> date | None:
        """The last day of the consent in force that ends first; None where none ends."""
        return min((one.valid_until for one in self.in_force if one.valid_until), default=None)


def permission(
    consents: Iterable[Consent], day: date | None, place: Place | None = None, withdrawn: Collection[str] = ()
) -> Permission:
    """What follows from consents. Without a day, none has ended or is to begin; without a place, all are given for it.

    `withdrawn` holds ids of consents from signed lists of revocations.
    """
    return Permission(tuple(Standing(one, tuple(_bars(one, day, place, withdrawn))) for one in consents))


def _bars(consent: Consent, day: date | None, place: Place | None, withdrawn: Collection[str]) -> Iterator[Bar]:
    if consent.revoked:
        yield Bar.REVOKED
    if day is not None and consent.valid_from is not None and day < consent.valid_from:
        yield Bar.NOT_YET
    if day is not None and consent.valid_until is not None and day > consent.valid_until:
        yield Bar.ENDED
    if consent.id in withdrawn:
        yield Bar.WITHDRAWN
    if place is not None and not consent.covers(place):
        yield Bar.ELSEWHERE


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
