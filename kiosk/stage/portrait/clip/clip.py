"""A filmed figure: loops for what it does, a film for each answer, each dissolving into the next."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import pygame

from kiosk.domain.screen.scene import Phase
from kiosk.stage.portrait.clip.colours import coloured
from kiosk.stage.portrait.clip.footage import FRAMES_HZ, Frame
from kiosk.stage.portrait.clip.reel import Projector, Reel
from kiosk.stage.portrait.pose import Pose, Take

FADE_SECONDS = 0.25
RETRY_SECONDS = 10.0
"""A film that gave no picture is not tried again before."""

IDLE = "idle"
LOOPS = {
    Phase.LISTENING: "listening",
    Phase.THINKING: "thinking",
    Phase.GREETING: "speaking",
    Phase.ANSWERING: "speaking",
    Phase.FAREWELL: "speaking",
    Phase.ADDRESS: "speaking",
}
"""What is shown in which phase, where the pack has it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loop:
    """A film without an end: its last moments dissolve into its first."""

    file: str
    seconds: float


class FilmedFigure:
    """The portrait made of films. Owned by the main thread."""

    def __init__(self, projector: Projector, loops: Mapping[str, Loop]) -> None:
        self._projector, self._loops = projector, loops
        width, height = projector.size
        self._canvas = np.zeros((height, width, 4), np.uint8)
        self._other = np.zeros_like(self._canvas)
        self._picture = pygame.image.frombuffer(self._canvas.data, projector.size, "BGRA")
        self._picture.set_alpha(None)
        self._shown: Reel | None = None
        self._coming: Reel | None = None
        self._fade_began: float | None = None
        self._failed: dict[str, float] = {}
        self._drawn: tuple[object, ...] = ()
        self._drawn_on: pygame.Surface | None = None

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw what the films show at this moment, where that is another picture than before."""
        take = pose.take
        self._turn_to(take)
        self._keep_in_step(take)
        frame = self._shown.frame(take.at) if self._shown else None
        following = self._coming.frame(take.at) if self._coming else None
        share = self._share(take.at, following)
        if share >= 1.0:
            self._take_over()
            frame, following, share = following, None, 0.0
        drawn = (self._shown, self._shown and self._shown.number, self._coming and self._coming.number, share)
        if frame is None or (drawn == self._drawn and surface is self._drawn_on):
            return []
        self._drawn, self._drawn_on = drawn, surface
        self._mix(frame, following, share)
        surface.blit(self._picture, (0, 0))
        return [pygame.Rect(0, 0, *self._projector.size)]

    def _turn_to(self, take: Take) -> None:
        """Begins the film that is wanted now, unless one is on its way already."""
        if self._fade_began is not None:
            return
        wanted = self._wanted(take)
        if self._coming is not None and self._coming.key != wanted:
            self._coming.close()
            self._coming = None
        if self._coming is None and not self._is_right(wanted, take) and not self._has_failed(wanted, take.at):
            self._coming = self._projector.reel(wanted)

    def _wanted(self, take: Take) -> str:
        """The film of the answer, before its first word already; else the loop of the phase."""
        if take.clip is not None and self._shown is not None and not self._has_failed(take.clip.file, take.at):
            return take.clip.file
        loop = self._loops.get(LOOPS.get(take.phase, IDLE)) or self._loops[IDLE]
        return loop.file if not self._has_failed(loop.file, take.at) else self._loops[IDLE].file

    def _is_right(self, wanted: str, take: Take) -> bool:
        """Whether it is shown, a loop not about to end, and the film of an answer not of its last telling."""
        shown = self._shown
        if shown is None or shown.key != wanted or shown.began is None:
            return False
        if take.clip is not None and take.clip.file == wanted:
            return shown.number <= ((take.clip.position or 0.0) + FADE_SECONDS) * FRAMES_HZ
        loop = next(loop for loop in self._loops.values() if loop.file == wanted)
        return take.at - shown.began < loop.seconds - FADE_SECONDS

    def _has_failed(self, file: str, at: float) -> bool:
        return at - self._failed.get(file, -RETRY_SECONDS) < RETRY_SECONDS

    def _keep_in_step(self, take: Take) -> None:
        """A film of an answer follows the sound; a pause of the voice is a pause of the picture."""
        if take.clip is None or take.clip.position is None:
            return
        for reel in (self._shown, self._coming):
            if reel is not None and reel.key == take.clip.file:
                reel.begin(take.at, take.clip.position)

    def _share(self, at: float, following: Frame | None) -> float:
        """How much of the coming film is seen, 0 to 1."""
        coming = self._coming
        if coming is None:
            return 0.0
        if following is None:
            if coming.is_spent:
                log.warning("no picture in %s", coming.key)
                self._failed[coming.key] = at
                self._coming = None
            return 0.0
        if coming.began is None:
            if self._waits(coming):
                return 0.0
            coming.begin(at)
        if self._fade_began is None:
            self._fade_began = at
        return min(1.0, (at - self._fade_began) / FADE_SECONDS) if self._shown else 1.0

    def _waits(self, coming: Reel) -> bool:
        """A film of an answer is ready before its first word."""
        return all(loop.file != coming.key for loop in self._loops.values())

    def _mix(self, frame: Frame, following: Frame | None, share: float) -> None:
        coloured(frame, self._canvas)
        if following is not None and share > 0.0:
            coloured(following, self._other)
            cv2.addWeighted(self._canvas, 1.0 - share, self._other, share, 0.0, dst=self._canvas)

    def _take_over(self) -> None:
        if self._shown is not None:
            self._shown.close()
        self._shown, self._coming, self._fade_began = self._coming, None, None
