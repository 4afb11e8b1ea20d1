"""Ada Lovelace in motion: a painted plate whose eyes and lips are repainted and whose head drifts."""

import cv2
import numpy as np
import pygame
from numpy.typing import NDArray

from kiosk.stage.portrait.ada_lovelace import mouth
from kiosk.stage.portrait.ada_lovelace.dress import paint_dress
from kiosk.stage.portrait.ada_lovelace.eyes import Eye, eye_box
from kiosk.stage.portrait.ada_lovelace.face import paint_face
from kiosk.stage.portrait.ada_lovelace.hair import paint_hair, paint_hair_behind
from kiosk.stage.portrait.ada_lovelace.room import paint_room
from kiosk.stage.portrait.curves import both_sides
from kiosk.stage.portrait.drift import BODY, CELL, HEAD, JAW, Box, Drift, head_fields, settled
from kiosk.stage.portrait.easel import HEIGHT, WIDTH, Easel, mask_of
from kiosk.stage.portrait.patch import Pixels
from kiosk.stage.portrait.pose import Pose

REACH = 32
"""No pixel is moved further than this."""

LIPS = ("jaw", "wide", "round", "upper", "lower", "tuck", "press", "tongue", "smile")


class AdaLovelace:
    """The portrait of Ada Lovelace."""

    def __init__(self) -> None:
        self._plate = _painted()
        self._frame = self._plate.copy()
        self._picture = pygame.image.frombuffer(self._frame.data, (WIDTH, HEIGHT), "BGRA")
        self._picture.set_alpha(None)
        self._drift = Drift(head_fields(_body()))
        self._mouth = mouth.Mouth(self._plate)
        self._eyes = (Eye(self._plate, 0), Eye(self._plate, 1))
        self._breaths: dict[float, Pixels] = {}
        self._shown: dict[str, tuple[float, ...]] = {}

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time, afterwards only what has changed."""
        is_first = not self._shown
        boxes = self._repaint(pose)
        moves = settled(pose)
        boxes = self._boxes(moves, boxes)
        for box in boxes:
            self._drift.move(self._plate, self._frame, box, moves)
        if is_first or self._has_changed("breath", (moves["breath"],)):
            self._breathe(moves["breath"])
            self._drift.move(self._plate, self._frame, HEAD, moves)
            boxes = [BODY, HEAD]
        if is_first:
            boxes = [(0, 0, WIDTH, HEIGHT)]
        dirty = [pygame.Rect(box) for box in boxes]
        for rect in dirty:
            surface.blit(self._picture, rect, rect)
        return dirty

    def _has_changed(self, name: str, value: tuple[float, ...]) -> bool:
        if self._shown.get(name) == value:
            return False
        self._shown[name] = value
        return True

    def _repaint(self, pose: Pose) -> list[Box]:
        """Paint eyes and lips on the plate where they have changed."""
        boxes = []
        lips = tuple(round(float(getattr(pose, name)), 2) for name in LIPS)
        if self._has_changed("lips", lips):
            self._mouth.paint(Pose(**dict(zip(LIPS, lips, strict=True))))
            boxes.append(mouth.BOX)
        gaze = (round(pose.gaze_x * 30) / 30, round(pose.gaze_y * 14) / 14)
        smile = round(pose.smile * 8) / 8
        for side, blink in enumerate((pose.blink_left, pose.blink_right)):
            closed = round(blink * 24) / 24
            if self._has_changed(f"eye {side}", (closed, *gaze, smile)):
                self._eyes[side].paint(closed, gaze, smile)
                boxes.append(eye_box(side))
        return boxes

    def _boxes(self, moves: dict[str, float], painted: list[Box]) -> list[Box]:
        """The parts of the canvas that look different now."""
        jaw = self._has_changed("jaw", (moves["jaw"],))
        if self._has_changed("head", tuple(moves[name] for name in moves if name not in ("jaw", "breath"))):
            return [HEAD]
        near = [_grown(box) for box in painted if box != mouth.BOX or not jaw]
        return [*near, JAW] if jaw else near

    def _breathe(self, breath: float) -> None:
        left, top, width, height = BODY
        window = (slice(top, top + height), slice(left, left + width))
        if breath not in self._breaths:
            self._drift.move(self._plate, self._frame, BODY, {"breath": breath})
            self._breaths[breath] = self._frame[window].copy()
        self._frame[window] = self._breaths[breath]


def _grown(box: Box) -> Box:
    left, top, width, height = box
    return left - REACH, top - REACH, width + 2 * REACH, height + 2 * REACH


def _painted() -> Pixels:
    easel = Easel()
    paint_room(easel)
    paint_hair_behind(easel)
    paint_dress(easel)
    paint_face(easel)
    paint_hair(easel)
    return easel.pixels()


def _body() -> NDArray[np.float32]:
    """Cell by cell, how much of the picture is shoulders and dress, softly."""
    outline = both_sides([(70, 860), (80, 980), (230, 1052), (402, 1150), (470, 1300), (520, 1920)])
    small = cv2.resize(mask_of(outline), (WIDTH // CELL, HEIGHT // CELL), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 3), np.float32)
