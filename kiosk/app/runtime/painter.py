"""The painter: one frame after another, and whatever fails, a picture stays."""

import logging
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from kiosk.domain.screen.scene import Phase, Scene

log = logging.getLogger(__name__)

FAILURES = 3
"""So many frames in a row that fail are not the visit's fault: the stage is opened anew."""

PATIENCE_SECONDS = (1.0, 10.0, 60.0)
"""Between one new stage and the next, while none of them draws: the machine has better to do than to fail."""


UNSEEN = Scene(0.0, Phase.CLOSED, "", "", "", "", "")
"""Nothing has been drawn yet, and nothing can be touched."""

Canvas_contra = TypeVar("Canvas_contra", contravariant=True)


class Stage(Protocol[Canvas_contra]):
    """What draws; the caller closes it."""

    def draw(self, canvas: Canvas_contra, scene: Scene, /) -> None: ...

    def close(self) -> None: ...


class Painter(Generic[Canvas_contra]):
    """Owned by the main thread. A frame that fails leaves the one before on the screen and ends the visit."""

    def __init__(
        self,
        compose: Callable[[float], Scene],
        open_stage: Callable[[], Stage[Canvas_contra]],
        recover: Callable[[str], None],
        clock: Callable[[], float],
        first: Stage[Canvas_contra] | None = None,
    ) -> None:
        self._compose, self._open, self._recover, self._clock = compose, open_stage, recover, clock
        self._stage: Stage[Canvas_contra] | None = first or open_stage()
        self._failures, self._openings = 0, 0
        self._opens_at = 0.0
        self.scene = UNSEEN
        """The last one that was drawn whole: what a finger touches."""

    @property
    def is_well(self) -> bool:
        return self._failures == 0

    def draw(self, canvas: Canvas_contra, ahead: float) -> None:
        """Draws the frame that will be seen `ahead` seconds from now."""
        stage = self._stage or self._opened()
        if stage is None:
            return
        try:
            scene = self._compose(ahead)
            stage.draw(canvas, scene)
        except Exception:
            self._fail()
        else:
            self._failures, self._openings, self.scene = 0, 0, scene

    def close(self) -> None:
        """Never fails."""
        stage, self._stage = self._stage, None
        if stage is not None:
            try:
                stage.close()
            except Exception:
                log.exception("the stage cannot be closed")

    def _fail(self) -> None:
        self._failures += 1
        self._recover("a frame")
        if self._failures >= FAILURES:
            self.close()
            wait = PATIENCE_SECONDS[min(self._openings, len(PATIENCE_SECONDS) - 1)]
            self._openings += 1
            self._opens_at = self._clock() + wait
            log.error("no frame can be drawn; the stage is opened anew in %.0f s", wait)

    def _opened(self) -> Stage[Canvas_contra] | None:
        """A new stage, once its time has come. Its first frame must succeed."""
        if self._clock() < self._opens_at:
            return None
        self._failures = FAILURES - 1
        try:
            self._stage = self._open()
        except Exception:
            self._fail()
        return self._stage
