"""The library keeps every pack whole: an install is complete or has not happened."""

import shutil
from pathlib import Path

import pytest

from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.library import PackLibrary
from tests.fakes.breaking_files import BreakingFiles, PowerCut
from tests.pack.packs import BAD, DAY, GOOD, copy_of

SHIPPED = (GOOD / "hangul",)


def library(tmp_path: Path) -> PackLibrary:
    return PackLibrary(tmp_path / "packs", SHIPPED)


def next_version(tmp_path: Path, version: str = "1.1.0") -> Path:
    folder = copy_of("lighthouse", tmp_path / version)
    manifest = folder / "pack.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("1.0.0", version), encoding="utf-8")
    return folder


def codes(refused: "pytest.ExceptionInfo[PackError]") -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_without_a_choice_the_shipped_pack_is_shown(tmp_path: Path) -> None:
    packs = library(tmp_path)
    assert packs.resolve(None) == GOOD / "hangul" == packs.resolve("hangul")
    (only,) = packs.list(DAY)
    assert only.is_in_use
    assert only.is_shipped
    assert only.id == "hangul"
    assert only.name == "세종대왕"
    assert not (tmp_path / "packs").exists(), "looking changes nothing"


def test_an_installed_pack_is_used_once_it_is_chosen(tmp_path: Path) -> None:
    packs = library(tmp_path)
    installed = packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    assert not installed.is_in_use
    assert packs.resolve(None) == GOOD / "hangul"
    assert packs.use("lighthouse") == installed.folder
    again = library(tmp_path)
    assert again.resolve(None) == again.resolve("lighthouse") == installed.folder
    assert [(pack.id, pack.is_in_use, pack.is_shipped) for pack in again.list(DAY)] == [
        ("lighthouse", True, False),
        ("hangul", False, True),
    ]
    assert packs.use("hangul") == GOOD / "hangul" == library(tmp_path).resolve(None)


def test_what_is_installed_is_what_was_checked_without_what_was_built(tmp_path: Path) -> None:
    source = copy_of("lighthouse", tmp_path)
    (source / "build").mkdir()
    (source / "build/index.bin").write_bytes(b"computed")
    installed = library(tmp_path).install(source, DAY, is_trial=True)
    original, copy = read_pack(source, DAY).pack, read_pack(installed.folder, DAY).pack
    assert original is not None
    assert copy is not None
    assert original.digest == copy.digest == installed.digest
    assert installed.folder.name == f"1.0.0-{original.digest[:8]}"
    assert not (installed.folder / "build").exists()
    assert not (tmp_path / "packs/.incoming").exists()


def test_a_new_version_takes_over_and_the_one_before_is_kept(tmp_path: Path) -> None:
    packs = library(tmp_path)
    first = packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    packs.use("lighthouse")
    second = packs.install(next_version(tmp_path), DAY, is_trial=True)
    assert packs.resolve(None) == second.folder
    assert second.is_in_use
    assert first.folder.is_dir()
    pointer = tmp_path / "packs/lighthouse/current.toml"
    assert f'previous = "{first.folder.name}"' in pointer.read_text(encoding="utf-8")
    packs.install(next_version(tmp_path / "again"), DAY, is_trial=True)
    assert f'previous = "{first.folder.name}"' in pointer.read_text(encoding="utf-8"), "the same pack once more"


def test_a_pack_with_errors_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        library(tmp_path).install(BAD / "KP0043", DAY, is_trial=True)
    assert "KP0043" in codes(refused)
    assert not (tmp_path / "packs").exists()


def test_archives_are_installed_before_they_are_shown(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="kiosk pack install") as refused:
        library(tmp_path).resolve("ada.kpack")
    assert codes(refused) == ["KP0070"]


def test_a_misspelt_id_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    packs = library(tmp_path)
    packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    for attempt in (packs.resolve, packs.use):
        with pytest.raises(PackError, match="did you mean 'lighthouse'") as refused:
            attempt("lighthose")
        assert codes(refused) == ["KP0071"]
    with pytest.raises(PackError) as refused:
        packs.resolve("some/where")
    assert codes(refused) == ["KP0001"]


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert library(tmp_path).resolve(str(GOOD / "bare")) == GOOD / "bare" == library(tmp_path).resolve(GOOD / "bare")


def test_with_nothing_to_show_there_is_a_problem(tmp_path: Path) -> None:
    packs = PackLibrary(tmp_path / "packs", ())
    assert packs.list(DAY) == ()
    with pytest.raises(PackError) as refused:
        packs.resolve(None)
    assert codes(refused) == ["KP0071"]


def outcome(packs: PackLibrary, folder: Path) -> str:
    """How an install ended; a failure that is no power cut must be the one documented."""
    try:
        packs.install(folder, DAY, is_trial=True)
    except PowerCut:
        return "cut"
    except PackError as refused:
        return refused.problems[0].code
    return "installed"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PowerCut()], ids=["disk full", "power cut"])
def test_an_install_that_fails_anywhere_leaves_the_last_good_pack(tmp_path: Path, error: BaseException) -> None:
    root, fresh = tmp_path / "packs", next_version(tmp_path)
    before = library(tmp_path).install(GOOD / "lighthouse", DAY, is_trial=True)
    library(tmp_path).use("lighthouse")
    failures = 0
    for left in range(100):
        packs = PackLibrary(root, SHIPPED, BreakingFiles(left, error))
        ended = outcome(packs, fresh)
        if ended == "installed":
            break
        assert ended == ("cut" if isinstance(error, PowerCut) else "KP0072")
        failures += 1
        now = library(tmp_path).resolve(None)
        assert read_pack(now, DAY).pack is not None, f"a broken pack is in use after {left} operations"
        assert now == before.folder or now.name.startswith("1.1.0-")
        shutil.rmtree(root)
        before = library(tmp_path).install(GOOD / "lighthouse", DAY, is_trial=True)
        library(tmp_path).use("lighthouse")
    assert failures >= 10
    assert library(tmp_path).resolve(None).name.startswith("1.1.0-")


def test_what_an_interrupted_install_left_does_not_stop_the_next_one(tmp_path: Path) -> None:
    root, fresh = tmp_path / "packs", next_version(tmp_path)
    library(tmp_path).install(GOOD / "lighthouse", DAY, is_trial=True)
    for left in range(4, 12):
        with pytest.raises(PowerCut):
            PackLibrary(root, SHIPPED, BreakingFiles(left, PowerCut())).install(fresh, DAY, is_trial=True)
    assert library(tmp_path).install(fresh, DAY, is_trial=True).version == "1.1.0"
    assert sorted(path.name for path in root.iterdir()) == [".lock", "lighthouse"]


def test_a_damaged_copy_gives_way_when_the_pack_is_installed_again(tmp_path: Path) -> None:
    packs = library(tmp_path)
    installed = packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    (installed.folder / "script/en/lines.toml").write_text("damaged")
    again = packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    assert again.folder != installed.folder, "it may be the one that is shown at this moment"
    assert packs.resolve("lighthouse") == again.folder
    assert read_pack(again.folder, DAY).pack is not None
    assert packs.install(GOOD / "lighthouse", DAY, is_trial=True).folder == again.folder


def test_old_versions_do_not_pile_up(tmp_path: Path) -> None:
    packs = library(tmp_path)
    for number in range(6):
        packs.install(next_version(tmp_path / str(number), f"1.{number}.0"), DAY, is_trial=True)
    kept = sorted(folder.name[:5] for folder in (tmp_path / "packs/lighthouse").iterdir() if folder.is_dir())
    assert kept == ["1.3.0", "1.4.0", "1.5.0"], "the current one, the one before, and one that may still be shown"


@pytest.mark.parametrize("pointer", ["", "current = ", 'current = "../../up"', 'current = "gone"', "current = 3", "\0"])
def test_a_damaged_pointer_falls_back_to_the_shipped_pack(tmp_path: Path, pointer: str) -> None:
    packs = library(tmp_path)
    packs.install(GOOD / "lighthouse", DAY, is_trial=True)
    packs.use("lighthouse")
    (tmp_path / "packs/lighthouse/current.toml").write_text(pointer)
    assert packs.resolve(None) == GOOD / "hangul"
