"""King Sejong in motion: screen, robe and head as layers."""

import pygame

from kiosk.stage.portrait.brush import Sheet, Stencil
from kiosk.stage.portrait.drift import Box
from kiosk.stage.portrait.eyes import EyeLook
from kiosk.stage.portrait.motion import HEIGHT, WIDTH, Motion, Painting
from kiosk.stage.portrait.mouth import LipTones
from kiosk.stage.portrait.pose import Pose
from kiosk.stage.portrait.sejong.beard import paint_beard
from kiosk.stage.portrait.sejong.cap import paint_cap, paint_wings
from kiosk.stage.portrait.sejong.face import paint_face
from kiosk.stage.portrait.sejong.palette import DEPTH
from kiosk.stage.portrait.sejong.robe import paint_body
from kiosk.stage.portrait.sejong.screen import paint_screen

HEAD: Box = (248, 200, 584, 840)
LIPS = LipTones(
    top=(170, 108, 84), lip=(168, 100, 80), dark=(118, 64, 52), light=(184, 116, 92), gloss=(206, 146, 118),
    line=(84, 38, 32), corner=(104, 56, 44), fullness=0.74,
)  # fmt: skip
EYES = EyeLook(
    iris_rim=(28, 18, 16), iris=(58, 36, 26), iris_light=(104, 66, 42), skin=(226, 184, 142),
    skin_light=(244, 216, 182), skin_shade=(150, 92, 62), crease=(128, 76, 54), upper=15.5, fold=6.0, lower=10.5,
    slant=5.0, lashes=0.35,
)  # fmt: skip


class Sejong:
    """The portrait of King Sejong."""

    def __init__(self) -> None:
        self._motion = Motion(_painted())

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time on a surface, afterwards only what has changed."""
        return self._motion.draw(surface, pose)


def _painted() -> Painting:
    room, body, head = Sheet(0, 0, WIDTH, HEIGHT), Sheet(0, 832, WIDTH, HEIGHT - 832), Sheet(*HEAD)
    paint_screen(room)
    paint_body(body)
    paint_wings(head)
    paint_face(head)
    paint_beard(head)
    paint_cap(head)
    for sheet, far in ((body, 16), (head, 14)):
        shape = Stencil(sheet.left, sheet.top, sheet.planes[3].copy())
        room.tint(shape.moved(far, far + 6).softened(22), DEPTH, 0.60)
    return Painting(room.canvas(grain=0.006), body.canvas(grain=0.006), head.canvas(), LIPS, EYES, HEAD)
