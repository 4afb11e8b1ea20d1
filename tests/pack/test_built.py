"""What was computed from a pack travels with it, to kiosks that trust its signer."""

import zipfile
from pathlib import Path

import pytest

from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.carrying import Signer, carry, open_archive
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust.contents import CONTENTS
from kiosk.pack.trust.signature import TrustedKey
from kiosk.pack.trust.signature_cryptography import Ed25519Key, make_key
from kiosk.pack.trust.trusted_keys import TrustStore
from tests.pack.packs import DAY, GOOD, copy_of

FILES = {
    "build/1-en-matcher.npz": b"learned",
    "build/texts-en-1/index.json": b"{}",
    "build/texts-en-1/heads.txt": b"March",
    "build/texts-en-1/firsts.npy": b"rows",
    "build/voice/0a1b.flac": b"fLaC",
    "build/portrait-1.png": b"drawn",
}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Ed25519Key:
    return make_key(tmp_path_factory.mktemp("keys") / "museum.key", "a lamp over the harbour")


def built(folder: Path) -> Path:
    made = copy_of("lighthouse", folder)
    for name, content in {**FILES, "build/run.sh": b"x", "build/.part": b"x", "build/list.toml": b"x"}.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    (made / "build/link.png").symlink_to("/etc/hostname")
    return made


def computed(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in (folder / "build").rglob("*") if file.is_file()}


def carried(tmp_path: Path, key: Ed25519Key | None) -> Path:
    out = tmp_path / "lighthouse.kpack"
    carry(built(tmp_path), out, DAY, Signer("Museum", key, DAY) if key else None)
    return out


def test_it_travels_and_does_not_change_what_the_pack_is(tmp_path: Path, key: Ed25519Key) -> None:
    archive = carried(tmp_path, key)
    with zipfile.ZipFile(archive) as opened:
        assert set(FILES) == {name for name in opened.namelist() if name.startswith("build/")}
    TrustStore(tmp_path / "packs/.trust").enrol(TrustedKey("Museum", key.public_key))
    installed = PackLibrary(tmp_path / "packs", ()).install(archive, DAY)
    assert computed(installed.folder) == set(FILES)
    plain = read_pack(GOOD / "lighthouse", DAY).pack
    assert plain is not None
    assert installed.digest == plain.digest


def test_of_a_signer_whom_nobody_trusts_it_is_left_out(tmp_path: Path, key: Ed25519Key) -> None:
    for number, signer in enumerate((key, None)):
        archive = carried(tmp_path / str(number), signer)
        installed = PackLibrary(tmp_path / f"{number}/packs", ()).install(archive, DAY, is_trial=True)
        assert not (installed.folder / "build").exists()


def test_without_it_the_pack_is_still_the_one_that_was_signed(tmp_path: Path, key: Ed25519Key) -> None:
    TrustStore(tmp_path / "packs/.trust").enrol(TrustedKey("Museum", key.public_key))
    packs = PackLibrary(tmp_path / "packs", ())
    installed = packs.install(carried(tmp_path, key), DAY)
    for file in FILES:
        (installed.folder / file).unlink()
    assert not packs.is_trial(installed.folder, DAY)
    (found,) = packs.list(DAY)
    assert not any(problem.is_error for problem in found.problems)


@pytest.mark.parametrize("change", ["other", "missing", "added", "program"])
def test_what_was_computed_is_what_was_signed(change: str, tmp_path: Path, key: Ed25519Key) -> None:
    archive, spoilt = carried(tmp_path, key), tmp_path / "spoilt.kpack"
    with zipfile.ZipFile(archive) as opened, zipfile.ZipFile(spoilt, "w") as made:
        for name in opened.namelist():
            if name == "build/voice/0a1b.flac" and change == "missing":
                continue
            content = opened.read(name)
            made.writestr(name, b"fLaX" if name.endswith(".flac") and change == "other" else content)
        if change in ("added", "program"):
            made.writestr("build/voice/more.flac" if change == "added" else "build/voice/more.sh", b"x")
    with pytest.raises(PackError) as error:
        open_archive(spoilt, tmp_path / "made")
    wanted = Code.UNSAFE_ENTRY if change == "program" else Code.CONTENTS
    assert {problem.code for problem in error.value.problems} == {wanted.value}


def test_the_same_pack_with_the_same_computed_files_is_the_same_archive(tmp_path: Path, key: Ed25519Key) -> None:
    first, second = carried(tmp_path / "one", key), carried(tmp_path / "two", key)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as opened:
        assert opened.namelist()[0] == CONTENTS
