"""The stage: draws one scene after another onto the canvas, upright or lying."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
from pygame import Rect

from kiosk.domain.content.figure import Theme
from kiosk.domain.screen.captions import Caption
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.viseme import REST
from kiosk.stage.portrait.behaviour import Bearing
from kiosk.stage.portrait.clip.films import Films
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.screen.layout import LYING_PORTRAIT, MARGIN, Layout, layout
from kiosk.stage.screen.screen import UPRIGHT, UPRIGHT_SIZE, Screen
from kiosk.stage.text import lettering
from kiosk.stage.text.rendered_text import SMALLER_YET, Texts, shown
from kiosk.stage.text.typefaces import FONTS, SANS, SERIF
from kiosk.stage.theme import palette, quieter
from kiosk.stage.widgets import icons
from kiosk.stage.widgets.figure_gallery import Pictures
from kiosk.stage.widgets.still_parts import Panels

PORTRAIT_SIZE = UPRIGHT_SIZE
"""What every portrait is painted on; a lying screen shows a part of it."""

PORTRAIT_TOP = 150
"""Where that part begins: over the head, whose hair begins at 280."""

LARGE_CELL, SMALL_CELL = 27, 20
"""Pixels of the painting, and what they are made into on a lying screen: 1080 into 800."""

FALLBACK_LABEL = "AI portrayal – not a real person"


class Stage:
    """Owned by the main thread. Draws the portrait, then the words over it, then the label over everything."""

    def __init__(
        self,
        portrait: Portrait,
        theme: Theme,
        fonts: Path = FONTS,
        screen: Screen = UPRIGHT,
        films: Films | None = None,
    ) -> None:
        self.screen = screen
        """The canvas that is drawn on."""

        self._portrait, self._theme = portrait, theme
        self._films = films or Films()
        self._bearing = Bearing()
        self._painting = pygame.Surface(PORTRAIT_SIZE)
        self._sheet = pygame.Surface(screen.size, pygame.SRCALPHA)
        self._reduced = pygame.Surface((LYING_PORTRAIT, -(-screen.height // SMALL_CELL) * SMALL_CELL))
        self._strips: list[Rect] = []
        self._texts = Texts(fonts)
        self._painted: object = None
        self._pictures = Pictures()
        self._colours = palette(theme, is_high_contrast=False)
        self._found: Layout

    def draw(self, surface: pygame.Surface, scene: Scene) -> None:
        """One frame onto a surface of the canvas' size."""
        theme = Theme() if scene.phase is Phase.CHOOSING else self._theme
        self._colours = palette(theme, scene.is_high_contrast)
        self._paint(scene)
        if scene.phase is Phase.CHOOSING:
            surface.fill(self._colours.surface)
        else:
            self._portray(surface, scene)
        surface.blits([(self._sheet, strip, strip) for strip in self._strips], doreturn=False)
        places = self._found.places
        self._sign_language(surface, scene, places.signing)
        if scene.phase not in (Phase.ATTRACT, Phase.CLOSED, Phase.CHOOSING) and not scene.panel:
            self._state_sign(surface, scene, places.sign)
            if not scene.keyboard and not scene.countdown:
                self._caption(surface, scene, places.caption)
        if scene.countdown:
            middle = (places.still_here.centerx, places.still_here.centery + 6)
            icons.ring(surface, middle, 84, scene.countdown.share_left, self._colours.accent)
        self._label(surface, scene.label if says_something(scene.label) else FALLBACK_LABEL)

    def _portray(self, surface: pygame.Surface, scene: Scene) -> None:
        """The portrait behind everything, or, on a lying screen, beside it."""
        changed = self._portrait.draw(self._painting, self._bearing.pose(scene))
        area = self._found.places.portrait
        if not self.screen.is_lying:
            surface.blit(self._painting, area)
            return
        for touched in changed:
            self._reduce(touched)
        surface.blit(self._reduced, area, Rect(0, 0, *area.size))
        surface.fill(self._colours.surface, Rect(area.right, 0, self.screen.width - area.right, self.screen.height))

    def _sign_language(self, surface: pygame.Surface, scene: Scene, area: Rect) -> None:
        """Beside the figure, in a frame, while an answer has a translation."""
        if self._films.signing is None:
            return
        picture = self._films.signing.picture(scene.sign, scene.at)
        if picture is None or scene.panel or scene.keyboard or scene.countdown:
            return
        shown = picture if picture.get_size() == area.size else pygame.transform.smoothscale(picture, area.size)
        surface.blit(shown, area)
        pygame.draw.rect(surface, self._colours.accent, area.inflate(6, 6), 3, border_radius=4)

    def close(self) -> None:
        """Nothing is decoded any longer."""
        self._films.close()

    def _reduce(self, touched: Rect) -> None:
        """Makes what was touched smaller, in cells whose pixels have no part in their neighbours'."""
        cells = Rect(0, 0, PORTRAIT_SIZE[0] // LARGE_CELL, self._reduced.get_height() // SMALL_CELL)
        left, right = touched.left // LARGE_CELL, -(-touched.right // LARGE_CELL)
        top, bottom = (touched.top - PORTRAIT_TOP) // LARGE_CELL, -(-(touched.bottom - PORTRAIT_TOP) // LARGE_CELL)
        part = Rect(left, top, right - left, bottom - top).clip(cells)
        if part.width == 0 or part.height == 0:
            return
        large = Rect(*(LARGE_CELL * value for value in part)).move(0, PORTRAIT_TOP)
        small = Rect(*(SMALL_CELL * value for value in part))
        pygame.transform.smoothscale(self._painting.subsurface(large), small.size, self._reduced.subsurface(small))

    def _paint(self, scene: Scene) -> None:
        """The still words again, when they are other ones."""
        key = still(scene)
        if key == self._painted:
            return
        self._painted = key
        self._found = layout(scene, self.screen)
        self._texts.language = scene.language
        self._sheet.fill((0, 0, 0, 0))
        Panels(self._sheet, self._colours, self._texts).paint(scene, self._found, self._pictures)
        self._strips = strips(self._sheet)

    def _state_sign(self, surface: pygame.Surface, scene: Scene, area: Rect) -> None:
        middle = area.center
        colour = self._colours.accent
        match scene.phase:
            case Phase.LISTENING:
                if scene.state and not scene.is_deaf:
                    icons.listening(surface, middle, scene.level, scene.at, colour)
            case Phase.THINKING:
                icons.thinking(surface, middle, scene.at, colour)
            case _:
                icons.speaking(surface, middle, scene.at, colour)

    def _caption(self, surface: pygame.Surface, scene: Scene, area: Rect) -> None:
        """Spoken words in full ink, those to come a shade quieter: both are legible."""
        wanted = lettering.CAPTIONS[lettering.step(scene.text_size)]
        quiet = quieter(self._colours.ink, self._colours.surface, 0.28)
        left_over = scene.caption.spoken_characters
        lines = scene.caption.lines
        step = area.height // 2 - 6
        top = area.top + (area.height - step * len(lines)) // 2
        for line in lines:
            text, size = self._texts.fit(line, SERIF, wanted, area.width - 40, SMALLER_YET)
            dim = self._texts.render(text, SERIF, size, quiet)
            bright = self._texts.render(text, SERIF, size, self._colours.ink)
            spot = dim.get_rect(center=(area.centerx, top + step // 2))
            surface.blit(dim, spot)
            for left, right in self._texts.reached(text, SERIF, size, left_over):
                surface.blit(bright, (spot.left + left, spot.top), Rect(left, 0, right - left, bright.get_height()))
            left_over -= len(line) + 1
            top += step

    def _label(self, surface: pygame.Surface, text: str) -> None:
        """Last and over everything: no scene, theme or pack can cover it."""
        colours, area = self._colours, self._found.places.label
        pygame.draw.rect(surface, colours.surface, area)
        pygame.draw.rect(surface, colours.accent, Rect(0, area.bottom - 3, area.width, 3))
        rendered = self._texts.fitted(text, SANS, lettering.LABEL, colours.ink, area.width - 2 * MARGIN)
        surface.blit(rendered, rendered.get_rect(center=area.center))


def strips(sheet: pygame.Surface) -> list[Rect]:
    """What is not empty of a sheet, from the top."""
    pixels = pygame.surfarray.pixels2d(sheet).T
    filled = np.concatenate(([False], pixels.any(1), [False]))
    edges = np.flatnonzero(filled[1:] != filled[:-1])
    made: list[Rect] = []
    for top, bottom in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        columns = np.flatnonzero(pixels[top:bottom].any(0))
        made.append(Rect(int(columns[0]), top, int(columns[-1] - columns[0]) + 1, bottom - top))
    return made


def says_something(label: str) -> bool:
    """Blanks, dots and invisible characters are no label."""
    return any(letter.isalnum() for letter in shown(label))


def still(scene: Scene) -> object:
    """What the still words depend on: the scene without what moves, and of the caption only whether there is one."""
    caption = Caption(("",)) if scene.caption.lines else Caption()
    countdown = replace(scene.countdown, share_left=0.0) if scene.countdown else None
    return replace(
        scene,
        at=0.0,
        mouth=REST,
        gaze=(0.0, 0.0),
        level=0.0,
        caption=caption,
        countdown=countdown,
        clip=None,
        sign=None,
    )
