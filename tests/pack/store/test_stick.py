"""What lies on a stick is told truly, and only what fits is taken over."""

import os
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.content.rights import Place
from kiosk.domain.staff import StickItem
from kiosk.pack.errors import PackError
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.store.stick import MOST_ITEMS, items, take
from kiosk.pack.trust.revocation import Revoked, write_revocation
from kiosk.pack.trust.signature_cryptography import Ed25519Key, make_key
from kiosk.pack.trust.trusted_keys import card
from tests.pack.packs import DAY, GOOD, copy_of
from tests.pack.store.test_library import next_version


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Ed25519Key:
    return make_key(tmp_path_factory.mktemp("keys") / "museum.key", "a lamp over the harbour")


def library(tmp_path: Path) -> PackLibrary:
    return PackLibrary(tmp_path / "data/packs", ())


def stick(tmp_path: Path, key: Ed25519Key) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "museum.pub").write_text(card("Harbour Museum", key.public_key), encoding="utf-8")
    carry(GOOD / "lighthouse", folder / "keeper.kpack", DAY, Signer("Harbour Museum", key, DAY))
    write_revocation(folder / "old.revoke", [Revoked("tower", reason="asked for")], key, "Harbour Museum", DAY)
    return folder


def found(folder: Path, packs: PackLibrary, day: date = DAY) -> dict[str, StickItem]:
    return {item.file: item for item in items(folder, packs, day)}


def test_staff_read_who_signed_it_and_what_it_changes(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = library(tmp_path), stick(tmp_path, key)
    before = found(folder, packs)
    assert list(before) == ["museum.pub", "old.revoke", "keeper.kpack"], "first whoever is to be trusted"
    assert "whom this kiosk does not know" in before["keeper.kpack"].told[0]
    assert "on trial" in before["keeper.kpack"].told[1]
    assert not before["old.revoke"].is_able
    assert take(folder, "museum.pub", packs, DAY) == ("Harbour Museum is trusted", "")
    after = found(folder, packs)
    assert not after["museum.pub"].is_able, "it is trusted already"
    assert after["old.revoke"].is_able
    assert after["old.revoke"].told[1] == "Takes back tower from now: asked for"
    assert after["keeper.kpack"].title == "The Keeper · lighthouse 1.0.0"
    assert after["keeper.kpack"].told[:2] == (
        "Signed by Harbour Museum on 2026-06-01, whom this kiosk trusts",
        "New on this kiosk: 1 lines and 1 texts in en",
    )
    assert take(folder, "keeper.kpack", packs, DAY) == ("The Keeper 1.0.0", "lighthouse")
    assert not packs.is_trial(packs.resolve("lighthouse"), DAY)
    assert take(folder, "old.revoke", packs, DAY) == ("1 revoked", "")


def test_a_new_version_is_told_by_what_is_other_in_it(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = library(tmp_path), stick(tmp_path, key)
    packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    fresh = next_version(tmp_path)
    lines, rights = fresh / "script/en/lines.toml", fresh / "rights.toml"
    text = lines.read_text(encoding="utf-8").replace("twenty", "thirty")
    lines.write_text(text + '[[line]]\nid = "oil"\nasks = "What did it burn?"\nsays = "Oil."\n', encoding="utf-8")
    rights.write_text(rights.read_text(encoding="utf-8") + "valid_until = 2026-12-31\n", encoding="utf-8")
    (fresh / "knowledge/en/log.md").unlink()
    carry(fresh, folder / "new.kpack", DAY)
    told = found(folder, packs)["new.kpack"].told
    assert set(told) >= {
        "Signed by nobody",
        "Version 1.1.0 instead of 1.0.0",
        "Lines: 1 new, 1 changed",
        "Texts: 1 gone",
        "The consents are other ones",
        "The first of them ends on 2026-12-31",
    }
    assert "It is the same as on this kiosk: version 1.0.0" in found(folder, packs)["keeper.kpack"].told


def test_what_nobody_signed_is_taken_on_trial(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = library(tmp_path), stick(tmp_path, key)
    carry(next_version(tmp_path), folder / "new.kpack", DAY)
    assert take(folder, "new.kpack", packs, DAY) == ("The Keeper 1.1.0", "lighthouse")
    assert packs.is_trial(packs.resolve("lighthouse"), DAY)


def test_looking_changes_nothing_but_to_unpack_and_tidy(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = library(tmp_path), stick(tmp_path, key)
    items(folder, packs, DAY)
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == [tmp_path / "data/packs/.lock"]


def test_damaged_and_unfit_things_are_told_with_their_code_and_cannot_be_taken(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = PackLibrary(tmp_path / "data/packs", (), place=Place(frozenset({"oslo"}))), stick(tmp_path, key)
    (folder / "cut.kpack").write_bytes((folder / "keeper.kpack").read_bytes()[:-200])
    (folder / "bad.pub").write_text("no key")
    (folder / "bad.revoke").write_text("{}")
    elsewhere = copy_of("lighthouse", tmp_path / "elsewhere")
    rights = elsewhere / "rights.toml"
    rights.write_text(rights.read_text(encoding="utf-8") + 'venues = ["Harbour Museum"]\n', encoding="utf-8")
    carry(elsewhere, folder / "elsewhere.kpack", DAY)
    told = found(folder, packs)
    for name, code in {
        "cut.kpack": "KP0070",
        "bad.pub": "KP0079",
        "bad.revoke": "KP0083",
        "elsewhere.kpack": "KP0084",
    }.items():
        assert code in told[name].told[0]
        assert not told[name].is_able
        with pytest.raises(PackError):
            take(folder, name, packs, DAY)


def test_links_devices_folders_and_hidden_files_are_passed_over(tmp_path: Path, key: Ed25519Key) -> None:
    packs, folder = library(tmp_path), tmp_path / "stick"
    folder.mkdir()
    secret = tmp_path / "secret.pub"
    secret.write_text(card("Secret", key.public_key), encoding="utf-8")
    (folder / "link.pub").symlink_to(secret)
    (folder / "folder.kpack").mkdir()
    (folder / ".hidden.pub").write_text(card("Hidden", key.public_key), encoding="utf-8")
    (folder / "autorun.sh").write_text("touch /tmp/owned")
    os.mkfifo(folder / "pipe.pub")
    assert items(folder, packs, DAY) == ()
    for name in ("link.pub", "../secret.pub", str(secret), "pipe.pub", "none.pub"):
        with pytest.raises(PackError):
            take(folder, name, packs, DAY)
    assert packs.trust.trusted() == ()


def test_a_stick_full_of_things_is_looked_at_in_part(tmp_path: Path, key: Ed25519Key) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for number in range(700):
        (folder / f"{number:03}.pub").write_text("no key")
    assert len(items(folder, library(tmp_path), DAY)) == MOST_ITEMS
    assert items(tmp_path / "gone", library(tmp_path), DAY) == ()
