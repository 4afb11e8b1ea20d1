"""What a portrait can do, and which portrait belongs to which figure."""

from typing import Protocol

import pygame

from kiosk.stage.portrait.pose import Pose


class Portrait(Protocol):
    """A figure that can be drawn in any pose."""

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time on a surface, then only what has changed; returns what was touched."""
        ...


def portrait_for(name: str) -> Portrait:
    """The portrait of the figure called `name`; a plain bust for a figure that has none."""
    if name == "ada-lovelace":
        from kiosk.stage.portrait.ada_lovelace.figure import AdaLovelace

        return AdaLovelace()
    if name == "sejong":
        from kiosk.stage.portrait.sejong.figure import Sejong

        return Sejong()
    from kiosk.stage.portrait.silhouette import Silhouette

    return Silhouette()
