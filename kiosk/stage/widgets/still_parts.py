"""The still parts of the screen: names, panels, buttons and keys. They are drawn again only when they change."""

from dataclasses import dataclass

import pygame
from pygame import Rect

from kiosk.domain.screen import controls
from kiosk.domain.screen.button import Icon
from kiosk.domain.screen.control_bar import icon_of
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.stage.screen.layout import Layout, Places, Target
from kiosk.stage.text import lettering
from kiosk.stage.text.lettering import grown
from kiosk.stage.text.rendered_text import Texts
from kiosk.stage.text.typefaces import SANS, SERIF
from kiosk.stage.theme import Colour, Palette, covering, faint, legible, mixed
from kiosk.stage.widgets.figure_gallery import Gallery, Pictures
from kiosk.stage.widgets.icons import control_icon
from kiosk.stage.widgets.panel import PanelSheet

PANEL_ALPHA = 230
CHIP_ALPHA = 232
RADIUS = 22
MIRRORED = {Icon.NEXT: Icon.BACK, Icon.BACK: Icon.NEXT}
"""Signs that point the other way where one reads from the right."""

LOW_BUTTON = 84
"""Below it a button's word stands beside its sign, else under it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is set."""

    text: str
    style: str
    size: int
    """In pixels of the canvas."""

    is_quiet: bool = False


class Panels:
    """Paints onto a transparent sheet of the canvas' size."""

    def __init__(self, sheet: pygame.Surface, colours: Palette, texts: Texts) -> None:
        self._sheet, self._colours, self._texts = sheet, colours, texts
        self._places: Places
        self._text_size = 0

    def paint(self, scene: Scene, found: Layout, pictures: Pictures) -> None:
        """Everything that stays as long as the scene's words do."""
        self._places, self._text_size = found.places, scene.text_size
        if scene.panel:
            PanelSheet(self._sheet, self._colours, self._texts).paint(scene.panel, found, scene.text_size)
        elif scene.phase is Phase.CHOOSING:
            Gallery(self._sheet, self._colours, self._texts).paint(scene, found, pictures)
        elif scene.phase in (Phase.ATTRACT, Phase.CLOSED):
            self._title(scene)
        else:
            self._heading(scene)
            self._state(scene)
            self._caption_panel(scene)
            self._source(scene)
        for chip in found.chips:
            self._chip(chip)
        if found.hold:
            self._hold(found.hold)
        for button in found.bar:
            self._button(button)
        if found.keys:
            self._keyboard(scene, found)
        if found.still_here and scene.countdown:
            self._still_here(scene.countdown.question, found.still_here)

    def _panel(self, area: Rect, alpha: int, radius: int = RADIUS) -> None:
        back = (*self._colours.surface, covering(self._colours, alpha))
        pygame.draw.rect(self._sheet, back, area, border_radius=radius)

    def _write(self, words: Words, area: Rect, align: str = "left") -> None:
        if not words.text:
            return
        colour = self._colours.quiet if words.is_quiet else self._colours.ink
        rendered = self._texts.fitted(words.text, words.style, words.size, colour, area.width)
        spot = rendered.get_rect(center=area.center)
        if align == "left":
            begins_right = self._texts.runs_left(words.text)
            spot = (
                rendered.get_rect(midright=area.midright) if begins_right else rendered.get_rect(midleft=area.midleft)
            )
        self._sheet.blit(rendered, spot)

    def _title(self, scene: Scene) -> None:
        area = self._places.title
        self._panel(area.inflate(0, 20), PANEL_ALPHA)
        name = Rect(area.left + 30, area.top + 4, area.width - 60, 104)
        self._write(Words(scene.name, SERIF, lettering.TITLE), name, "middle")
        self._write(
            Words(scene.subtitle, SERIF, lettering.STATE, is_quiet=True),
            Rect(area.left + 30, area.top + 110, area.width - 60, 50),
            "middle",
        )
        rule = Rect(area.centerx - 60, area.top + 170, 120, 3)
        pygame.draw.rect(self._sheet, self._colours.accent, rule)
        text = scene.notice or scene.invitation
        self._write(Words(text, SERIF, 42), Rect(area.left + 30, area.top + 182, area.width - 60, 58), "middle")

    def _heading(self, scene: Scene) -> None:
        """Beside a portrait that does not fill the screen, whom one speaks with."""
        area = self._places.heading
        if area.height:
            name = Rect(area.left, area.top + 22, area.width, 64)
            self._write(Words(scene.name, SERIF, lettering.HEADING), name)
            under = Rect(area.left, name.bottom, area.width, 40)
            self._write(Words(scene.subtitle, SERIF, lettering.STATE, is_quiet=True), under)

    def _state(self, scene: Scene) -> None:
        area = self._places.state
        self._panel(area, PANEL_ALPHA)
        text = f"“{scene.heard}”" if scene.heard else scene.notice or scene.state
        sign = self._places.sign
        left = sign.right if sign.left == area.left else area.left + 20
        inside = Rect(left, area.top, area.width - sign.width - 20, area.height)
        first, rest = self._texts.halves(text, SANS, lettering.SMALL_STATE, inside.width)
        if not rest:
            size = grown(lettering.STATE, self._text_size)
            fits = self._texts.width(text, SANS, round(size * 0.8)) <= inside.width
            self._write(Words(text, SANS, size if fits else lettering.SMALL_STATE), inside)
            return
        half = inside.height // 2
        self._write(Words(first, SANS, lettering.SMALL_STATE), Rect(inside.left, inside.top + 2, inside.width, half))
        self._write(
            Words(rest, SANS, lettering.SMALL_STATE), Rect(inside.left, inside.top + half - 2, inside.width, half)
        )

    def _caption_panel(self, scene: Scene) -> None:
        if scene.caption.lines and not scene.keyboard and not scene.countdown:
            self._panel(self._places.caption, 238)

    def _source(self, scene: Scene) -> None:
        if scene.words_label and not scene.keyboard and not scene.countdown:
            area = self._places.source
            text = self._texts.fitted(
                scene.words_label, SANS, grown(lettering.SOURCE, self._text_size), self._colours.ink, area.width - 48
            )
            back = Rect(area.left, area.top, text.get_width() + 48, area.height)
            stripe = Rect(back.left, back.top, 6, back.height)
            if self._texts.is_backward:
                back.right = stripe.right = area.right
            self._panel(back, 238, 10)
            pygame.draw.rect(self._sheet, self._colours.accent, stripe, border_radius=3)
            self._sheet.blit(text, text.get_rect(center=back.center))

    def _chip(self, chip: Target) -> None:
        self._panel(chip.area, CHIP_ALPHA, 28)
        pygame.draw.rect(self._sheet, (*self._colours.accent, 255), chip.area, 2, border_radius=28)
        self._question(chip.text, chip.area.inflate(-120, 0))
        if chip.control == controls.CORRECT:
            control_icon(self._sheet, icon_of(chip.control), self._end_of(chip), 40, self._colours.accent)
            return
        way = -1 if self._texts.is_backward else 1
        x, y = self._end_of(chip)
        tip = [(x - 8 * way, y - 12), (x + 4 * way, y), (x - 8 * way, y + 12)]
        pygame.draw.lines(self._sheet, self._colours.accent, False, tip, 4)

    def _hold(self, button: Target) -> None:
        """Filled until it is held, then framed: the other way round, so that a hand on it need not read."""
        area, colours = button.area, self._colours
        back, ink = (colours.surface, colours.ink) if button.is_on else (colours.accent, colours.on_accent)
        pygame.draw.rect(self._sheet, (*back, 255), area, border_radius=28)
        pygame.draw.rect(self._sheet, (*colours.accent, 255), area, 6, border_radius=28)
        sign = min(64, area.height * 2 // 3)
        way = -1 if self._texts.is_backward else 1
        spot = (area.centerx - way * (area.width // 2 - 80), area.centery)
        control_icon(self._sheet, icon_of(button.control), spot, sign, colours.accent if button.is_on else ink)
        size = grown(lettering.HEADING, self._text_size)
        text = self._texts.fitted(button.text, SANS, size, ink, area.width - 320)
        self._sheet.blit(text, text.get_rect(center=area.center))

    def _end_of(self, chip: Target) -> tuple[int, int]:
        way = -1 if self._texts.is_backward else 1
        return chip.area.centerx + way * (chip.area.width // 2 - 44), chip.area.centery

    def _question(self, text: str, area: Rect) -> None:
        """On one line, or on two smaller ones before anything of it is cut."""
        size = grown(lettering.CHIP, self._text_size)
        small = min(round(size * 0.8), area.height * 2 // 5)
        first, rest = self._texts.halves(text, SERIF, small, area.width)
        if not rest or self._texts.width(text, SERIF, round(size * 0.8)) <= area.width:
            self._write(Words(text, SERIF, size), area)
            return
        half = area.height // 2
        self._write(Words(first, SERIF, small), Rect(area.left, area.top + 4, area.width, half - 4))
        self._write(Words(rest, SERIF, small), Rect(area.left, area.top + half, area.width, half - 4))

    def _button(self, button: Target) -> None:
        colours = self._colours
        back = colours.accent if button.is_on else colours.surface
        ink = colours.on_accent if button.is_on else colours.ink if button.is_able else faint(colours.ink, back)
        pygame.draw.rect(self._sheet, (*back, 245), button.area, border_radius=18)
        edge = mixed(colours.ink, colours.surface, 0.6 if button.is_able else 0.85)
        pygame.draw.rect(self._sheet, edge, button.area, 2, border_radius=18)
        area = button.area
        if area.height < LOW_BUTTON:
            icon, words = (area.left + 28, area.centery), Rect(area.left + 50, area.top, area.width - 56, area.height)
        else:
            icon = (area.centerx, area.top + round(area.height * 0.37))
            words = Rect(area.left + 6, area.bottom - 40, area.width - 12, 36)
        if button.steps:
            self._steps(button, ink)
        drawn = icon_of(button.control)
        drawn = MIRRORED.get(drawn, drawn) if self._texts.is_backward else drawn
        control_icon(self._sheet, drawn, icon, 38 if area.height >= 100 else 30, ink)
        text = self._texts.fitted(button.text, SANS, lettering.BUTTON, ink, words.width)
        self._sheet.blit(text, text.get_rect(center=words.center))

    def _steps(self, button: Target, ink: Colour) -> None:
        """How many of how many steps are taken, along the upper edge: thick marks, and thin ones for the rest."""
        area = button.area
        step = (area.width - 32) / button.steps
        for at in range(button.steps):
            mark = Rect(round(area.left + 16 + at * step), area.top + 7, max(2, round(step) - 4), 6)
            pygame.draw.rect(self._sheet, ink, mark if at < button.lit else mark.inflate(0, -4))

    def _keyboard(self, scene: Scene, found: Layout) -> None:
        assert scene.keyboard is not None
        area = self._places.keyboard
        self._panel(Rect(area.left - 12, area.top - 12, area.width + 24, area.height + 14), 248)
        field = self._places.typed
        pygame.draw.rect(self._sheet, self._colours.background, field, border_radius=14)
        pygame.draw.rect(self._sheet, self._colours.accent, field, 2, border_radius=14)
        inside = field.inflate(-48, 0)
        typed = scene.keyboard.typed
        size, width = lettering.TYPED, inside.width
        typed = self._texts.ending(typed, SERIF, size, width - 20)
        self._write(Words(typed or scene.keyboard.hint, SERIF, size, is_quiet=not typed), inside)
        if typed:
            wide = self._texts.width(typed, SERIF, size) + 6
            at = inside.right - wide if self._texts.runs_left(typed) else inside.left + wide
            pygame.draw.rect(self._sheet, self._colours.accent, Rect(at, field.top + 18, 4, field.height - 36))
        for key in found.keys:
            self._key(key)

    def _key(self, key: Target) -> None:
        is_send = key.control == "send"
        back = self._colours.accent if is_send else mixed(self._colours.surface, self._colours.ink, 0.14)
        ink = self._colours.on_accent if is_send else legible(self._colours.ink, back)
        pygame.draw.rect(self._sheet, back, key.area, border_radius=12)
        if key.control == "backspace":
            way = -1 if self._texts.is_backward else 1
            x, y = key.area.center
            tip = [(x + 4 * way, y - 14), (x - 12 * way, y), (x + 4 * way, y + 14)]
            pygame.draw.lines(self._sheet, ink, False, tip, 5)
            pygame.draw.line(self._sheet, ink, (x - 10 * way, y), (x + 22 * way, y), 5)
            return
        text = self._texts.fitted(key.text, SANS, lettering.KEY, ink, key.area.width - 10)
        self._sheet.blit(text, text.get_rect(center=key.area.center))

    def _still_here(self, question: str, button: Target) -> None:
        self._panel(button.area, 250, 32)
        pygame.draw.rect(self._sheet, self._colours.accent, button.area, 4, border_radius=32)
        asked = Rect(button.area.left + 30, button.area.top + 24, button.area.width - 60, 90)
        self._write(Words(question, SERIF, lettering.QUESTION), asked, "middle")
        self._write(
            Words(button.text, SANS, 36),
            Rect(button.area.left + 30, button.area.bottom - 90, button.area.width - 60, 60),
            "middle",
        )
