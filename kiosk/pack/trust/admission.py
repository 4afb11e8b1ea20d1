"""Admission: whether a pack may be shown on this kiosk: where it stands, what it is used for, what was revoked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.rights import Bar, Place, Standing, permission
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.files import RIGHTS
from kiosk.pack.model.findings import shown
from kiosk.pack.trust.revocation import Revoked


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds on this kiosk."""

    place: Place = Place()
    revoked: Sequence[Revoked] = ()


def admitted(pack: Pack, day: date, conditions: Conditions) -> Pack:
    """The pack with the consents that count here. Raises PackError where they do not cover likeness and words."""
    entries = [entry for entry in conditions.revoked if entry.means(pack.id, pack.version)]
    for entry in entries:
        if not entry.consent:
            what = "was revoked by a signed list" + (f": {shown(entry.reason)}" if entry.reason else "")
            raise PackError(Problem(Code.REVOKED_BY_LIST.value, pack.id, what, "show another pack"))
    withdrawn = {entry.consent for entry in entries}
    here = permission(pack.rights.consents, day, conditions.place, withdrawn)
    if not here.may_be_shown:
        # Those alone for want of which it may not be shown.
        lost = [one for one in here.standings if one.is_lost_here and one.consent.scope & here.lacking]
        raise PackError(*_problems(pack, lost, conditions.place))
    kept = tuple(one.consent for one in here.standings if one.counts_here)
    is_whole = len(kept) == len(here.standings)
    return pack if is_whole else replace(pack, rights=replace(pack.rights, consents=kept))


def _problems(pack: Pack, lost: Sequence[Standing], place: Place) -> Iterator[Problem]:
    if not lost:
        yield Problem(Code.NOT_COVERED.value, RIGHTS, "no consent in force covers likeness and words")
    for standing in lost:
        consent = standing.consent
        name = f"consent '{shown(consent.id)}' of {pack.id}"
        if Bar.WITHDRAWN in standing.bars:
            hint = f"ask {consent.grantor} again, or show another pack"
            yield Problem(Code.REVOKED_BY_LIST.value, RIGHTS, f"{name} was revoked by a signed list", hint)
        else:
            said = ", ".join(sorted(place.names)) or "a kiosk that does not say where it stands"
            use = place.purpose or "a purpose that is not told"
            wanted = ", ".join((*consent.territories, *consent.venues, *consent.purposes))
            what = f"{name} holds for {shown(wanted)}, not for {shown(said)} and {shown(use)}"
            hint = "set [kiosk] place and purpose, or ask the grantor for this place"
            yield Problem(Code.NOT_HERE.value, RIGHTS, what, hint)
