"""The looks of the editor: the photograph in view, curves with their handles, the loupe and the bar of buttons."""

from collections.abc import Sequence

import pygame
from pygame import Rect

from kiosk.stage.portrait.photograph.rig import CURVES, Point, Rig
from kiosk.stage.rig_editor.editing import Handle
from kiosk.stage.rig_editor.view import View

GROUND, SURFACE, INK, QUIET, LIT = (18, 20, 26), (38, 42, 52), (242, 238, 228), (160, 160, 168), (217, 164, 65)
LIPS, EYES, FACE = (255, 120, 110), (110, 220, 255), (190, 240, 140)
HANDLE, CHOSEN = 6, 9
LOUPE, ENLARGED = 190, 3.0
TEXT_SIZE, MESSAGE_SIZE = 24, 21
CURVED = frozenset(name for name in CURVES if "lip" in name or "lid" in name) | {"left_brow", "right_brow"}

Shown = tuple[frozenset[str], Handle | None]
Button = tuple[str, str, Rect, bool]


class Drawing:
    """Owned by the editor."""

    def __init__(self, photo: pygame.Surface) -> None:
        self._photo = photo
        self._text = pygame.font.Font(None, TEXT_SIZE)
        self._small = pygame.font.Font(None, MESSAGE_SIZE)
        self._cached: tuple[View, pygame.Surface] | None = None

    def photo(self, screen: pygame.Surface, area: Rect, view: View, rig: Rig, shown: Shown) -> None:
        """The picture in view with the points that can be dragged."""
        screen.blit(self._enlarged(view, area), area)
        screen.set_clip(area)
        names, chosen = shown
        for name in CURVES:
            points = [view.to_screen(point) for point in rig.curves[name]]
            colour = LIPS if "lip" in name else EYES if "lid" in name or "iris" in name else FACE
            if name in CURVED:
                pygame.draw.aalines(screen, colour, False, points)
            for index, point in enumerate(points if name in names else ()):
                self._handle(screen, point, colour, chosen == Handle(name, index))
        screen.set_clip(None)

    def _enlarged(self, view: View, area: Rect) -> pygame.Surface:
        if self._cached is None or self._cached[0] != view:
            picture = pygame.Surface(area.size)
            picture.fill(GROUND)
            width, height = self._photo.get_size()
            first, last = view.to_photo(area.topleft), view.to_photo(area.bottomright)
            part = Rect(int(first[0]) - 1, int(first[1]) - 1, int(last[0] - first[0]) + 3, int(last[1] - first[1]) + 3)
            part = part.clip(Rect(0, 0, width, height))
            size = max(1, round(part.width * view.scale)), max(1, round(part.height * view.scale))
            scaled = pygame.transform.smoothscale(self._photo.subsurface(part), size)
            x, y = view.to_screen((part.left, part.top))
            picture.blit(scaled, (x - area.left, y - area.top))
            self._cached = view, picture
        return self._cached[1]

    def _handle(self, screen: pygame.Surface, point: Point, colour: tuple[int, int, int], is_chosen: bool) -> None:
        pygame.draw.circle(screen, GROUND, point, (CHOSEN if is_chosen else HANDLE) + 2)
        pygame.draw.circle(screen, INK if is_chosen else colour, point, CHOSEN if is_chosen else HANDLE)

    def loupe(self, screen: pygame.Surface, area: Rect, view: View, point: Point) -> None:
        """What lies under the finger, enlarged in a corner that the finger does not cover."""
        x, y = view.to_screen(point)
        side = int(LOUPE / ENLARGED)
        part = Rect(int(x - side / 2), int(y - side / 2), side, side).clamp(area)
        bare = self._enlarged(view, area).subsurface(part.move(-area.left, -area.top))
        seen = pygame.transform.smoothscale(bare, (LOUPE, LOUPE))
        left = area.left + 12 if x > area.centerx else area.right - LOUPE - 12
        frame = Rect(left, area.top + 12, LOUPE, LOUPE)
        screen.blit(seen, frame)
        spot = frame.left + (x - part.left) * ENLARGED, frame.top + (y - part.top) * ENLARGED
        pygame.draw.circle(screen, LIT, spot, 10, 1)
        pygame.draw.circle(screen, LIT, spot, 2)
        pygame.draw.rect(screen, LIT, frame, 3)

    def bar(self, screen: pygame.Surface, area: Rect, buttons: Sequence[Button], message: str) -> None:
        """Everything below: the message over the buttons."""
        screen.fill(GROUND, area)
        words = self._small.render(message, True, QUIET)
        screen.blit(words, (area.left + 14, area.top + 2))
        for _, label, rect, is_lit in buttons:
            pygame.draw.rect(screen, LIT if is_lit else SURFACE, rect, border_radius=10)
            words = self._text.render(label, True, GROUND if is_lit else INK)
            screen.blit(words, words.get_rect(center=rect.center))
