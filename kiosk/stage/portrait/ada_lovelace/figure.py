"""Ada Lovelace in motion: room, body and head as layers."""

import pygame

from kiosk.stage.portrait.ada_lovelace.dress import paint_body
from kiosk.stage.portrait.ada_lovelace.face import paint_face
from kiosk.stage.portrait.ada_lovelace.hair import paint_hair, paint_hair_behind
from kiosk.stage.portrait.ada_lovelace.ornaments import paint_diadem, paint_flowers
from kiosk.stage.portrait.ada_lovelace.palette import DEPTH
from kiosk.stage.portrait.ada_lovelace.room import paint_room
from kiosk.stage.portrait.brush import Sheet, Stencil
from kiosk.stage.portrait.drift import HEAD
from kiosk.stage.portrait.motion import HEIGHT, WIDTH, Motion, Painting
from kiosk.stage.portrait.pose import Pose


class AdaLovelace:
    """The portrait of Ada Lovelace."""

    def __init__(self) -> None:
        self._motion = Motion(_painted())

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time on a surface, afterwards only what has changed."""
        return self._motion.draw(surface, pose)


def _painted() -> Painting:
    room, body, head = Sheet(0, 0, WIDTH, HEIGHT), Sheet(0, 832, WIDTH, HEIGHT - 832), Sheet(*HEAD)
    paint_room(room)
    paint_body(body)
    paint_hair_behind(head)
    paint_face(head)
    paint_hair(head)
    paint_diadem(head)
    paint_flowers(head)
    for sheet, far in ((body, 16), (head, 14)):
        shape = Stencil(sheet.left, sheet.top, sheet.planes[3].copy())
        room.tint(shape.moved(far, far + 6).softened(22), DEPTH, 0.60)
    return Painting(room.canvas(grain=0.006), body.canvas(grain=0.006), head.canvas())
