"""What was revoked, or holds elsewhere or for other uses, is not shown here."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.content.rights import Basis, Consent, Place, Scope, comes_of_age, limited_to_childhood, permission
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust.revocation import Revoked, write_revocation
from kiosk.pack.trust.signature import TrustedKey
from kiosk.pack.trust.signature_cryptography import Ed25519Key, make_key
from kiosk.pack.trust.trusted_keys import TrustStore
from tests.pack.packs import DAY, GOOD, copy_of

PHRASE = "a lamp over the harbour"
BERGEN = Place(frozenset({"harbour museum", "bergen", "no"}), "exhibition")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Ed25519Key:
    return make_key(tmp_path_factory.mktemp("keys") / "museum.key", PHRASE)


def library(tmp_path: Path, key: Ed25519Key, place: Place | None = None) -> PackLibrary:
    TrustStore(tmp_path / "packs/.trust").enrol(TrustedKey("Museum", key.public_key, date(2026, 12, 31)))
    return PackLibrary(tmp_path / "packs", (), place=place)


def with_consent(folder: Path, text: str, version: str = "1.0.0") -> Path:
    made = copy_of("lighthouse", folder)
    rights, manifest = made / "rights.toml", made / "pack.toml"
    rights.write_text(rights.read_text(encoding="utf-8") + text, encoding="utf-8")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("1.0.0", version), encoding="utf-8")
    return made


def refused(packs: PackLibrary, source: Path, day: date = DAY) -> set[str]:
    with pytest.raises(PackError) as error:
        packs.install(source, day, is_trial=True)
    return {problem.code for problem in error.value.problems}


@pytest.mark.parametrize(
    ("entry", "is_refused"),
    [
        (Revoked("lighthouse"), True),
        (Revoked("lighthouse", reason="the heirs asked for it"), True),
        (Revoked("lighthouse", version="1.0.0"), True),
        (Revoked("lighthouse", version="1.0.1"), False),
        (Revoked("lighthouse", consent="author"), True),
        (Revoked("lighthouse", consent="another"), False),
        (Revoked("lighthouse", since=DAY.isoformat()), True),
        (Revoked("lighthouse", since=(DAY + timedelta(days=1)).isoformat()), False),
        (Revoked("tower"), False),
    ],
)
def test_a_pack_or_a_consent_that_was_revoked_by_a_signed_list_is_refused(
    entry: Revoked, is_refused: bool, key: Ed25519Key, tmp_path: Path
) -> None:
    packs, out = library(tmp_path, key), tmp_path / "museum.revoke"
    packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    write_revocation(out, [entry], key, "Harbour Museum", DAY)
    assert packs.honour(out, DAY).entries == (entry,)
    if is_refused:
        assert refused(packs, GOOD / "lighthouse") == {Code.REVOKED_BY_LIST.value}  # KP0082
    (found,) = packs.list(DAY)
    assert any(problem.code == Code.REVOKED_BY_LIST.value for problem in found.problems) == is_refused


def test_a_part_that_was_revoked_is_dropped_alone(key: Ed25519Key, tmp_path: Path) -> None:
    voice = '[[consent]]\nid = "heirs"\nbasis = "institutional"\ngrantor = "The heirs"\nscope = ["voice"]\n'
    source = with_consent(tmp_path, voice)
    rights = source / "rights.toml"
    rights.write_text(rights.read_text(encoding="utf-8").replace('"voice", "words"', '"words"', 1), encoding="utf-8")
    packs, out = library(tmp_path, key), tmp_path / "museum.revoke"
    installed = packs.install(source, DAY, is_trial=True)
    pack = read_pack(installed.folder, DAY).pack
    assert pack is not None
    assert packs.admitted(pack, DAY).allows(Scope.VOICE, DAY)
    write_revocation(out, [Revoked("lighthouse", "heirs")], key, "Harbour Museum", DAY)
    packs.honour(out, DAY)
    left = packs.admitted(pack, DAY)
    assert not left.allows(Scope.VOICE, DAY)
    assert left.allows(Scope.LIKENESS, DAY)


def test_a_list_that_is_damaged_or_a_stranger_s_counts_for_nothing(key: Ed25519Key, tmp_path: Path) -> None:
    packs, good = library(tmp_path, key), tmp_path / "good.revoke"
    write_revocation(good, [Revoked("lighthouse")], key, "Harbour Museum", DAY)
    changed = json.loads(good.read_text(encoding="utf-8"))
    changed["list"]["entries"][0]["pack"] = "tower"
    stranger = make_key(tmp_path / "stranger.key", PHRASE)
    contents = {
        "changed": json.dumps(changed),
        "empty": "",
        "list": '{"list": {"format": 1, "entries": []}, "signature": {}}',
        "deep": "[" * 100_000,
        "large": " " * 300_000,
        "shape": '{"list": {"format": 1, "entries": [{"pack": ["lighthouse"]}]}, "signature": {}}',
        "more": '{"list": {"format": 1, "entries": [{"pack": "lighthouse", "run": "x"}]}, "signature": {}}',
    }
    packs.revocations.keep(good, (TrustedKey("Museum", key.public_key),), DAY)
    kept = list((tmp_path / "revocations").iterdir())
    assert len(kept) == 1
    kept[0].unlink()
    for name, content in contents.items():
        file = tmp_path / f"{name}.revoke"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(PackError) as error:
            packs.honour(file, DAY)
        assert {one.code for one in error.value.problems} <= {Code.BAD_REVOCATION.value, Code.BAD_SIGNATURE.value}
        (tmp_path / "revocations" / file.name).write_text(content, encoding="utf-8")
    write_revocation(tmp_path / "strange.revoke", [Revoked("lighthouse")], stranger, "Harbour Museum", DAY)
    with pytest.raises(PackError, match="does not know") as error:
        packs.honour(tmp_path / "strange.revoke", DAY)
    assert {one.code for one in error.value.problems} == {Code.BAD_REVOCATION.value}  # KP0083
    packs.install(GOOD / "lighthouse", DAY, is_trial=True)


def test_a_list_counts_after_its_signer_s_key_has_run_out(key: Ed25519Key, tmp_path: Path) -> None:
    packs, out = library(tmp_path, key), tmp_path / "museum.revoke"
    write_revocation(out, [Revoked("lighthouse")], key, "Harbour Museum", DAY)
    later = date(2027, 6, 1)
    packs.honour(out, later)
    assert Code.REVOKED_BY_LIST.value in refused(packs, GOOD / "lighthouse", later)


def test_two_lists_of_one_name_stand_beside_each_other(key: Ed25519Key, tmp_path: Path) -> None:
    packs, out = library(tmp_path, key), tmp_path / "museum.revoke"
    for pack in ("lighthouse", "tower"):
        write_revocation(out, [Revoked(pack)], key, "Harbour Museum", DAY)
        packs.honour(out, DAY)
    assert Code.REVOKED_BY_LIST.value in refused(packs, GOOD / "lighthouse")


@pytest.mark.parametrize(
    ("limits", "place", "is_shown"),
    [
        ('territories = ["NO"]', BERGEN, True),
        ('territories = ["NO", "SE"]', BERGEN, True),
        ('territories = ["SE"]', BERGEN, False),
        ('territories = ["NO"]', Place(frozenset({"no-46"})), True),
        ('territories = ["NO-46"]', Place(frozenset({"no"})), False),
        ('territories = ["NO"]', Place(), False),
        ('venues = ["Harbour Museum"]', BERGEN, True),
        ('venues = ["Town Museum"]', BERGEN, False),
        ('purposes = ["exhibition"]', BERGEN, True),
        ('purposes = ["advertising"]', BERGEN, False),
        ('purposes = ["exhibition"]\nvenues = ["Harbour Museum"]\nterritories = ["NO"]', BERGEN, True),
    ],
)
def test_a_consent_that_holds_elsewhere_or_for_other_uses_does_not_count_here(
    limits: str, place: Place, is_shown: bool, key: Ed25519Key, tmp_path: Path
) -> None:
    packs, source = library(tmp_path, key, place), with_consent(tmp_path, limits)
    if is_shown:
        assert packs.install(source, DAY, is_trial=True).id == "lighthouse"
    else:
        assert refused(packs, source) == {Code.NOT_HERE.value}  # KP0084


def test_a_guardian_s_consent_ends_when_the_child_comes_of_age() -> None:
    given = Consent("mother", Basis.GUARDIAN, "Marta", frozenset(Scope))
    limited = limited_to_childhood(given, date(2008, 6, 1))
    assert permission([limited], date(2026, 5, 31)).in_force
    assert not permission([limited], date(2026, 6, 1)).in_force
    assert limited_to_childhood(replace(given, valid_until=date(2020, 1, 1)), date(2008, 6, 1)).valid_until == date(
        2020, 1, 1
    )
    assert limited_to_childhood(replace(given, basis=Basis.OWN_WILL), date(2008, 6, 1)).valid_until is None
    assert comes_of_age(date(2008, 2, 29)) == date(2026, 3, 1)


def test_a_pack_on_a_guardian_s_word_is_refused_from_that_day_on(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rights, manifest = folder / "rights.toml", folder / "pack.toml"
    rights.write_text(rights.read_text(encoding="utf-8").replace('"fictional"', '"guardian"'), encoding="utf-8")
    text = manifest.read_text(encoding="utf-8").replace('"fictional"', '"living"')
    manifest.write_text(text + "born = 2008-06-01\n", encoding="utf-8")
    assert read_pack(folder, date(2026, 5, 31)).pack is not None
    assert "KP0042" in {problem.code for problem in read_pack(folder, date(2026, 6, 1)).problems}


def test_a_good_signature_does_not_outweigh_a_revocation(key: Ed25519Key, tmp_path: Path) -> None:
    packs, archive = library(tmp_path, key), tmp_path / "lighthouse.kpack"
    carry(GOOD / "lighthouse", archive, DAY, Signer("Harbour Museum", key, DAY))
    packs.install(archive, DAY)
    write_revocation(tmp_path / "a.revoke", [Revoked("lighthouse")], key, "Harbour Museum", DAY)
    packs.honour(tmp_path / "a.revoke", DAY)
    with pytest.raises(PackError):
        packs.install(archive, DAY)
    with pytest.raises(PackError):
        packs.rollback("lighthouse", DAY)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spoilt_list_is_refused_with_its_code_and_revokes_nothing(
    key: Ed25519Key, tmp_path: Path, data: st.DataObject
) -> None:
    packs, good, spoilt = library(tmp_path, key), tmp_path / "good.revoke", tmp_path / "spoilt.revoke"
    if not good.exists():
        write_revocation(good, [Revoked("lighthouse", reason="asked for")], key, "Harbour Museum", DAY)
    content = bytearray(good.read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 2)) :]
    else:
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    spoilt.write_bytes(content)
    codes: set[str] = set()
    entries: Sequence[Revoked] = ()
    try:
        entries = packs.revocations.read(spoilt, packs.trust.trusted(), DAY).entries
    except PackError as refusal:
        codes = {problem.code for problem in refusal.problems}
    assert codes <= {Code.BAD_REVOCATION.value, Code.BAD_SIGNATURE.value}
    assert codes or entries == (Revoked("lighthouse", reason="asked for"),), "white space and the like"
