"""What is computed from packs stays as long as somebody needs it, and no longer."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from kiosk.pack.store.cache_filelock import GATE, KEPT_ALIKE, KEPT_STRANGERS, cache_folder, hold, tidy

HANG_SECONDS = 120.0
"""Only a process that never answers takes so long."""

OLD, NEW, OTHER = "0123456789ab", "cdef01234567", "89abcdef0123"
KEY = "0123456789abcdef01234567"


def laid(data: Path, pack_id: str, *names: str) -> list[Path]:
    folder = cache_folder(data, pack_id)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"computed")
    return [folder / name for name in names]


def kept(data: Path, pack_id: str) -> list[str]:
    folder = cache_folder(data, pack_id)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def use(other: Connection, folder: Path) -> None:
    """What the other process does: it uses the folder until it is told to go on, or killed."""
    hold(folder)
    other.send("holds it")
    other.recv()


@contextmanager
def another_process(folder: Path) -> Iterator[None]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=use, args=(theirs, folder), daemon=True)
    process.start()
    try:
        assert ours.poll(HANG_SECONDS), "the other process hangs"
        assert ours.recv() == "holds it"
        yield
    finally:
        process.kill()
        process.join()
        ours.close()


def test_what_was_computed_from_versions_that_are_gone_goes_and_the_rest_stays(tmp_path: Path) -> None:
    mine = (f"{NEW}-en-matcher-{KEY}.npz", f"portrait-1-{NEW}.png", f"portrait-1-{NEW}-child.png", "voice/a.flac")
    before = (f"{OLD}-en-matcher-{KEY}.npz", f"portrait-1-{OLD}.png", f"portrait-1-{OLD}-child.png")
    shared = (f"house-en-{KEY}.npz", f"texts-en-{KEY}/index.json")
    laid(tmp_path, "lighthouse", *mine, *before, *shared)
    laid(tmp_path, "sejong", *before)
    assert tidy(tmp_path, {"lighthouse": {NEW[:8], OTHER[:8]}, "sejong": set()}) == len(before)
    assert kept(tmp_path, "lighthouse") == sorted([*mine[:3], "voice", shared[0], f"texts-en-{KEY}"])
    assert kept(tmp_path, "sejong") == sorted(before), "of a pack that comes with the kiosk the version is not known"


def test_what_kiosks_before_have_laid_down_goes(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for name in (
        "a-en-matcher-1.npz",
        "voice/lighthouse/a.flac",
        "texts-en-1/index.json",
        "portrait-1-a.png",
        "1/a.npz",
    ):
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_bytes(b"computed")
    (cache / "notes.txt").write_text("of somebody else")
    (mine,) = laid(tmp_path, "lighthouse", f"{NEW}-en-matcher-{KEY}.npz")
    assert tidy(tmp_path, {"lighthouse": {NEW[:8]}}) == 5
    assert sorted(path.name for path in cache.iterdir()) == ["2", "notes.txt"]
    assert mine.exists()


def test_of_what_is_alike_the_files_used_last_are_kept(tmp_path: Path) -> None:
    names = [f"texts-en-{number:024x}" for number in range(KEPT_ALIKE + 3)]
    for at, name in enumerate(names):
        (file,) = laid(tmp_path, "lighthouse", f"{name}/index.json")
        os.utime(file.parent, (at, at))
    assert tidy(tmp_path, {"lighthouse": {NEW[:8]}}) == 3
    assert kept(tmp_path, "lighthouse") == names[3:]


def test_of_packs_that_are_not_installed_a_few_are_kept_and_those_that_a_process_uses(tmp_path: Path) -> None:
    names = [f"pack-{number}" for number in range(KEPT_STRANGERS + 3)]
    for name in names:
        laid(tmp_path, name, f"{NEW}-en-matcher-{KEY}.npz")
    with another_process(cache_folder(tmp_path, "pack-0")):
        for at, name in enumerate(names):
            os.utime(cache_folder(tmp_path, name), (at, at))
        assert tidy(tmp_path, {}) == 2
        assert not kept(tmp_path, "pack-1")
        assert kept(tmp_path, "pack-0"), "somebody uses it"
        assert all(kept(tmp_path, name) for name in names[3:])
    os.utime(cache_folder(tmp_path, "pack-0"), (0, 0))
    assert tidy(tmp_path, {}) == 1
    assert not kept(tmp_path, "pack-0"), "a process that was killed uses nothing"


@pytest.mark.parametrize("name", ["tmpab12.part", ".portrait-ab12"])
def test_what_a_killed_process_left_half_done_goes_and_what_a_living_one_writes_stays(
    name: str, tmp_path: Path
) -> None:
    (half,) = laid(tmp_path, "lighthouse", name)
    with another_process(cache_folder(tmp_path, "lighthouse")):
        tidy(tmp_path, {"lighthouse": {NEW[:8]}})
        assert half.exists()
    tidy(tmp_path, {"lighthouse": {NEW[:8]}})
    assert kept(tmp_path, "lighthouse") == []


def test_who_uses_a_folder_leaves_one_mark_however_often_it_says_so(tmp_path: Path) -> None:
    folder = cache_folder(tmp_path, "lighthouse")
    for _ in range(3):
        with another_process(folder):
            assert len(kept(tmp_path, "lighthouse")) == 1
    hold(folder)
    hold(folder)
    assert len(kept(tmp_path, "lighthouse")) == 1
    assert tidy(tmp_path, {}) == 0


def test_what_a_thread_held_is_held_when_it_has_ended(tmp_path: Path) -> None:
    laid(tmp_path, "mine", "house.npz")
    holder = threading.Thread(target=hold, args=(cache_folder(tmp_path, "mine"),))
    holder.start()
    holder.join()
    os.utime(cache_folder(tmp_path, "mine"), (0, 0))
    for at in range(KEPT_STRANGERS):
        laid(tmp_path, f"pack-{at}", "house.npz")
    gc.collect()
    assert tidy(tmp_path, {}) == 0
    assert "house.npz" in kept(tmp_path, "mine")


def test_a_cache_that_cannot_be_written_is_used_by_nobody_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    hold(cache_folder(tmp_path, "lighthouse"))
    assert tidy(tmp_path, {}) == 0


def test_tidying_waits_for_whoever_is_just_coming(tmp_path: Path) -> None:
    (old,) = laid(tmp_path, "lighthouse", f"portrait-1-{OLD}.png")
    gate = FileLock(cache_folder(tmp_path, "lighthouse").parent / GATE)
    with gate:
        tidying = threading.Thread(target=tidy, args=(tmp_path, {"lighthouse": {NEW[:8]}}))
        tidying.start()
        assert old.exists()
    tidying.join(HANG_SECONDS)
    assert not old.exists()
