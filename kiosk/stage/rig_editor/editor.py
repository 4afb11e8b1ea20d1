"""The editor's window: the photograph with its points on the left, the speaking figure on the right, buttons below."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pygame
from pygame import Rect

from kiosk.stage.portrait.photograph.landmarks import Pixels
from kiosk.stage.portrait.photograph.rig import Rig, check, write_rig
from kiosk.stage.rig_editor import editing
from kiosk.stage.rig_editor.drawing import Drawing
from kiosk.stage.rig_editor.editing import Editing, Handle
from kiosk.stage.rig_editor.rehearsing import Rehearsing
from kiosk.stage.rig_editor.view import SHOWN, Part, view_of

SIZE = (1280, 800)
PHOTO_AREA = (0, 0, 872, 704)
PHOTO, FIGURE = Rect(PHOTO_AREA), Rect(876, 0, 404, 704)
BAR_TOP, BUTTON_HEIGHT = 716, 72
REACH = 26
"""Pixels of the screen from a point within which it is taken hold of: a fingertip."""

FRAMES_HZ = 30
BUTTONS = (
    *(("face", "Whole face"), ("mouth", "Mouth"), ("eyes", "Eyes"), ("undo", "Undo"), ("redo", "Redo")),
    *(("found", "As opened"), ("save", "Save"), ("leave", "Leave")),
)
NUDGES = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}


def edit(photo: Pixels, rig: Rig, file: Path) -> Rig:
    """Opens the window; returns the rig as it was saved last. Needs a display."""
    pygame.display.init()
    pygame.font.init()
    screen = pygame.display.set_mode(SIZE)
    pygame.display.set_caption(f"{rig.photo} – points of the portrait")
    editor = Editor(photo, rig, file)
    clock = pygame.time.Clock()
    try:
        while not editor.is_over:
            for event in pygame.event.get():
                editor.take(event)
            editor.draw(screen, pygame.time.get_ticks() / 1000)
            pygame.display.flip()
            clock.tick(FRAMES_HZ)
    finally:
        pygame.display.quit()
    return editor.now.saved


class Editor:
    """Takes events, draws frames; owned by the main thread."""

    def __init__(self, photo: Pixels, rig: Rig, file: Path) -> None:
        self.now: Editing = editing.begin(rig)
        self.is_over = False
        self._file, self._opened = file, rig
        self._part = Part.FACE
        self._view = view_of(rig, self._part, PHOTO_AREA)
        self._held: Handle | None = None
        self._chosen: Handle | None = None
        self._dragged = rig
        self._asks_to_leave = False
        self._message = "Drag a point. Arrow keys move the chosen one by a pixel."
        self._figure = Rehearsing(photo, rig)
        rgb = np.ascontiguousarray(cv2.cvtColor(photo, cv2.COLOR_BGR2RGB))
        self._drawing = Drawing(pygame.image.frombuffer(rgb.tobytes(), rgb.shape[1::-1], "RGB"))

    def take(self, event: pygame.event.Event) -> None:
        """One event of the mouse, a finger or the keyboard."""
        if event.type == pygame.QUIT:
            self._press("leave")
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._down(event.pos)
        elif event.type == pygame.MOUSEMOTION and self._held is not None:
            self._dragged = editing.dragged(self.now.rig, self._held, self._view.to_photo(event.pos))
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._held is not None:
            self._held = None
            self._become(editing.done(self.now, self._dragged))
        elif event.type == pygame.KEYDOWN:
            self._key(event.key, bool(event.mod & pygame.KMOD_CTRL))

    def draw(self, screen: pygame.Surface, at: float) -> None:
        """One frame."""
        rig = self._dragged if self._held else self.now.rig
        self._drawing.photo(screen, PHOTO, self._view, rig, (SHOWN[self._part], self._chosen))
        if self._held is not None:
            self._drawing.loupe(screen, PHOTO, self._view, rig.curves[self._held.curve][self._held.index])
        self._figure.draw(screen, FIGURE, at)
        bar = [(name, label, rect, self._is_lit(name)) for name, label, rect in buttons()]
        self._drawing.bar(screen, Rect(0, FIGURE.bottom, *SIZE), bar, self._message)

    def _is_lit(self, name: str) -> bool:
        if name == "save":
            return not self.now.is_saved
        return name == self._part or (name == "leave" and self._asks_to_leave)

    def _down(self, place: tuple[int, int]) -> None:
        for name, _, rect in buttons():
            if rect.collidepoint(place):
                self._press(name)
                return
        if PHOTO.collidepoint(place):
            found = editing.nearest(self._seen(), self._view.to_photo(place), REACH / self._view.scale)
            self._held = self._chosen = found
            self._dragged = self.now.rig

    def _seen(self) -> Rig:
        """Points of other parts cannot be touched."""
        away = (-1e6, -1e6)
        shown = SHOWN[self._part]
        curves = {name: curve if name in shown else (away,) * len(curve) for name, curve in self.now.rig.curves.items()}
        return replace(self.now.rig, curves=curves)

    def _key(self, key: int, with_control: bool) -> None:
        if with_control and key in (pygame.K_z, pygame.K_y, pygame.K_s):
            self._press({pygame.K_z: "undo", pygame.K_y: "redo", pygame.K_s: "save"}[key])
        elif key == pygame.K_ESCAPE:
            self._press("leave")
        elif key in NUDGES and self._chosen is not None:
            x, y = self.now.rig.curves[self._chosen.curve][self._chosen.index]
            to = x + NUDGES[key][0], y + NUDGES[key][1]
            self._become(editing.done(self.now, editing.dragged(self.now.rig, self._chosen, to)))

    def _press(self, name: str) -> None:
        asked, self._asks_to_leave = self._asks_to_leave, False
        match name:
            case "undo":
                self._become(editing.undone(self.now))
            case "redo":
                self._become(editing.redone(self.now))
            case "found":
                self._become(editing.done(self.now, self._opened))
            case "save":
                self._save()
            case "leave" if self.now.is_saved or asked:
                self.is_over = True
            case "leave":
                self._asks_to_leave = True
                self._message = "There are changes that are not saved. Leave again to drop them, or save."
            case _:
                self._part = Part(name)
                self._view = view_of(self.now.rig, self._part, PHOTO_AREA)

    def _save(self) -> None:
        if problems := check(self.now.rig):
            self._message = f"Not saved: {problems[0].where} {problems[0].what}."
            return
        try:
            write_rig(self.now.rig, self._file)
        except OSError as error:
            self._message = f"Not saved: {error.strerror}."
            return
        self.now = replace(self.now, saved=self.now.rig)
        self._message = f"Saved to {self._file.name}."

    def _become(self, now: Editing) -> None:
        """The figure takes the new points, unless they cannot be drawn."""
        self.now = now
        if check(now.rig):
            self._message = "These points cannot be used yet: a curve must run from left to right."
            return
        self._message = "Saved." if now.is_saved else "Changed. The figure on the right speaks with these points."
        self._figure.change(now.rig)


def buttons() -> list[tuple[str, str, Rect]]:
    """Name, words and place of every button."""
    width = (SIZE[0] - 16) // len(BUTTONS)
    return [
        (name, label, Rect(8 + index * width, BAR_TOP + 6, width - 8, BUTTON_HEIGHT - 8))
        for index, (name, label) in enumerate(BUTTONS)
    ]
