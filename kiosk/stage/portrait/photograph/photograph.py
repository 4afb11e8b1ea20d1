"""A photograph in motion: eyes and mouth are repainted on the plate, then the head is moved onto the canvas."""

import cv2
import pygame

from kiosk.stage.portrait.photograph.eyes import Eye
from kiosk.stage.portrait.photograph.fields import Window, fetched
from kiosk.stage.portrait.photograph.head import MOVES, head_of
from kiosk.stage.portrait.photograph.landmarks import Pixels
from kiosk.stage.portrait.photograph.mouth import LIPS, Mouth
from kiosk.stage.portrait.photograph.plate import plate_of
from kiosk.stage.portrait.photograph.rig import Rig
from kiosk.stage.portrait.pose import Pose

FINE, HEAD_STEPS, GAZE_STEPS, BLINK_STEPS = 50, 40, 24, 12
"""How finely lips, head, gaze and lids are taken: half a pixel or so."""

MOST_JAW = 0.75
"""A jaw wider open looks like a shout."""

HEAD_TURN = 2
"""The head's among the frames in which the dear parts take turns."""

CALM = 0.35
"""A photograph smiles this much less than a drawn figure: it has an expression of its own."""


class Photograph:
    """The portrait of a photograph of blue, green, red and its rig. Owned by the main thread."""

    def __init__(self, photo: Pixels, rig: Rig, size: tuple[int, int] = (1080, 1920)) -> None:
        cv2.setNumThreads(1)
        plate = plate_of(photo, rig, size)
        self._size = size
        self._face = plate.pixels
        self._mouth = Mouth(plate)
        self._eyes = (Eye(plate, 0), Eye(plate, 1))
        self._head = head_of(plate)
        self._canvas = plate.pixels.copy()
        # It shares the canvas' memory: what is moved there stands in the picture at once.
        self._picture = pygame.image.frombuffer(self._canvas.data, size, "BGRA")
        # Opaque, so that it is copied and not blended.
        self._picture.set_alpha(None)
        self._shown: dict[str, tuple[float, ...]] = {}
        self._drawn_on: pygame.Surface | None = None
        self._frame = 0
        self._is_speaking = False

    def draw(self, surface: pygame.Surface, pose: Pose) -> list[pygame.Rect]:
        """Draw the whole canvas the first time on a surface, afterwards only what has changed."""
        is_first = surface is not self._drawn_on
        self._drawn_on = surface
        self._frame += 1
        # Rounded, here and for lips and eyes: what would not be seen to change is not drawn anew.
        head = {name: round(getattr(pose, name) * HEAD_STEPS) / HEAD_STEPS for name in MOVES}
        is_turning = self._is_free(HEAD_TURN, self._is_speaking) and self._has_changed("head", tuple(head.values()))
        # Not both in one frame: the slowest took 20 ms instead of 15.
        spoken = [] if is_turning and self._is_speaking else self._speak(pose)
        changed = [*spoken, *self._look(pose, is_busy=self._is_speaking or bool(spoken))]
        self._is_speaking = bool(spoken) or (is_turning and self._is_speaking)
        if is_turning:
            self._sources = self._head.sources(self._head.summed(head))
            changed = [self._head.window, *(window for window in changed if not _is_inside(window, self._head.window))]
        for window in changed:
            self._move(window)
        dirty = [pygame.Rect(0, 0, *self._size)] if is_first else [pygame.Rect(window) for window in changed]
        for rect in dirty:
            surface.blit(self._picture, rect, rect)
        return dirty

    def _speak(self, pose: Pose) -> list[Window]:
        lips = {name: round(getattr(pose, name) * FINE) / FINE for name in LIPS}
        lips["jaw"] = min(lips["jaw"], MOST_JAW)
        lips["smile"] = round(pose.smile * CALM * FINE) / FINE
        if not self._has_changed("lips", tuple(lips.values())):
            return []
        self._face[_slices(self._mouth.window)] = self._mouth.painted(lips)
        return [self._mouth.window]

    def _look(self, pose: Pose, is_busy: bool) -> list[Window]:
        gaze = (round(pose.gaze_x * GAZE_STEPS) / GAZE_STEPS, round(pose.gaze_y * GAZE_STEPS) / GAZE_STEPS)
        changed = []
        for side, blink in enumerate((pose.blink_left, pose.blink_right)):
            closed = round(blink * BLINK_STEPS) / BLINK_STEPS
            if self._is_free(side, is_busy) and self._has_changed(f"eye {side}", (closed, *gaze)):
                self._face[_slices(self._eyes[side].window)] = self._eyes[side].painted(closed, gaze)
                changed.append(self._eyes[side].window)
        return changed

    def _move(self, window: Window) -> None:
        """Brings one window of the face, moved as the head is, onto the canvas."""
        if window == self._head.window:
            self._canvas[_slices(window)] = fetched(self._face[_slices(window)], self._sources)
            return
        box = _meeting(_grown(window), self._head.window)
        if box is None or not _is_inside(window, self._head.window):
            self._canvas[_slices(window)] = self._face[_slices(window)]
        if box is None:
            return
        left, top = self._head.window[:2]
        part = self._sources[box[1] - top : box[1] - top + box[3], box[0] - left : box[0] - left + box[2]]
        self._canvas[_slices(box)] = fetched(self._face[_slices(self._head.window)], part)

    def _is_free(self, turn: int, is_busy: bool) -> bool:
        """In speech the eye on the left, the other one and the head take turns; lips wait for the head alone."""
        # Until the head has been shown once everything is drawn.
        return not is_busy or self._frame % 3 == turn or "head" not in self._shown

    def _has_changed(self, name: str, value: tuple[float, ...]) -> bool:
        if self._shown.get(name) == value:
            return False
        self._shown[name] = value
        return True


REACH = 24
"""No pixel of the head is moved further than this."""


def _slices(window: Window) -> tuple[slice, slice]:
    left, top, width, height = window
    return slice(top, top + height), slice(left, left + width)


def _grown(window: Window) -> Window:
    left, top, width, height = window
    return left - REACH, top - REACH, width + 2 * REACH, height + 2 * REACH


def _is_inside(window: Window, other: Window) -> bool:
    return pygame.Rect(other).contains(pygame.Rect(window))


def _meeting(window: Window, other: Window) -> Window | None:
    met = pygame.Rect(window).clip(pygame.Rect(other))
    return (met.x, met.y, met.width, met.height) if met.width and met.height else None
