"""A plain bust for a figure that has no painted portrait: soft light, breath, a glow that follows the voice."""

import cv2
import numpy as np
import pygame

from kiosk.stage.portrait.curves import both_sides
from kiosk.stage.portrait.easel import HEIGHT, WIDTH, Easel, Fade, Mask, Touch, mask_of
from kiosk.stage.portrait.patch import Pixels
from kiosk.stage.portrait.pose import Pose

NIGHT, DUSK, STONE, STONE_DARK, LAMP = (12, 20, 28), (36, 54, 66), (92, 108, 116), (26, 36, 46), (226, 186, 126)
BUST = (
    (0, 408),
    (92, 424),
    (150, 500),
    (164, 610),
    (150, 730),
    (104, 840),
    (74, 900),
    (76, 970),
    (130, 1030),
    (260, 1078),
    (390, 1150),
    (450, 1290),
    (480, 1500),
    (500, 1960),
)
BREATHS, GLOWS, LIFT = 6, 10, 3.0
WINDOW = pygame.Rect(0, 160, WIDTH, 1180)
"""Everything that moves: breath and glow have faded out at its edges."""


class Silhouette:
    """A neutral bust."""

    def __init__(self) -> None:
        self._calm, self._aglow = _painted(0.0), _painted(1.0)
        self._pictures: dict[tuple[int, int], pygame.Surface] = {}
        self._shown: tuple[int, int] | None = None
        self._drawn_on: pygame.Surface | None = None
        self._rows = _rows()

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time, afterwards only what has changed."""
        wanted = (round(pose.breath * BREATHS), round(pose.jaw * GLOWS))
        is_first = surface is not self._drawn_on
        self._drawn_on = surface
        if wanted == self._shown and not is_first:
            return []
        rect = pygame.Rect(0, 0, WIDTH, HEIGHT) if is_first else WINDOW
        if is_first:
            whole = pygame.image.frombuffer(self._calm.data, (WIDTH, HEIGHT), "BGRA")
            whole.set_alpha(None)
            surface.blit(whole, (0, 0))
        surface.blit(self._picture(*wanted), WINDOW)
        self._shown = wanted
        return [rect]

    def _picture(self, breath: int, glow: int) -> pygame.Surface:
        if (breath, glow) not in self._pictures:
            share = glow / GLOWS
            mixed = cv2.addWeighted(self._calm, 1 - share, self._aglow, share, 0)
            columns = np.broadcast_to(np.arange(WIDTH, dtype=np.float32), self._rows.shape)
            rows = np.arange(HEIGHT, dtype=np.float32)[:, None] + self._rows * np.float32(breath / BREATHS)
            moved = cv2.remap(mixed, np.ascontiguousarray(columns), rows, cv2.INTER_LINEAR)
            part = np.ascontiguousarray(moved[WINDOW.top : WINDOW.bottom])
            picture = pygame.image.frombuffer(part.tobytes(), WINDOW.size, "BGRA")
            picture.set_alpha(None)
            self._pictures[breath, glow] = picture
        return self._pictures[breath, glow]


def _rows() -> Mask:
    """How far each pixel rises with a full breath."""
    y = np.arange(HEIGHT, dtype=np.float32)[:, None]
    share = np.clip(np.minimum((y - 200) / 240, (1320 - y) / 240), 0, 1)
    body = cv2.GaussianBlur(mask_of(both_sides(BUST)), (0, 0), 24)
    return np.asarray(LIFT * share * body, np.float32)


def _painted(glow: float) -> Pixels:
    easel = Easel()
    whole = np.ones((HEIGHT, WIDTH), np.float32)
    easel.wash(whole, Fade((0, 200), (300, 1500), DUSK, NIGHT))
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    halo = np.exp(-(((columns - 540) / 380) ** 2) - ((rows - 660) / 330) ** 2)
    edge = np.clip(np.minimum(rows - 170, 1320 - rows) / 200, 0, 1)
    easel.wash(np.asarray(halo * edge, np.float32), LAMP, 0.16 + 0.30 * glow)
    bust = both_sides(BUST)
    clip = mask_of(bust)
    easel.fill(bust, (6, 10, 14), Touch(0.5, 26, shift=(14, 18)))
    easel.fill(bust, Fade((250, 420), (800, 1400), STONE, STONE_DARK))
    easel.fill(both_sides([(0, 800), (110, 845), (84, 930), (0, 1000)]), STONE_DARK, Touch(0.7, 20, clip, (22, 26)))
    rim = np.clip(clip - np.roll(clip, (7, 7), (0, 1)), 0, 1)
    easel.wash(np.asarray(cv2.GaussianBlur(rim, (0, 0), 3), np.float32) * edge, LAMP, 0.55 + 0.35 * glow)
    easel.wash(np.asarray(np.clip((rows - 1000) / 800, 0, 1), np.float32), NIGHT, 0.8)
    return easel.pixels()
