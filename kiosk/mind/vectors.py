"""Embeddings kept on disk, so that a pack is read by the model only once."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kiosk.mind.embedder import Embedder, Vectors

log = logging.getLogger(__name__)


class Shelf:
    """Arrays in a folder under names that change with their content. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def embedded(self, name: str, texts: Sequence[str], embedder: Embedder) -> Vectors:
        """Vectors of the texts, from the folder where they lie there whole."""
        key = self.key(name, embedder.name, *texts)
        kept = self.get(key)
        if kept is not None and kept.ndim == 2 and len(kept) == len(texts):
            return kept
        fresh = embedder.embed(texts)
        self.put(key, fresh)
        return fresh

    @staticmethod
    def key(name: str, *parts: str) -> str:
        digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()
        return f"{name}-{digest[:24]}"

    def get(self, key: str) -> Vectors | None:
        """None where it is missing or damaged."""
        if self._folder is None:
            return None
        path = self._folder / f"{key}.npy"
        try:
            kept = np.load(path, allow_pickle=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError) as error:
            log.warning("%s is damaged and is made again: %s", path.name, type(error).__name__)
            return None
        if kept.dtype != np.float32 or not np.isfinite(kept).all():
            log.warning("%s does not hold finite numbers and is made again", path.name)
            return None
        return np.asarray(kept, dtype=np.float32)

    def put(self, key: str, array: Vectors) -> None:
        """Written beside and renamed; a full or read-only disk only costs time at the next start."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    np.save(file, np.asarray(array, dtype=np.float32), allow_pickle=False)
                Path(beside).replace(self._folder / f"{key}.npy")
            except BaseException:
                Path(beside).unlink(missing_ok=True)
                raise
        except OSError as error:
            log.warning("cannot keep %s: %s", key, error.strerror)
