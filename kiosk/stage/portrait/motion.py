"""A painted figure in motion: eyes and lips are repainted on the head, head and body drift over what is behind."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pygame

from kiosk.stage.portrait import mouth
from kiosk.stage.portrait.drift import BODY, HEAD, JAW, Box, Drift, body_fields, head_fields, settled
from kiosk.stage.portrait.eyes import Eye, EyeLook, eye_box
from kiosk.stage.portrait.patch import Pixels
from kiosk.stage.portrait.pose import Pose

WIDTH, HEIGHT = 1080, 1920
REACH = 24
"""No pixel of the head is moved further than this."""

LIPS = ("jaw", "wide", "round", "upper", "lower", "tuck", "press", "tongue", "smile")


@dataclass(frozen=True, slots=True)
class Painting:
    """The layers of a figure, each a whole canvas of premultiplied blue, green, red and alpha, and its features."""

    room: Pixels
    body: Pixels
    head: Pixels
    lips: mouth.LipTones = mouth.LipTones()
    eyes: EyeLook = EyeLook()
    box: Box = HEAD
    """Everything that moves with the head: left, top, width, height, multiples of the cells of the drift."""


class Motion:
    """Draws a painting in any pose."""

    def __init__(self, painting: Painting) -> None:
        room, body, head = painting.room, painting.body, painting.head
        self._box = painting.box
        self._room = room
        self._behind = _over(body, room)
        self._body, self._head = body, head
        self._turned = np.zeros_like(head)
        self._behind_picture = _picture(self._behind, is_opaque=True)
        self._head_picture = _picture(self._turned, is_opaque=False)
        self._head_drift, self._body_drift = Drift(head_fields()), Drift(body_fields())
        self._mouth = mouth.Mouth(head, painting.lips)
        self._eyes = (Eye(head, 0, painting.eyes), Eye(head, 1, painting.eyes))
        self._breaths: dict[float, Pixels] = {}
        self._shown: dict[str, tuple[float, ...]] = {}
        self._drawn_on: pygame.Surface | None = None
        self._frame = 0

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time on a surface, afterwards only what has changed."""
        is_first = surface is not self._drawn_on
        self._drawn_on = surface
        moves, self._frame = settled(pose), self._frame + 1
        spoken = self._speak(pose)
        is_busy = bool(spoken)
        boxes = self._boxes(moves, [*spoken, *self._look(pose, is_busy)], is_busy)
        if self._is_free(2, is_busy) and self._has_changed("breath", (moves["breath"],)):
            self._breathe(moves["breath"])
            boxes = [self._box, BODY]
        for box in boxes:
            if box != BODY:
                self._head_drift.move(self._head, self._turned, box, moves)
        dirty = [pygame.Rect(0, 0, WIDTH, HEIGHT)] if is_first else [pygame.Rect(box) for box in boxes]
        for rect in dirty:
            surface.blit(self._behind_picture, rect, rect)
        for rect in dirty:
            seen = rect.clip(self._box)
            if seen:
                surface.blit(self._head_picture, seen, seen, pygame.BLEND_PREMULTIPLIED)
        return dirty

    def _has_changed(self, name: str, value: tuple[float, ...]) -> bool:
        if self._shown.get(name) == value:
            return False
        self._shown[name] = value
        return True

    def _is_free(self, turn: int, is_busy: bool) -> bool:
        """In speech the eye on the left, the other one and the head take turns; lips go first."""
        return not is_busy or self._frame % 3 == turn or "head" not in self._shown

    def _speak(self, pose: Pose) -> list[Box]:
        """Paint the lips on the head where they have changed."""
        lips = tuple(round(float(getattr(pose, name)), 2) for name in LIPS)
        if not self._has_changed("lips", lips):
            return []
        shape: dict[str, Any] = dict(zip(LIPS, lips, strict=True))
        self._mouth.paint(Pose(**shape))
        return [mouth.BOX]

    def _look(self, pose: Pose, is_busy: bool) -> list[Box]:
        """Paint the eyes on the head where they have changed."""
        boxes = []
        gaze = (round(pose.gaze_x * 30) / 30, round(pose.gaze_y * 14) / 14)
        smile = round(pose.smile * 8) / 8
        for side, blink in enumerate((pose.blink_left, pose.blink_right)):
            closed = round(blink * 24) / 24
            if self._is_free(side, is_busy) and self._has_changed(f"eye {side}", (closed, *gaze, smile)):
                self._eyes[side].paint(closed, gaze, smile)
                boxes.append(eye_box(side))
        return boxes

    def _boxes(self, moves: dict[str, float], painted: list[Box], is_busy: bool) -> list[Box]:
        """The parts of the head that look different now."""
        jaw = self._has_changed("jaw", (moves["jaw"],))
        if self._is_free(2, is_busy) and self._has_changed(
            "head", tuple(moves[name] for name in moves if name not in ("jaw", "breath"))
        ):
            return [self._box]
        near = [_grown(box) for box in painted if box != mouth.BOX or not jaw]
        return [*near, JAW] if jaw else near

    def _breathe(self, breath: float) -> None:
        left, top, width, height = BODY
        window = (slice(top, top + height), slice(left, left + width))
        # Each is made once: a breath has few steps, and comes back for as long as the figure stands there.
        if breath not in self._breaths:
            risen = np.zeros_like(self._body)
            self._body_drift.move(self._body, risen, BODY, {"breath": breath})
            self._breaths[breath] = _over(risen[window], self._room[window])
        self._behind[window] = self._breaths[breath]


def _grown(box: Box) -> Box:
    left, top, width, height = box
    return left - REACH, top - REACH, width + 2 * REACH, height + 2 * REACH


def _picture(pixels: Pixels, is_opaque: bool) -> pygame.Surface:
    picture = pygame.image.frombuffer(pixels.data, (WIDTH, HEIGHT), "BGRA")
    if is_opaque:
        picture.set_alpha(None)
    return picture


def _over(above: Pixels, below: Pixels) -> Pixels:
    """A premultiplied picture over an opaque one."""
    let_through = 255 - above[..., 3:].astype(np.uint16)
    return (above + ((below * let_through + 127) // 255).astype(np.uint8)).astype(np.uint8)
