"""What was computed from a pack, kept on disk: embeddings and trained matchers are made only once."""

import contextlib
import hashlib
import logging
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.engines.embedder import Embedder, Encoder, Understood, Vectors

log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]
INPUTS, DIGEST, FORMAT = "inputs", "digest", "format"
"""Members of every file: the key it was made for, SHA-256 over the other members, and how they are written."""

VERSION = "2"
"""Of the files; changes when what lies in them would be read otherwise."""


class VectorStore:
    """Arrays in a folder under names that change with what they were made from. Without a folder nothing is kept.

    `built`: a second folder that is looked into first and never written: what `kiosk pack build` left in the pack.
    """

    def __init__(self, folder: Path | None, built: Path | None = None) -> None:
        self._folder = folder
        self._built = built
        self._used: set[str] = set()

    @property
    def folder(self) -> Path | None:
        """Where something new may be laid."""
        return self._folder

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where to look, in this order."""
        return tuple(one for one in (self._built, self._folder) if one is not None)

    def use(self, name: str) -> None:
        """What lies under this name is still wanted; the time of its last use is that of its last change."""
        self._used.add(name)
        if self._folder is not None:
            with contextlib.suppress(OSError):
                os.utime(self._folder / name)

    def embedded(self, name: str, texts: Sequence[str], embedder: Embedder) -> Vectors:
        """Vectors of the texts, from the folder where they lie there whole."""
        key = self.key(name, embedder.name, *texts)
        kept = self.get(key)
        if kept is not None and kept.ndim == 2 and len(kept) == len(texts):
            return kept
        fresh = embedder.embed(texts)
        self.put(key, fresh)
        return fresh

    def understood(self, name: str, texts: Sequence[str], encoder: Encoder) -> list[Understood]:
        """The same with the tokens and, in 16 bits, their states."""
        if not texts:
            return []
        key = self.key(name, encoder.name, *texts)
        kept = self.arrays(key)
        if kept is None or {"vectors", "tokens", "states", "ends"} - set(kept) or len(kept["ends"]) != len(texts):
            read = [encoder.understand(text) for text in texts]
            kept = {
                "vectors": np.array([one.vector for one in read], dtype=np.float32),
                "tokens": np.array([token for one in read for token in one.tokens], dtype=np.int64),
                "states": np.concatenate([one.states for one in read]).astype(np.float16),
                "ends": np.cumsum([len(one.tokens) for one in read]),
            }
            self.put_arrays(key, kept)
        starts = np.concatenate([[0], kept["ends"][:-1]])
        return [
            Understood(vector, kept["tokens"][start:end].tolist(), kept["states"][start:end].astype(np.float32))
            for vector, start, end in zip(kept["vectors"], starts, kept["ends"], strict=True)
        ]

    @staticmethod
    def key(name: str, *parts: str) -> str:
        digest = hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{name}-{digest[:24]}"

    def get(self, key: str) -> Vectors | None:
        """One array of 32-bit numbers; None where it is missing or damaged."""
        kept = self.arrays(key)
        if kept is None or "array" not in kept or kept["array"].dtype != np.float32:
            return None
        return np.asarray(kept["array"], dtype=np.float32)

    def put(self, key: str, array: Vectors) -> None:
        """One array of 32-bit numbers; `put_arrays` says how."""
        self.put_arrays(key, {"array": np.asarray(array, dtype=np.float32)})

    def arrays(self, key: str) -> Arrays | None:
        """All arrays kept under a key; None where they are missing, damaged, made for another key or not finite."""
        self.use(f"{key}.npz")
        for folder in (self._built, self._folder):
            if folder is not None and (found := _read(folder / f"{key}.npz", key)) is not None:
                return found
        return None

    def put_arrays(self, key: str, arrays: Arrays) -> None:
        """Written beside and renamed; a full or read-only disk only costs time at the next start."""
        if self._folder is None:
            return
        self._used.add(f"{key}.npz")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # In the same folder: only within one file system is a file replaced at once.
            handle, beside = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    marks = {INPUTS: key, DIGEST: _digest(arrays), FORMAT: VERSION}
                    np.savez(
                        file, allow_pickle=False, **{**arrays, **{name: np.array(told) for name, told in marks.items()}}
                    )
                Path(beside).replace(self._folder / f"{key}.npz")
            except BaseException:
                Path(beside).unlink(missing_ok=True)
                raise
        except OSError as error:
            log.warning("cannot keep %s: %s", key, error.strerror)

    def clear(self) -> None:
        """Removes what lies in the folder and was not asked for."""
        for path in self._folder.iterdir() if self._folder is not None and self._folder.is_dir() else ():
            if path.name in self._used:
                continue
            if path.is_file() and path.suffix in (".npz", ".part"):
                path.unlink(missing_ok=True)
            elif path.is_dir() and (path.name.startswith("texts-") or path.suffix == ".part"):
                shutil.rmtree(path, ignore_errors=True)


def _read(path: Path, key: str) -> Arrays | None:
    try:
        with np.load(path, allow_pickle=False) as file:
            kept = {name: file[name] for name in file.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError, KeyError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        log.warning("%s is damaged and is made again: %s", path.name, type(error).__name__)
        return None
    # Before the digest: a file of another version is old and not damaged.
    if str(kept.pop(FORMAT, "1")) != VERSION:
        log.info("%s is of another version and is made again", path.name)
        return None
    told = str(kept.pop(DIGEST, "")), str(kept.pop(INPUTS, ""))
    if told != (_digest(kept), key):
        log.warning("%s does not hold what was written and is made again", path.name)
        return None
    if not all(np.isfinite(array).all() for array in kept.values() if array.dtype.kind == "f"):
        log.warning("%s does not hold finite numbers and is made again", path.name)
        return None
    return kept


def _digest(arrays: Arrays) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.data if array.size else b"")
    return digest.hexdigest()
