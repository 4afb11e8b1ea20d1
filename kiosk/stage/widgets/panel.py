"""The sheet of a panel over the portrait: pages of text, and things to choose or to enter."""

from collections.abc import Sequence

import pygame
from pygame import Rect

from kiosk.domain.screen import controls
from kiosk.domain.screen.pages import HEADING_LINES, PARAGRAPH_GAP, Block
from kiosk.domain.screen.scene import Panel
from kiosk.stage.screen.layout import Layout, Target
from kiosk.stage.text import lettering
from kiosk.stage.text.rendered_text import Texts
from kiosk.stage.text.typefaces import SANS, SERIF
from kiosk.stage.theme import Colour, Palette, covering, faint, mixed
from kiosk.stage.widgets.more_icons import erase

ALPHA = 250
MARGIN = 36
TITLE_HEIGHT, NOTICE_HEIGHT = 92, 64
LEADING = 1.3
"""From line to line, in sizes of a letter."""

SMALLEST = 0.5
"""A page that would not fit is set smaller, down to this share."""


class PanelSheet:
    """Paints onto the sheet of the still words."""

    def __init__(self, sheet: pygame.Surface, colours: Palette, texts: Texts) -> None:
        self._sheet, self._colours, self._texts = sheet, colours, texts

    def paint(self, panel: Panel, found: Layout, text_size: int) -> None:
        area = found.places.panel
        back = (*self._colours.surface, covering(self._colours, ALPHA))
        pygame.draw.rect(self._sheet, back, area, border_radius=28)
        pygame.draw.rect(self._sheet, self._colours.accent, area, 3, border_radius=28)
        head = Rect(area.left + MARGIN, area.top + 12, area.width - 2 * MARGIN, TITLE_HEIGHT - 12)
        self._head(panel, head)
        below = Rect(head.left, area.top + TITLE_HEIGHT, head.width, NOTICE_HEIGHT)
        if panel.notice or panel.field is not None:
            self._line(panel.notice, SANS, lettering.STATE, Rect(below))
            below.top += NOTICE_HEIGHT
        if panel.field is not None:
            self._field(panel.field, below, found)
        if panel.blocks:
            self._page(panel.blocks, Rect(head.left, below.top, head.width, area.bottom - 12 - below.top), text_size)
        for choice in found.choices:
            self._choice(choice)

    def _head(self, panel: Panel, area: Rect) -> None:
        place = self._texts.fitted(panel.place, SANS, lettering.SOURCE, self._colours.quiet, 200)
        is_backward = self._texts.is_backward
        title = Rect(area.left + (220 if is_backward else 0), area.top, area.width - 220, area.height)
        self._line(panel.title, SERIF, lettering.HEADING, title)
        spot = place.get_rect(midleft=area.midleft) if is_backward else place.get_rect(midright=area.midright)
        self._sheet.blit(place, spot)

    def _field(self, entered: str, area: Rect, found: Layout) -> None:
        """Above the keys, as wide as they are."""
        keys = found.choices[0].area.unionall([choice.area for choice in found.choices]) if found.choices else area
        field = Rect(keys.left, area.top, keys.width, NOTICE_HEIGHT)
        field.bottom = min(field.bottom, keys.top - 8)
        pygame.draw.rect(self._sheet, self._colours.background, field, border_radius=14)
        pygame.draw.rect(self._sheet, self._colours.accent, field, 2, border_radius=14)
        dots = self._texts.fitted(entered, SANS, lettering.TYPED, self._colours.ink, field.width - 40)
        self._sheet.blit(dots, dots.get_rect(center=field.center))

    def _page(self, blocks: Sequence[Block], area: Rect, text_size: int) -> None:
        """From the top, in the visitor's size; smaller only where a page would not fit."""
        size = lettering.grown(lettering.PAGE, text_size)
        set_lines = self._set(blocks, size, area.width)
        while (
            sum(1 + before for *_, before in set_lines) * size * LEADING > area.height
            and size > lettering.PAGE * SMALLEST
        ):
            size -= 1
            set_lines = self._set(blocks, size, area.width)
        top = area.top
        step = round(size * LEADING)
        for text, is_heading, before in set_lines:
            top += round(before * step)
            style, of, colour = (SANS, 0.84, self._colours.accent) if is_heading else (SERIF, 1.0, self._colours.ink)
            self._line(text, style, round(size * of), Rect(area.left, top, area.width, step), colour)
            top += step

    def _set(self, blocks: Sequence[Block], size: int, width: int) -> list[tuple[str, bool, float]]:
        """Every line, whether it is a heading, and the space before it in lines."""
        made: list[tuple[str, bool, float]] = []
        for block in blocks:
            made.append((block.heading, True, HEADING_LINES - 1 if made else 0.0))
            for paragraph in block.paragraphs:
                gap = 0.0 if made[-1][1] else PARAGRAPH_GAP
                for line in self._texts.lines(paragraph, SERIF, size, width):
                    made.append((line, False, gap))
                    gap = 0.0
        return made

    def _choice(self, choice: Target) -> None:
        colours, area = self._colours, choice.area
        back = colours.accent if choice.is_on else mixed(colours.surface, colours.ink, 0.1)
        ink = colours.on_accent if choice.is_on else colours.ink if choice.is_able else faint(colours.ink, back)
        pygame.draw.rect(self._sheet, back, area, border_radius=16)
        pygame.draw.rect(self._sheet, colours.accent if choice.is_able else ink, area, 2, border_radius=16)
        if choice.control == controls.BACKSPACE:
            erase(self._sheet, area.center, 40, ink)
            return
        text = self._texts.fitted(choice.text, SANS, lettering.CHIP, ink, area.width - 28)
        self._sheet.blit(text, text.get_rect(center=area.center))

    def _line(self, text: str, style: str, size: int, area: Rect, colour: Colour | None = None) -> None:
        rendered = self._texts.fitted(text, style, size, colour or self._colours.ink, area.width)
        runs_left = self._texts.runs_left(text)
        spot = rendered.get_rect(midright=area.midright) if runs_left else rendered.get_rect(midleft=area.midleft)
        self._sheet.blit(rendered, spot)
