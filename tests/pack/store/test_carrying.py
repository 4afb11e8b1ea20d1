"""Who signed a pack is known, what was changed afterwards is refused, and the way back is open."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.content.seal import Trust
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.store.carrying import Signer, carry, open_archive, seal_of_folder
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust.contents import CONTENTS, SIGNATURE
from kiosk.pack.trust.signature import TrustedKey
from kiosk.pack.trust.signature_cryptography import Ed25519Key, make_key, read_key, verify
from kiosk.pack.trust.trusted_keys import TrustStore, card, read_card
from tests.pack.packs import DAY, GOOD, copy_of
from tests.pack.store.test_library import next_version

PHRASE = "a lamp over the harbour"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Ed25519Key:
    return make_key(tmp_path_factory.mktemp("keys") / "museum.key", PHRASE)


def signed(folder: Path, key: Ed25519Key, source: Path = GOOD / "lighthouse") -> Path:
    out = folder / f"{source.parent.name}-{source.name}.kpack"
    carry(source, out, DAY, Signer("Harbour Museum", key, DAY))
    return out


def codes(error: "pytest.ExceptionInfo[PackError]") -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_a_key_opens_with_its_pass_phrase_alone(tmp_path: Path) -> None:
    file = tmp_path / "museum.key"
    made = make_key(file, PHRASE)
    assert read_key(file, PHRASE).public_key == made.public_key
    assert file.stat().st_mode & 0o077 == 0
    text = tmp_path / "text.key"
    text.write_text("no key")
    attempts = (
        lambda: read_key(file, "another phrase"),
        lambda: read_key(file, ""),
        lambda: read_key(text, PHRASE),
        lambda: read_key(tmp_path / "none.key", PHRASE),
        lambda: make_key(file, PHRASE),
        lambda: make_key(tmp_path / "short.key", "short"),
        lambda: carry(GOOD / "lighthouse", tmp_path / "x.kpack", DAY, Signer("", made, DAY)),
    )
    for attempt in attempts:
        with pytest.raises(PackError) as error:
            attempt()
        assert codes(error) == {Code.KEY.value}  # KP0079
    assert not (tmp_path / "x.kpack").exists()


@pytest.mark.parametrize("change", ["other", "longer", "missing", "added", "renamed"])
def test_what_was_changed_after_it_was_closed_is_refused(change: str, key: Ed25519Key, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    open_archive(signed(tmp_path, key), folder)
    line = folder / "script/en/lines.toml"
    match change:
        case "other":
            line.write_bytes(line.read_bytes().replace(b"twenty", b"thirty"))
        case "longer":
            line.write_bytes(line.read_bytes() + b"\n")
        case "missing":
            line.unlink()
        case "added":
            line.with_name("more.toml").write_text("")
        case _:
            line.rename(line.with_name("other.toml"))
    with pytest.raises(PackError) as error:
        seal_of_folder(folder, (), DAY, verify)
    assert codes(error) == {Code.CONTENTS.value}  # KP0076
    with pytest.raises(PackError):
        PackLibrary(tmp_path / "packs", ()).install(folder, DAY, is_trial=True)


@pytest.mark.parametrize("part", ["signer", "signed_on", "public_key", "signature", "all"])
def test_a_signature_fits_its_contents_and_no_others(part: str, key: Ed25519Key, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    open_archive(signed(tmp_path, key), folder)
    file = folder / SIGNATURE
    text = file.read_text()
    changed = {
        "signer": text.replace("Harbour", "Another"),
        "signed_on": text.replace(DAY.isoformat(), "2027-01-01"),
        "public_key": text.replace(key.public_key.hex(), "00" * 32),
        "signature": text.replace('"signature": "', '"signature": "00'),
        "all": "{}",
    }[part]
    assert changed != text
    file.write_text(changed)
    with pytest.raises(PackError) as error:
        seal_of_folder(folder, (), DAY, verify)
    assert codes(error) == {Code.BAD_SIGNATURE.value}  # KP0077


def test_another_s_contents_under_a_good_signature_are_refused(key: Ed25519Key, tmp_path: Path) -> None:
    open_archive(signed(tmp_path, key), tmp_path / "one")
    open_archive(signed(tmp_path, key, next_version(tmp_path)), tmp_path / "other")
    shutil.copy(tmp_path / "one" / SIGNATURE, tmp_path / "other" / SIGNATURE)
    with pytest.raises(PackError) as error:
        seal_of_folder(tmp_path / "other", (), DAY, verify)
    assert codes(error) == {Code.BAD_SIGNATURE.value}


def test_only_packs_of_trusted_signers_are_installed_unless_on_trial(key: Ed25519Key, tmp_path: Path) -> None:
    packs, archive = PackLibrary(tmp_path / "packs", ()), signed(tmp_path, key)
    store = TrustStore(tmp_path / "packs/.trust")
    unsigned = tmp_path / "unsigned.kpack"
    carry(GOOD / "lighthouse", unsigned, DAY)
    for source in (archive, unsigned, GOOD / "lighthouse"):
        with pytest.raises(PackError) as error:
            packs.install(source, DAY)
        assert codes(error) == {Code.UNTRUSTED.value}  # KP0078
    assert packs.list(DAY) == ()
    assert packs.install(unsigned, DAY, is_trial=True).seal.trust is Trust.UNSIGNED
    store.enrol(TrustedKey("The harbour", key.public_key, date(2026, 12, 31)))
    installed = packs.install(archive, DAY)
    assert (installed.seal.trust, installed.seal.signer, installed.seal.signed_on) == (
        Trust.TRUSTED,
        "The harbour",
        DAY,
    )
    with pytest.raises(PackError, match="no longer valid"):
        packs.install(archive, date(2027, 1, 1))
    assert store.withdraw(installed.seal.fingerprint)
    assert not store.withdraw(installed.seal.fingerprint)
    assert packs.list(DAY)[0].seal.trust is Trust.UNKNOWN


def test_a_pack_that_was_spoilt_on_the_disk_is_told_in_the_list(key: Ed25519Key, tmp_path: Path) -> None:
    packs = PackLibrary(tmp_path / "packs", ())
    installed = packs.install(signed(tmp_path, key), DAY, is_trial=True)
    (installed.folder / "script/en/lines.toml").write_text("")
    (found,) = packs.list(DAY)
    assert Code.CONTENTS.value in {problem.code for problem in found.problems}


def test_one_goes_back_to_the_version_before_and_forward_again(key: Ed25519Key, tmp_path: Path) -> None:
    packs = PackLibrary(tmp_path / "packs", ())
    first = packs.install(signed(tmp_path, key), DAY, is_trial=True)
    with pytest.raises(PackError) as error:
        packs.rollback("lighthouse", DAY)
    assert codes(error) == {Code.NOT_INSTALLED.value}
    second = packs.install(next_version(tmp_path), DAY, is_trial=True)
    assert packs.rollback("lighthouse", DAY).version == first.version
    assert packs.resolve("lighthouse") == first.folder
    assert packs.rollback("lighthouse", DAY).version == second.version
    for name in ("none", "../lighthouse", ""):
        with pytest.raises(PackError):
            packs.rollback(name, DAY)


def test_a_public_key_comes_back_as_it_was_given_and_nothing_else_is_one(key: Ed25519Key, tmp_path: Path) -> None:
    file = tmp_path / "museum.pub"
    file.write_text(card('The "Harbour" \\ Museum', key.public_key, date(2028, 1, 1)), encoding="utf-8")
    assert read_card(file) == TrustedKey('The "Harbour" \\ Museum', key.public_key, date(2028, 1, 1))
    good = file.read_text()
    for spoilt in ("", "x", good.replace(key.public_key.hex(), "00"), good.replace("2028-01-01", "2028"), good * 9):
        file.write_text(spoilt)
        with pytest.raises(PackError) as error:
            read_card(file)
        assert codes(error) == {Code.KEY.value}


def test_a_damaged_key_file_is_a_signer_less(key: Ed25519Key, tmp_path: Path) -> None:
    store = TrustStore(tmp_path / "trust")
    assert store.trusted() == ()
    file = store.enrol(TrustedKey("The harbour", key.public_key))
    assert [one.name for one in store.trusted()] == ["The harbour"]
    file.write_text("spoilt")
    assert store.trusted() == ()


def test_an_archive_names_its_contents_first(key: Ed25519Key, tmp_path: Path) -> None:
    with zipfile.ZipFile(signed(tmp_path, key)) as opened:
        assert opened.namelist()[:2] == [CONTENTS, SIGNATURE]


def test_a_folder_is_carried_only_when_it_is_fit(tmp_path: Path, key: Ed25519Key) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (folder / "pack.toml").write_text("")
    with pytest.raises(PackError):
        signed(tmp_path, key, folder)
    assert list(tmp_path.glob("*.kpack")) == []
