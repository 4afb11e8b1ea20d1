"""The cache: what is computed from packs and laid outside of them, a folder for each; filelock tells who uses one."""

import contextlib
import itertools
import logging
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger(__name__)

LAYOUT = "2"
"""Of the folders and their names; what lies in another one is of another kiosk and is removed."""

GATE = ".gate.lock"
GATE_SECONDS = 10.0
TENANT = ".tenant-"
OF_BEFORE = ("*.npz", "*.part", "texts-*", "portrait-*.png", ".portrait-*", "voice", "[0-9]*")
"""What other layouts have left."""

VOLATILE = re.compile(r"[0-9a-f]{12,}")
"""What changes in the names of files that are alike: the digest of a pack, or of what they were made from."""

OF_PACK = re.compile(r"(?:^|portrait-[0-9]+-)([0-9a-f]{12})(?=[-.])")
"""Such a file belongs to one version of a pack, whose digest begins so."""

KEPT_ALIKE = 16
"""Of files that several versions, languages or stages may share, those that were used last."""

KEPT_STRANGERS = 3
"""Packs that are not installed, those used last: somebody works on them, and may go on tomorrow."""

HALF_DONE = ("tmp*.part", ".portrait-*")
"""What a process that was killed has left; one that lives may still be writing it."""

_numbers = itertools.count()
_held: dict[Path, FileLock] = {}
"""What this process uses, until it ends: the system takes the locks from it, however that happens."""


def cache_folder(data: Path, pack_id: str) -> Path:
    return data / "cache" / LAYOUT / (pack_id or "unnamed")


def hold(folder: Path) -> None:
    """From now on until this process ends nobody removes the folder. Where it cannot be written nobody could."""
    if folder in _held:
        return
    try:
        # The gate lies in its parent, which must be there before it can be closed.
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / GATE, timeout=GATE_SECONDS):
            # Within the gate once more: somebody may have tidied it away in between.
            folder.mkdir(exist_ok=True)
            # For what it removes: marks of processes that are dead.
            _is_used(folder)
            # Of the process, not of the thread: who prepares a figure is gone before the figure is.
            tenant = FileLock(folder / f"{TENANT}{os.getpid()}-{next(_numbers)}", timeout=0, thread_local=False)
            tenant.acquire()
            _held[folder] = tenant
    except OSError as error:
        log.info("%s cannot be held: %s", folder.name, error)


def tidy(data: Path, versions: Mapping[str, Collection[str]]) -> int:
    """Removes what no pack of this machine needs; how many files and folders that were.

    `versions`: by the id of every pack that is here the beginnings of the digests of its versions; none where that is
    not known.
    """
    root = data / "cache" / LAYOUT
    if not root.parent.is_dir():
        return 0
    stale = [path for pattern in OF_BEFORE for path in root.parent.glob(pattern) if path.name != LAYOUT]
    try:
        if root.is_dir():
            with FileLock(root / GATE, timeout=GATE_SECONDS):
                stale += _strangers(root, versions)
                stale += [path for pack_id, known in versions.items() for path in _outdated(root / pack_id, known)]
                return sum(_remove(path) for path in stale)
        return sum(_remove(path) for path in stale)
    except OSError as error:
        log.info("the cache is not tidied: %s", error)
        return 0


def _strangers(root: Path, versions: Mapping[str, Collection[str]]) -> list[Path]:
    """Folders of packs that are not here, but for those used last and those that somebody uses now."""
    found = [folder for folder in root.iterdir() if folder.is_dir() and folder.name not in versions]
    oldest = sorted(found, key=_changed, reverse=True)[KEPT_STRANGERS:]
    return [folder for folder in oldest if not _is_used(folder)]


def _outdated(folder: Path, digests: Collection[str]) -> Iterator[Path]:
    """Files of versions that are gone, of interrupted runs, and of each kind those not used for longest."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for path in folder.iterdir() if folder.is_dir() else ():
        version = OF_PACK.search(path.name)
        if path.name.startswith(TENANT) or any(path.match(pattern) for pattern in HALF_DONE):
            continue
        if version is not None and digests and not version[1].startswith(tuple(digests)):
            yield path
        else:
            alike[VOLATILE.sub("", path.name)].append(path)
    if not _is_used(folder):
        yield from (path for pattern in HALF_DONE for path in folder.glob(pattern))
    for paths in alike.values():
        yield from sorted(paths, key=_changed, reverse=True)[KEPT_ALIKE:]


def _is_used(folder: Path) -> bool:
    """Whether a living process holds it; what dead ones left is removed."""
    is_used = False
    for tenant in folder.glob(f"{TENANT}*"):
        try:
            with FileLock(tenant, timeout=0):
                tenant.unlink(missing_ok=True)
        except Timeout:
            is_used = True
        except OSError:
            continue
    return is_used


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return int(not path.exists())
