"""The still parts of the screen: names, panels, buttons and keys. They are drawn again only when they change."""

import pygame
from pygame import Rect

from kiosk.domain.scene import Phase, Scene
from kiosk.stage import layout as place
from kiosk.stage.assets import SANS, SERIF, Texts
from kiosk.stage.icons import control_icon
from kiosk.stage.layout import Layout, Target
from kiosk.stage.theme import Palette, covering, legible, mixed

PANEL_ALPHA = 214
CHIP_ALPHA = 232
RADIUS = 22
LABEL_SIZE, STATE_SIZE, SMALL_STATE_SIZE, SOURCE_SIZE = 32, 36, 25, 27
CHIP_SIZE, BAR_SIZE, KEY_SIZE = 40, 24, 40


class Panels:
    """Paints onto a transparent sheet of the canvas' size."""

    def __init__(self, sheet: pygame.Surface, colours: Palette, texts: Texts) -> None:
        self._sheet, self._colours, self._texts = sheet, colours, texts

    def paint(self, scene: Scene, found: Layout) -> None:
        """Everything that stays as long as the scene's words do."""
        if scene.phase is Phase.ATTRACT:
            self._title(scene)
        else:
            self._state(scene)
            self._caption_panel(scene)
            self._source(scene)
        for chip in found.chips:
            self._chip(chip)
        for button in found.bar:
            self._button(button)
        if found.keys:
            self._keyboard(scene, found)
        if found.still_here and scene.countdown:
            self._still_here(scene.countdown.question, found.still_here)

    def _panel(self, area: Rect, alpha: int, radius: int = RADIUS) -> None:
        back = (*self._colours.surface, covering(self._colours, alpha))
        pygame.draw.rect(self._sheet, back, area, border_radius=radius)

    def _write(self, text: str, style: str, size: int, area: Rect, align: str = "left", quiet: bool = False) -> None:
        if not text:
            return
        colour = self._colours.quiet if quiet else self._colours.ink
        rendered = self._texts.fitted(text, style, size, colour, area.width)
        spot = rendered.get_rect(midleft=area.midleft) if align == "left" else rendered.get_rect(center=area.center)
        self._sheet.blit(rendered, spot)

    def _title(self, scene: Scene) -> None:
        area = place.TITLE
        self._panel(area.inflate(0, 20), PANEL_ALPHA)
        self._write(scene.name, SERIF, 92, Rect(area.left + 30, area.top + 4, area.width - 60, 104), "middle")
        self._write(
            scene.subtitle, SERIF, 36, Rect(area.left + 30, area.top + 110, area.width - 60, 50), "middle", True
        )
        rule = Rect(area.centerx - 60, area.top + 170, 120, 3)
        pygame.draw.rect(self._sheet, self._colours.accent, rule)
        text = scene.notice or scene.invitation
        self._write(text, SERIF, 42, Rect(area.left + 30, area.top + 182, area.width - 60, 58), "middle")

    def _state(self, scene: Scene) -> None:
        area = place.STATE
        self._panel(area, PANEL_ALPHA)
        text = f"“{scene.heard}”" if scene.heard else scene.notice or scene.state
        inside = Rect(area.left + 104, area.top, area.width - 124, area.height)
        lines = self._texts.lines(text, SANS, SMALL_STATE_SIZE, inside.width)
        if len(lines) < 2:
            fits = self._texts.width(text, SANS, round(STATE_SIZE * 0.8)) <= inside.width
            self._write(text, SANS, STATE_SIZE if fits else SMALL_STATE_SIZE, inside)
            return
        half = inside.height // 2
        rest = " ".join(lines[1:])
        self._write(lines[0], SANS, SMALL_STATE_SIZE, Rect(inside.left, inside.top + 2, inside.width, half))
        self._write(rest, SANS, SMALL_STATE_SIZE, Rect(inside.left, inside.top + half - 2, inside.width, half))

    def _caption_panel(self, scene: Scene) -> None:
        if scene.caption.lines and not scene.keyboard and not scene.countdown:
            self._panel(place.CAPTION, 238)

    def _source(self, scene: Scene) -> None:
        if scene.words_label and not scene.keyboard and not scene.countdown:
            area = place.SOURCE
            text = self._texts.fitted(scene.words_label, SANS, SOURCE_SIZE, self._colours.ink, area.width - 48)
            back = Rect(area.left, area.top, text.get_width() + 48, area.height)
            self._panel(back, 238, 10)
            pygame.draw.rect(
                self._sheet, self._colours.accent, Rect(back.left, back.top, 6, back.height), border_radius=3
            )
            self._sheet.blit(text, text.get_rect(midleft=(back.left + 24, back.centery)))

    def _chip(self, chip: Target) -> None:
        self._panel(chip.area, CHIP_ALPHA, 28)
        pygame.draw.rect(self._sheet, (*self._colours.accent, 255), chip.area, 2, border_radius=28)
        inside = chip.area.inflate(-120, 0)
        self._write(chip.text, SERIF, CHIP_SIZE, inside)
        x, y = chip.area.right - 44, chip.area.centery
        pygame.draw.lines(self._sheet, self._colours.accent, False, [(x - 8, y - 12), (x + 4, y), (x - 8, y + 12)], 4)

    def _button(self, button: Target) -> None:
        colours = self._colours
        back = colours.accent if button.is_on else colours.surface
        ink = colours.on_accent if button.is_on else colours.ink
        pygame.draw.rect(self._sheet, (*back, 245), button.area, border_radius=18)
        pygame.draw.rect(self._sheet, mixed(colours.ink, colours.surface, 0.6), button.area, 2, border_radius=18)
        control_icon(self._sheet, button.control, (button.area.centerx, button.area.top + 40), 38, ink)
        text = self._texts.fitted(button.text, SANS, BAR_SIZE, ink, button.area.width - 12)
        self._sheet.blit(text, text.get_rect(center=(button.area.centerx, button.area.bottom - 22)))

    def _keyboard(self, scene: Scene, found: Layout) -> None:
        assert scene.keyboard is not None
        self._panel(place.KEYBOARD.inflate(24, 24), 248)
        field = place.TYPED_FIELD
        pygame.draw.rect(self._sheet, self._colours.background, field, border_radius=14)
        pygame.draw.rect(self._sheet, self._colours.accent, field, 2, border_radius=14)
        inside = field.inflate(-48, 0)
        typed = scene.keyboard.typed
        size, width = 44, inside.width
        typed = self._texts.ending(typed, SERIF, size, width - 20)
        self._write(typed or scene.keyboard.hint, SERIF, size, inside, quiet=not typed)
        if typed:
            right = inside.left + self._texts.render(typed, SERIF, size, self._colours.ink).get_width() + 6
            pygame.draw.rect(self._sheet, self._colours.accent, Rect(right, field.top + 18, 4, field.height - 36))
        for key in found.keys:
            self._key(key)

    def _key(self, key: Target) -> None:
        is_send = key.control == "send"
        back = self._colours.accent if is_send else mixed(self._colours.surface, self._colours.ink, 0.14)
        ink = self._colours.on_accent if is_send else legible(self._colours.ink, back)
        pygame.draw.rect(self._sheet, back, key.area, border_radius=12)
        if key.control == "backspace":
            x, y = key.area.center
            pygame.draw.lines(self._sheet, ink, False, [(x + 4, y - 14), (x - 12, y), (x + 4, y + 14)], 5)
            pygame.draw.line(self._sheet, ink, (x - 10, y), (x + 22, y), 5)
            return
        text = self._texts.fitted(key.text, SANS, KEY_SIZE, ink, key.area.width - 10)
        self._sheet.blit(text, text.get_rect(center=key.area.center))

    def _still_here(self, question: str, button: Target) -> None:
        self._panel(button.area, 250, 32)
        pygame.draw.rect(self._sheet, self._colours.accent, button.area, 4, border_radius=32)
        self._write(
            question, SERIF, 64, Rect(button.area.left + 30, button.area.top + 24, button.area.width - 60, 90), "middle"
        )
        self._write(
            button.text,
            SANS,
            36,
            Rect(button.area.left + 30, button.area.bottom - 90, button.area.width - 60, 60),
            "middle",
        )
