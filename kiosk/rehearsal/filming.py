"""Filming beside a visit: a process of the lowest priority draws and encodes what was shown, while more is shown."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from itertools import repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from kiosk.domain.problem import KioskError
from kiosk.domain.screen.scene import Scene
from kiosk.media_ffmpeg.film import encode_part
from kiosk.process.child import CONTEXT
from kiosk.rehearsal.shots import read_shots

log = logging.getLogger(__name__)

NICENESS = 19
WAIT_SECONDS = 0.1
ENDING_SECONDS = 60.0
"""An encoder that has not ended what it began by then is taken for hung."""

Size = tuple[int, int]
Draw = Callable[[Scene, Size], bytes]
OpenDraw = Callable[[], Draw]
"""Opens what draws; called in the process that draws, so it must be possible to pickle it."""


class Beside(Protocol):
    """Films the first shots while others are still taken."""

    def end(self) -> int:
        """Films no more; so many shots are in its part, whole. 0: there is no part."""


class Link(Protocol):
    """To whoever has the film made: whether a message has come within so many seconds, and one back."""

    def poll(self, timeout: float, /) -> bool: ...

    def send(self, message: int, /) -> None: ...


class FilmingProcess:
    """Films beside the visit in a process of its own.

    Its priority cannot be raised again once the visit is over, so it ends then and leaves the rest to others.
    """

    def __init__(self, open_draw: OpenDraw, size: Size, shots: Path, part: Path) -> None:
        self._ours, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_film, args=(open_draw, size, shots, part, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def end(self) -> int:
        """Waits until what was begun is whole; a process that fails or has not begun has filmed nothing."""
        taken = 0
        try:
            if self._ours.poll(0.0):
                self._ours.recv()
                self._ours.send(None)
                taken = self._ours.recv() if self._ours.poll(ENDING_SECONDS) else 0
        except (OSError, EOFError):
            log.warning("filming beside the visit has failed; the film is made now")
        self.close()
        return taken

    def close(self) -> None:
        """Whatever it does, it ends."""
        self._ours.close()
        self._process.kill()
        self._process.join()


def _film(open_draw: OpenDraw, size: Size, shots: Path, part: Path, link: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    try:
        link.send(film_until_told(open_draw, size, (shots, part), link))
    except KioskError as error:
        log.warning("%s", error)
    except OSError:
        log.debug("nobody waits for the film any longer")


def film_until_told(open_draw: OpenDraw, size: Size, files: tuple[Path, Path], link: Link) -> int:
    """Films from the first file into the second until a message comes; how many shots. Raises FilmError."""
    shots, part = files
    taken = 0

    def frames() -> Iterator[bytes]:
        nonlocal taken
        draw = open_draw()
        link.send(taken)
        with shots.open("rb") as opened:
            # A message ends it, and so does the end of whoever would send one.
            while not link.poll(WAIT_SECONDS):
                for shot in read_shots(opened):
                    yield from repeat(draw(shot.scene, size), shot.frames)
                    taken += 1
                    if link.poll(0.0):
                        return

    encode_part(frames(), size, part)
    return taken
