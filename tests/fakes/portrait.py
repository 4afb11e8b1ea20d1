"""A portrait of one colour, quick and the same in every run; it keeps the poses it was asked for."""

import pygame

from kiosk.stage.portrait.pose import Pose

PAINT = (90, 60, 120)


class PlainPortrait:
    """Fills the whole canvas every time, also where the label goes."""

    def __init__(self) -> None:
        self.poses: list[Pose] = []

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        self.poses.append(pose)
        return [surface.fill(PAINT)]
