"""Consents: whether the figure may appear on a given day, and with what."""

from datetime import date

from kiosk.domain.content.figure import Kind, Policy
from kiosk.domain.content.rights import IMPOSSIBLE, REQUIRED, Bar, Basis, Consent, Permission, Standing, permission
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.files import RIGHTS
from kiosk.pack.model.findings import Findings, shown
from kiosk.pack.model.manifest import Manifest
from kiosk.pack.model.rights import RightsFile


def check_consents(file: RightsFile, manifest: Manifest, day: date, findings: Findings) -> None:
    """Without likeness and words nobody appears; what else is missing is left out."""
    consents = file.rights.consents
    if not consents:
        hint = "add [[consent]] with id, basis, grantor and scope: who allowed this portrayal?"
        findings.error(Code.NO_CONSENT, RIGHTS, "no consent", hint)
        return
    if manifest.kind_is_stated and manifest.figure.born is None:
        for consent, where in zip(consents, file.consents_at, strict=True):
            if consent.basis is Basis.GUARDIAN:
                what = f"consent '{shown(consent.id)}' is a guardian's, and nobody knows when it ends"
                hint = "add born = YYYY-MM-DD to [figure]: it holds until the person comes of age"
                findings.error(Code.NO_AGE, where, what, hint)
    allowed = permission(consents, day)
    for standing, where in zip(allowed.standings, file.consents_at, strict=True):
        if manifest.kind_is_stated:
            _check_kind(standing.consent, where, manifest.figure.kind, findings)
        if not standing.is_in_force:
            _report_lapsed(standing, where, bool(standing.consent.scope & allowed.lacking), findings)
    stated = frozenset(scope for consent in consents for scope in consent.scope)
    if unstated := allowed.lacking - stated:
        names = " and ".join(sorted(unstated))
        hint = f"ask for it, then write it into a consent's scope: {', '.join(sorted(REQUIRED))} are always needed"
        findings.error(Code.NOT_COVERED, file.consents_at[0], f"no consent covers {names}", hint)
    if allowed.may_be_shown:
        _check_parts(allowed, manifest.policy, findings)


def _check_kind(consent: Consent, where: str, kind: Kind, findings: Findings) -> None:
    if consent.basis in IMPOSSIBLE.get(kind, frozenset()):
        what = f"consent '{shown(consent.id)}' stands on '{consent.basis.value}', but the figure is {kind.value}"
        findings.error(Code.CONTRADICTION, where, what, "correct the basis, or the kind in pack.toml")


def _report_lapsed(standing: Standing, where: str, is_needed: bool, findings: Findings) -> None:
    consent, bar = standing.consent, standing.bars[0]
    name = f"consent '{shown(consent.id)}'"
    if bar is Bar.REVOKED:
        code, what = Code.REVOKED, f"{name} was revoked"
        hint = f"ask {consent.grantor or 'the grantor'} again, or withdraw the pack"
    elif bar is Bar.NOT_YET:
        code, what = Code.NOT_YET_VALID, f"{name} begins on {consent.valid_from}"
        hint = "wait until then, or correct valid_from"
    else:
        code, what = Code.EXPIRED, f"{name} ended on {consent.valid_until}"
        hint = f"have {consent.grantor or 'the grantor'} renew it, then change valid_until"
    (findings.error if is_needed else findings.warning)(code, where, what, hint)


def _check_parts(allowed: Permission, policy: Policy, findings: Findings) -> None:
    if not allowed.may_sound_alike:
        hint = "if the figure's own or an imitated voice was allowed, add voice to the scope"
        findings.warning(Code.NEUTRAL_VOICE, RIGHTS, "no consent covers voice: a neutral voice speaks", hint)
    if policy.wants_composing and not allowed.may_compose:
        what = "no consent covers generated_speech: nothing is composed, although pack.toml asks for it"
        findings.warning(Code.NOT_COMPOSING, RIGHTS, what, 'ask for it, or set generation = "off"')
