"""The gallery: portraits side by side, of whom a visitor chooses one; each can be touched from a wheelchair."""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from math import ceil

import pygame
from pygame import Rect

from kiosk.domain.screen.scene import Card, Scene
from kiosk.stage.screen.layout import LABEL_HEIGHT, MARGIN, Layout, Target
from kiosk.stage.text import lettering
from kiosk.stage.text.rendered_text import Texts
from kiosk.stage.text.typefaces import SANS, SERIF
from kiosk.stage.theme import Palette, mixed

log = logging.getLogger(__name__)

PLATE_HEIGHT = 236
"""Of the name under a portrait."""

KEPT_PICTURES = 12
HEAD_TOP, HEAD_MIDDLE = 0.06, 0.5
"""Of a portrait: where the picture of its figure begins, and across it the middle of its head."""

NAME_SIZES = (56, 50, 44, 38, 32)
NAME_LINES = 2


class Gallery:
    """Paints onto the sheet of the still words."""

    def __init__(self, sheet: pygame.Surface, colours: Palette, texts: Texts) -> None:
        self._sheet, self._colours, self._texts = sheet, colours, texts

    def paint(self, scene: Scene, found: Layout, pictures: "Pictures") -> None:
        """The question over the portraits, then the portraits with their names."""
        self._sheet.fill((*self._colours.background, 255))
        if found.cards:
            self._question(scene, found.cards[0].area.top)
        for target, card in zip(found.cards, scene.cards, strict=True):
            self._card(target, card, pictures, scene.invitation if card.is_chosen else "")

    def _question(self, scene: Scene, bottom: int) -> None:
        width = self._sheet.get_width() - 2 * MARGIN
        middle = LABEL_HEIGHT + (bottom - LABEL_HEIGHT) // 2
        first = self._texts.fitted(scene.name, SERIF, lettering.QUESTION, self._colours.ink, width)
        rise = 34 if scene.subtitle else 0
        self._sheet.blit(first, first.get_rect(center=(self._sheet.get_width() // 2, middle - rise)))
        if scene.subtitle:
            rest = self._texts.fitted(scene.subtitle, SERIF, lettering.TYPED, self._colours.quiet, width)
            self._sheet.blit(rest, rest.get_rect(center=(self._sheet.get_width() // 2, middle + 40)))

    def _card(self, target: Target, card: Card, pictures: "Pictures", coming: str) -> None:
        area = target.area
        plate = Rect(area.left, area.bottom - PLATE_HEIGHT, area.width, PLATE_HEIGHT)
        portrait = Rect(area.left, area.top, area.width, area.height - PLATE_HEIGHT)
        pygame.draw.rect(self._sheet, (*self._colours.surface, 255), area)
        self._sheet.blit(pictures.cut(card.picture, portrait.size, self._colours), portrait)
        pygame.draw.rect(self._sheet, (*self._colours.accent, 255), Rect(plate.left, plate.top - 2, plate.width, 4))
        if card.is_chosen:
            pygame.draw.rect(self._sheet, (*self._colours.accent, 255), plate)
        ink = self._colours.on_accent if card.is_chosen else self._colours.ink
        self._name(card.name, coming or card.subtitle, plate.inflate(-32, -28), ink)
        pygame.draw.rect(self._sheet, (*self._colours.accent, 255), area, 6 if card.is_chosen else 2)

    def _name(self, name: str, under: str, area: Rect, ink: tuple[int, int, int]) -> None:
        """As large as it stands on two lines; what is under it, on three smaller ones."""
        size, lines = self._set(name, SERIF, NAME_SIZES, area.width, NAME_LINES)
        small, more = self._set(under, SANS, (28, 25, 22, 20), area.width, 3)
        told = [self._texts.fitted(line, SERIF, size, ink, area.width) for line in lines]
        told += [self._texts.fitted(line, SANS, small, ink, area.width) for line in more]
        top = area.top + max(0, (area.height - sum(one.get_height() for one in told)) // 2)
        for one in told:
            self._sheet.blit(one, one.get_rect(midtop=(area.centerx, top)))
            top += one.get_height()

    def _set(self, text: str, style: str, sizes: Sequence[int], width: int, most: int) -> tuple[int, list[str]]:
        if not text:
            return sizes[-1], []
        for size in sizes:
            lines = self._texts.lines(text, style, size, width)
            if len(lines) <= most and all(self._texts.width(line, style, size) <= width for line in lines):
                return size, lines
        return sizes[-1], self._texts.lines(text, style, sizes[-1], width)[:most]


class Pictures:
    """Portraits from files, cut to the size in which they hang; the least used are forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, tuple[int, int]], pygame.Surface] = OrderedDict()

    def cut(self, file: str, size: tuple[int, int], colours: Palette) -> pygame.Surface:
        """The upper middle of the portrait; a plain field where there is none."""
        key = (file, size)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._cut(file, size, colours)
        self._kept[key] = made
        if len(self._kept) > KEPT_PICTURES:
            self._kept.popitem(last=False)
        return made

    def _cut(self, file: str, size: tuple[int, int], colours: Palette) -> pygame.Surface:
        try:
            whole = pygame.image.load(file)
        except (pygame.error, OSError) as error:
            log.warning("a portrait cannot be shown: %s", error)
            plain = pygame.Surface(size)
            plain.fill(mixed(colours.surface, colours.ink, 0.1))
            return plain
        width, height = whole.get_size()
        top = round(height * HEAD_TOP)
        tall = min(height - top, ceil(width * size[1] / size[0]))
        wide = min(width, round(tall * size[0] / size[1]))
        left = max(0, min(width - wide, round(width * HEAD_MIDDLE - wide / 2)))
        part = whole.subsurface(Rect(left, top, wide, tall))
        return pygame.transform.smoothscale(part.convert_alpha() if part.get_bitsize() < 24 else part, size)
