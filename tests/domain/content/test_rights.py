"""What follows from consents on a day at a place: held against the plainest way to say it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.content.figure import Policy
from kiosk.domain.content.rights import REQUIRED, Bar, Basis, Consent, Permission, Place, Rights, Scope, permission
from tests.fakes.packs import lighthouse

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
PLACES = st.builds(
    Place,
    st.frozensets(st.sampled_from(["no-46", "no", "de", "harbour museum"]), max_size=2),
    st.sampled_from(["", "exhibition", "advertising"]),
)
CONSENTS = st.lists(
    st.builds(
        Consent,
        id=st.sampled_from(["one", "two", "three"]),
        basis=st.sampled_from(Basis),
        grantor=st.just("Harbour Museum"),
        scope=st.frozensets(st.sampled_from(Scope)),
        valid_from=st.none() | DAYS,
        valid_until=st.none() | DAYS,
        revoked=st.booleans(),
        purposes=st.lists(st.sampled_from(["exhibition", "advertising"]), max_size=1).map(tuple),
        territories=st.lists(st.sampled_from(["NO", "NO-46", "DE"]), max_size=2).map(tuple),
        venues=st.lists(st.just("Harbour Museum"), max_size=1).map(tuple),
    ),
    max_size=4,
)
IDS = st.frozensets(st.sampled_from(["one", "two", "three"]), max_size=2)


def holds(consent: Consent, day: date, place: Place, withdrawn: frozenset[str]) -> bool:
    """As a reader of rights.toml would say it."""
    in_time = (consent.valid_from or date.min) <= day <= (consent.valid_until or date.max)
    named = [one.casefold() for one in consent.territories]
    there = not named or any(name in named or name.partition("-")[0] in named for name in place.names)
    within = not consent.venues or {one.casefold() for one in consent.venues} & place.names
    useful = not consent.purposes or place.purpose in consent.purposes
    return bool(in_time and not consent.revoked and consent.id not in withdrawn and there and within and useful)


@given(CONSENTS, DAYS, PLACES, IDS)
def test_what_is_allowed_is_what_the_consents_that_hold_allow(
    consents: list[Consent], day: date, place: Place, withdrawn: frozenset[str]
) -> None:
    allowed = permission(consents, day, place, withdrawn)
    assert list(allowed.in_force) == [one for one in consents if holds(one, day, place, withdrawn)]
    assert allowed.scopes == {scope for one in allowed.in_force for scope in one.scope}
    assert allowed.may_be_shown == (allowed.scopes >= REQUIRED) == (not allowed.lacking)
    assert allowed.may_sound_alike == (Scope.VOICE in allowed.scopes)
    assert allowed.may_compose == (Scope.GENERATED_SPEECH in allowed.scopes)


@given(CONSENTS, DAYS, PLACES, IDS)
def test_every_consent_is_in_force_or_something_is_named_that_stands_against_it(
    consents: list[Consent], day: date, place: Place, withdrawn: frozenset[str]
) -> None:
    for consent, standing in zip(consents, permission(consents, day, place, withdrawn).standings, strict=True):
        assert standing.consent is consent
        assert standing.is_in_force == (not standing.bars)
        assert (Bar.REVOKED in standing.bars) == consent.revoked
        assert (Bar.WITHDRAWN in standing.bars) == (consent.id in withdrawn)
        healed = replace(consent, revoked=False, valid_from=None, valid_until=None)
        assert standing.counts_here == holds(healed, day, place, withdrawn)
        assert standing.is_lost_here == (not standing.is_in_force and bool(permission([consent], day).in_force))


@given(CONSENTS, CONSENTS, DAYS, PLACES)
def test_one_more_consent_takes_nothing_away(few: list[Consent], more: list[Consent], day: date, place: Place) -> None:
    assert permission(few, day, place).scopes <= permission([*few, *more], day, place).scopes


@given(CONSENTS, DAYS, PLACES, IDS)
def test_a_place_and_a_list_of_revocations_only_narrow(
    consents: list[Consent], day: date, place: Place, withdrawn: frozenset[str]
) -> None:
    anywhere = permission(consents, day).scopes
    assert permission(consents, day, place).scopes <= anywhere <= permission(consents, None).scopes
    assert permission(consents, day, None, withdrawn).scopes <= anywhere


@given(CONSENTS, DAYS)
def test_no_consent_ends_before_the_day_that_is_named(consents: list[Consent], day: date) -> None:
    allowed = permission(consents, day)
    if allowed.changes_after is None:
        assert set(allowed.in_force) <= set(permission(consents, date.max).in_force)
        return
    assert allowed.changes_after >= day
    assert set(allowed.in_force) <= set(permission(consents, allowed.changes_after).in_force)
    following = permission(consents, allowed.changes_after + timedelta(days=1))
    assert not set(allowed.in_force) <= set(following.in_force)


def test_nobody_has_agreed_to_anything_where_there_is_no_consent() -> None:
    nothing = Permission(())
    assert permission((), FIRST) == nothing
    assert (nothing.may_be_shown, nothing.may_sound_alike, nothing.may_compose) == (False, False, False)
    assert nothing.lacking == REQUIRED


@pytest.mark.parametrize(("generation", "is_wanted"), [("off", False), ("from_sources_only", True)])
@pytest.mark.parametrize("scope", list(Scope))
def test_answers_are_composed_only_where_the_pack_wants_it_and_a_consent_allows_it(
    generation: str, is_wanted: bool, scope: Scope
) -> None:
    consent = Consent("one", Basis.FICTIONAL, "Harbour Museum", frozenset({scope}), valid_until=FIRST)
    pack = replace(lighthouse(), policy=Policy(generation=generation), rights=Rights((consent,)))
    assert pack.may_compose(FIRST) == (is_wanted and scope is Scope.GENERATED_SPEECH)
    assert not pack.may_compose(FIRST + timedelta(days=1))
