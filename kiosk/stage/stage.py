"""The stage: draws one scene after another onto an upright canvas."""

from dataclasses import replace
from pathlib import Path

import pygame
from pygame import Rect

from kiosk.domain.figure import Theme
from kiosk.domain.scene import Phase, Scene
from kiosk.domain.viseme import REST
from kiosk.stage import icons
from kiosk.stage import layout as place
from kiosk.stage.assets import FONTS, SANS, SERIF, Texts, shown
from kiosk.stage.behaviour import pose_of
from kiosk.stage.layout import layout
from kiosk.stage.panels import LABEL_SIZE, Panels
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.theme import Palette, palette, quieter

CANVAS = (place.WIDTH, place.HEIGHT)
SHEET_TOP = 1100
"""Above it nothing is drawn over the portrait but the label."""

CAPTION_SIZES = (50, 56, 62)
FALLBACK_LABEL = "AI portrayal – not a real person"


class Stage:
    """Owned by the main thread. Draws the portrait, then the words over it, then the label over everything."""

    def __init__(self, portrait: Portrait, theme: Theme, fonts: Path = FONTS) -> None:
        self._portrait, self._theme = portrait, theme
        self._canvas = pygame.Surface(CANVAS)
        self._sheet = pygame.Surface((place.WIDTH, place.HEIGHT), pygame.SRCALPHA)
        self._texts = Texts(fonts)
        self._painted: object = None
        self._colours = palette(theme, is_high_contrast=False)

    def draw(self, surface: pygame.Surface, scene: Scene) -> None:
        """One frame onto a surface of 1080 × 1920."""
        self._portrait.draw(self._canvas, pose_of(scene))
        surface.blit(self._canvas, (0, 0))
        self._colours = palette(self._theme, scene.is_high_contrast)
        self._paint(scene)
        surface.blit(self._sheet, (0, SHEET_TOP), Rect(0, SHEET_TOP, place.WIDTH, place.HEIGHT - SHEET_TOP))
        if scene.phase is not Phase.ATTRACT:
            self._state_sign(surface, scene)
            if not scene.keyboard and not scene.countdown:
                self._caption(surface, scene)
        if scene.countdown:
            middle = (place.STILL_HERE.centerx, place.STILL_HERE.centery + 6)
            icons.ring(surface, middle, 84, scene.countdown.share_left, self._colours.accent)
        self._label(surface, scene.label if says_something(scene.label) else FALLBACK_LABEL)

    def _paint(self, scene: Scene) -> None:
        """The still words again, when they are other ones."""
        key = still(scene)
        if key == self._painted:
            return
        self._painted = key
        self._sheet.fill((0, 0, 0, 0))
        Panels(self._sheet, self._colours, self._texts).paint(scene, layout(scene))

    def _state_sign(self, surface: pygame.Surface, scene: Scene) -> None:
        middle = (place.STATE.left + 56, place.STATE.centery)
        colour = self._colours.accent
        match scene.phase:
            case Phase.LISTENING:
                if scene.state:
                    icons.listening(surface, middle, scene.level, scene.at, colour)
            case Phase.THINKING:
                icons.thinking(surface, middle, scene.at, colour)
            case _:
                icons.speaking(surface, middle, scene.at, colour)

    def _caption(self, surface: pygame.Surface, scene: Scene) -> None:
        """Spoken words in full ink, those to come a shade quieter: both are legible."""
        size = CAPTION_SIZES[max(0, min(2, scene.text_size))]
        area = place.CAPTION
        left_over = scene.caption.spoken_characters
        lines = scene.caption.lines
        step = area.height // 2 - 6
        top = area.top + (area.height - step * len(lines)) // 2
        for line in lines:
            bright, dim = self._two_inks(line, size, area.width - 60)
            spot = dim.get_rect(center=(area.centerx, top + step // 2))
            surface.blit(dim, spot)
            share = self._spoken_width(line, left_over, bright)
            if share:
                surface.blit(bright, spot, Rect(0, 0, share, bright.get_height()))
            left_over -= len(line) + 1
            top += step

    def _two_inks(self, line: str, size: int, width: int) -> tuple[pygame.Surface, pygame.Surface]:
        quiet = quieter(self._colours.ink, self._colours.surface, 0.28)
        bright = self._texts.fitted(line, SERIF, size, self._colours.ink, width)
        return bright, self._texts.fitted(line, SERIF, size, quiet, width)

    def _spoken_width(self, line: str, characters: int, rendered: pygame.Surface) -> int:
        if characters <= 0:
            return 0
        if characters >= len(line):
            return rendered.get_width()
        whole = self._texts.render(line, SERIF, CAPTION_SIZES[0], self._colours.ink).get_width()
        part = self._texts.render(line[:characters], SERIF, CAPTION_SIZES[0], self._colours.ink).get_width()
        return round(rendered.get_width() * part / max(1, whole))

    def _label(self, surface: pygame.Surface, text: str) -> None:
        """Last and over everything: no scene, theme or pack can cover it."""
        colours: Palette = self._colours
        pygame.draw.rect(surface, colours.surface, place.LABEL)
        pygame.draw.rect(surface, colours.accent, Rect(0, place.LABEL.bottom - 3, place.WIDTH, 3))
        rendered = self._texts.fitted(text, SANS, LABEL_SIZE, colours.ink, place.WIDTH - 2 * place.MARGIN)
        surface.blit(rendered, rendered.get_rect(center=place.LABEL.center))


def says_something(label: str) -> bool:
    """Blanks, dots and invisible characters are no label."""
    return any(letter.isalnum() for letter in shown(label))


def still(scene: Scene) -> object:
    """What the still words depend on: the scene without what moves from frame to frame."""
    caption = replace(scene.caption, spoken_characters=0)
    countdown = replace(scene.countdown, share_left=0.0) if scene.countdown else None
    return replace(scene, at=0.0, mouth=REST, gaze=(0.0, 0.0), level=0.0, caption=caption, countdown=countdown)
