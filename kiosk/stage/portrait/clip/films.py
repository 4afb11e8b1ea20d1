"""The films of a stage: whose they are, and the window in which an answer is translated into sign language."""

from collections.abc import Sequence

import numpy as np
import pygame

from kiosk.domain.screen.scene import Clip
from kiosk.stage.portrait.clip.colours import coloured
from kiosk.stage.portrait.clip.footage import FRAMES_HZ
from kiosk.stage.portrait.clip.reel import Projector, Reel


class Signing:
    """Shows a translation in step with the answer, in a window of its own."""

    def __init__(self, projector: Projector) -> None:
        self._projector = projector
        width, height = projector.size
        self._canvas = np.zeros((height, width, 4), np.uint8)
        self._picture = pygame.image.frombuffer(self._canvas.data, projector.size, "BGRA")
        self._picture.set_alpha(None)
        self._reel: Reel | None = None

    def picture(self, clip: Clip | None, at: float) -> pygame.Surface | None:
        """What stands in the window now; None where it is closed."""
        if self._reel is not None and (clip is None or self._is_other(self._reel, clip)):
            self._reel.close()
            self._reel = None
        if clip is None:
            return None
        if self._reel is None:
            self._reel = self._projector.reel(clip.file)
        if clip.position is None:
            self._reel.frame(at)
            return None
        self._reel.begin(at, clip.position)
        before = self._reel.number
        frame = self._reel.frame(at)
        if frame is None or self._reel.is_spent:
            return None
        if self._reel.number != before:
            coloured(frame, self._canvas)
        return self._picture

    @staticmethod
    def _is_other(reel: Reel, clip: Clip) -> bool:
        """Another film, or the same one from its beginning again."""
        return reel.key != clip.file or reel.number > ((clip.position or 0.0) + 1.0) * FRAMES_HZ


class Films:
    """Everything of a stage that decodes."""

    def __init__(self, projectors: Sequence[Projector] = (), signing: Signing | None = None) -> None:
        self._projectors, self.signing = projectors, signing

    def close(self) -> None:
        """Ends the decoding; the last pictures stay."""
        for projector in self._projectors:
            projector.close()
