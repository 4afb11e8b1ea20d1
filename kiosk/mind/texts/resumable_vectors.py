"""Vectors of many sentences, read bit by bit: what was read before an interruption is not read again."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.engines.embedder import Embedder

log = logging.getLogger(__name__)

STEP = 64
"""Sentences read before they are written down."""

UNIT = 0.02
"""The length of a written vector may differ from one by so much; else it was written only in part."""

Halves = NDArray[np.float16]


class Growing:
    """Rows of 16-bit numbers in a file whose name changes with what is read. Two that write at once write the same."""

    def __init__(self, file: Path | None, count: int) -> None:
        """Without a file everything is read in one go."""
        self._file = file
        self._count = count

    def filled(self, texts: Sequence[str], embedder: Embedder, progress: Callable[[int, int], None]) -> Halves:
        """One row for every text; the file stays, and holds them all."""
        # For its width alone, which an embedder does not tell.
        first = embedder.embed(texts[:1]).astype(np.float16)
        rows = np.empty((self._count, first.shape[1]), dtype=np.float16)
        done = self._resumed(rows)
        while done < self._count:
            progress(done, self._count)
            step = slice(done, min(done + STEP, self._count))
            rows[step] = embedder.embed(texts[step]).astype(np.float16)
            self._write(rows, step)
            done = step.stop
        progress(self._count, self._count)
        return rows

    def _resumed(self, rows: Halves) -> int:
        """Copies what the file holds whole; how many rows that is."""
        if self._file is None or not self._file.is_file():
            return 0
        try:
            held = np.frombuffer(self._file.read_bytes(), dtype=np.uint8)
        except OSError:
            return 0
        width = rows.shape[1]
        whole = min(len(held) // (2 * width), self._count)
        written = held[: whole * 2 * width].view(np.float16).reshape(whole, width)
        lengths = np.linalg.norm(written.astype(np.float32), axis=1)
        # Asked this way round, what is no number is bad, too.
        bad = np.flatnonzero(~(np.abs(lengths - 1) < UNIT))
        done = int(bad[0]) if len(bad) else whole
        rows[:done] = written[:done]
        return done

    def _write(self, rows: Halves, step: slice) -> None:
        """A full or read-only disk costs only that an interruption begins anew."""
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("r+b" if self._file.exists() else "w+b") as stream:
                stream.seek(step.start * rows.shape[1] * 2)
                stream.write(rows[step].tobytes())
        except OSError as error:
            log.warning("cannot keep what was read so far: %s", error.strerror)
            self._file = None
