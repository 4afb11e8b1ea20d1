"""Several processes may want to change the library: one does, the others wait, and a death frees the way."""

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.carrying import carry
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.store.lock_filelock import LibraryLock
from tests.fakes.processes.halting_files import HaltingFiles
from tests.pack.packs import DAY, GOOD
from tests.pack.store.test_library import codes, next_version

CONTEXT = multiprocessing.get_context("spawn")
HANG_SECONDS = 120.0
"""Only a process that never answers takes so long."""


def install(other: Connection, root: Path, archive: Path, halts: bool) -> None:
    """What the other process does: it tells its version, or the code of what stopped it."""
    other.send("begins")
    try:
        packs = PackLibrary(root, (), HaltingFiles(other) if halts else None)
        other.send(packs.install(archive, DAY, is_trial=True).version)
    except PackError as error:
        other.send(error.problems[0].code)


class Installer:
    """Another process that installs an archive."""

    def __init__(self, root: Path, archive: Path, halts: bool = False) -> None:
        self.ours, theirs = CONTEXT.Pipe()
        self.process: SpawnProcess = CONTEXT.Process(target=install, args=(theirs, root, archive, halts), daemon=True)
        self.process.start()
        theirs.close()
        assert self.said() == "begins"

    def said(self) -> str:
        assert self.ours.poll(HANG_SECONDS), "the other process hangs"
        return str(self.ours.recv())

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.ours.close()


@contextmanager
def installing(root: Path, archive: Path, halts: bool = False) -> Iterator[Installer]:
    other = Installer(root, archive, halts)
    try:
        yield other
    finally:
        other.close()


def archives(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.kpack", tmp_path / "new.kpack"
    carry(GOOD / "lighthouse", old, DAY)
    carry(next_version(tmp_path), new, DAY)
    return old, new


def impatient(root: Path, patience_seconds: float = 0.0) -> PackLibrary:
    return PackLibrary(root, (), lock=LibraryLock(root, patience_seconds))


def test_two_processes_that_install_at_once_both_install_a_whole_pack(tmp_path: Path) -> None:
    root, (old, new) = tmp_path / "packs", archives(tmp_path)
    with installing(root, old, halts=True) as first:
        assert first.said() == "in the middle"
        with installing(root, new) as second:
            first.ours.send("go on")
            assert first.said() == "1.0.0"
            assert second.said() == "1.1.0"
    for folder in (root / "lighthouse").iterdir():
        assert not folder.is_dir() or read_pack(folder, DAY).pack is not None
    assert PackLibrary(root, ()).resolve("lighthouse").name.startswith("1.1.0-")
    assert not {".incoming", ".unpacked"} & {path.name for path in root.iterdir()}


def test_who_cannot_have_the_lock_in_time_is_told_and_disturbs_nobody(tmp_path: Path) -> None:
    root, (old, new) = tmp_path / "packs", archives(tmp_path)
    with installing(root, old, halts=True) as first:
        assert first.said() == "in the middle"
        packs = impatient(root)
        for attempt in (
            lambda: packs.install(new, DAY, is_trial=True),
            lambda: packs.install(GOOD / "lighthouse", DAY, is_trial=True),
            lambda: packs.examine(new, DAY),
        ):
            with pytest.raises(PackError, match="by another program for 0 seconds — let it end") as refused:
                attempt()
            assert codes(refused) == ["KP0087"]
        assert packs.list(DAY) == (), "whoever only looks waits for nobody"
        first.ours.send("go on")
        assert first.said() == "1.0.0"
    assert packs.install(new, DAY, is_trial=True).version == "1.1.0"


def test_switching_and_rolling_back_wait_for_an_install(tmp_path: Path) -> None:
    root, (old, new) = tmp_path / "packs", archives(tmp_path)
    for archive in (old, new):
        PackLibrary(root, ()).install(archive, DAY, is_trial=True)
    with installing(root, GOOD / "lighthouse", halts=True) as other:
        assert other.said() == "1.0.0", "it lies there and is not copied again"
    newest = tmp_path / "newest.kpack"
    carry(next_version(tmp_path / "more", "1.2.0"), newest, DAY)
    with installing(root, newest, halts=True) as other:
        assert other.said() == "in the middle"
        for attempt in (lambda: impatient(root).use("lighthouse"), lambda: impatient(root).rollback("lighthouse", DAY)):
            with pytest.raises(PackError) as refused:
                attempt()
            assert codes(refused) == ["KP0087"]


def test_a_process_that_is_killed_in_the_middle_of_an_install_leaves_no_lock_behind(tmp_path: Path) -> None:
    root, (old, new) = tmp_path / "packs", archives(tmp_path)
    with installing(root, old, halts=True) as first:
        assert first.said() == "in the middle"
    assert (root / ".unpacked").is_dir(), "it was killed before it could tidy up"
    assert impatient(root, HANG_SECONDS).install(new, DAY, is_trial=True).version == "1.1.0"
    assert sorted(path.name for path in root.iterdir()) == [".lock", "lighthouse"]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """As somebody who may look and not write; the root user may write everywhere and is somebody else meanwhile."""
    folder.chmod(0o555)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="who may write is told by POSIX permissions")
@pytest.mark.parametrize("locked_before", [True, False])
def test_a_library_that_cannot_be_written_is_read_and_says_so_where_it_is_to_be_changed(locked_before: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        root, source = folder / "packs", next_version(folder)
        packs = PackLibrary(root, ())
        installed = packs.install(GOOD / "lighthouse", DAY, is_trial=True)
        if not locked_before:
            (root / ".lock").unlink()
        with read_only(root):
            assert packs.resolve("lighthouse") == installed.folder
            for attempt in (lambda: packs.install(source, DAY, is_trial=True), lambda: packs.use("lighthouse")):
                with pytest.raises(PackError, match="permission denied") as refused:
                    attempt()
                assert codes(refused) == ["KP0072"]
        assert packs.install(source, DAY, is_trial=True).version == "1.1.0"
