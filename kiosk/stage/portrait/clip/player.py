"""A player: one film, decoded a little ahead of what is shown."""

import logging
import queue
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

from kiosk.stage.portrait.clip.footage import FRAMES_HZ, Footage, FootageError, Frame

AHEAD = 6
"""Frames kept ready: 19 MiB at 1080 × 1920."""

PATIENCE_SECONDS = 20.0
LAST_SECONDS = 1.0

log = logging.getLogger(__name__)


class Player:
    """Owned by the main thread; a thread of its own decodes. Frames are asked for at times that do not go back."""

    def __init__(self, footage: Footage, file: Path, size: tuple[int, int], is_patient: bool = False) -> None:
        self._is_patient = is_patient
        self._ready: queue.Queue[Frame | None] = queue.Queue(AHEAD)
        self._is_closed = threading.Event()
        self._frame: Frame | None = None
        self._number = -1
        self.is_over = False
        """No frame is left beyond the one that is shown."""

        self._thread = threading.Thread(
            target=self._decode, args=(footage, file, size), name=f"film {file.name}", daemon=True
        )
        self._thread.start()

    @property
    def number(self) -> int:
        """Of the frame that was last asked for; −1 before the first."""
        return self._number

    def frame(self, position: float) -> Frame | None:
        """The frame at so many seconds, or the newest before it that is ready; None before there is any."""
        wanted = max(0, int(position * FRAMES_HZ + 0.5))
        while self._number < wanted and not self.is_over:
            try:
                following = self._ready.get(self._is_patient, PATIENCE_SECONDS)
            except queue.Empty:
                break
            if following is None:
                self.is_over = True
            else:
                self._frame = following
                self._number += 1
        return self._frame

    def close(self) -> None:
        """Ends the decoding; what is ready is thrown away."""
        self._is_closed.set()
        while not self._ready.empty():
            self._ready.get_nowait()

    def join(self) -> None:
        """Waits, after `close`, until nothing is decoded any longer; a decoder that hangs is not waited for."""
        self._thread.join(LAST_SECONDS)

    def _decode(self, footage: Footage, file: Path, size: tuple[int, int]) -> None:
        frames = footage.frames(file, size)
        try:
            for frame in frames:
                if not self._put(frame):
                    break
        except FootageError as error:
            log.warning("%s", error)
        finally:
            _end(frames)
            self._put(None)

    def _put(self, frame: Frame | None) -> bool:
        """Waits for room; False once the player is closed."""
        while not self._is_closed.is_set():
            try:
                self._ready.put(frame, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False


def _end(frames: Iterator[Frame]) -> None:
    if isinstance(frames, Generator):
        frames.close()
