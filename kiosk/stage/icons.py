"""Small signs drawn in code, so that a state is clear without colour, sound or reading."""

import math

import pygame
from pygame import Rect

from kiosk.domain import controls
from kiosk.stage.theme import Colour

Surface = pygame.Surface


def control_icon(surface: Surface, name: str, middle: tuple[int, int], size: int, colour: Colour) -> None:
    """The sign of one control, about `size` pixels wide."""
    match name:
        case controls.STOP:
            pygame.draw.rect(surface, colour, _square(middle, size * 0.7), border_radius=4)
        case controls.REPEAT:
            _repeat(surface, middle, size, colour)
        case controls.KEYBOARD:
            _keyboard(surface, middle, size, colour)
        case controls.LOUDER | controls.QUIETER:
            _speaker(surface, middle, size, colour, waves=2 if name == controls.LOUDER else 0)
        case controls.TEXT_SIZE:
            _letters(surface, middle, size, colour)
        case controls.CONTRAST:
            _half_disc(surface, middle, size, colour)
        case _:
            _globe(surface, middle, size, colour)


def listening(surface: Surface, middle: tuple[int, int], level: float, at: float, colour: Colour) -> None:
    """Bars that rise with the voice that is heard, and breathe a little in silence."""
    x, y = middle
    for index in range(5):
        idle = 0.12 + 0.06 * math.sin(at * 2.2 + index * 0.9)
        height = 8 + 40 * min(1.0, max(idle, level * (1.0 - 0.18 * abs(index - 2))))
        pygame.draw.rect(
            surface, colour, Rect(x - 27 + index * 12, round(y - height / 2), 6, round(height)), border_radius=3
        )


def thinking(surface: Surface, middle: tuple[int, int], at: float, colour: Colour) -> None:
    """Three dots, one after another."""
    x, y = middle
    for index in range(3):
        rise = max(0.0, math.sin(at * 4.0 - index * 0.8))
        pygame.draw.circle(surface, colour, (x - 20 + index * 20, round(y - 6 * rise)), 6)


def speaking(surface: Surface, middle: tuple[int, int], at: float, colour: Colour) -> None:
    """A mouth-like source with waves going out."""
    x, y = middle
    pygame.draw.circle(surface, colour, (x - 18, y), 7)
    for index in range(2):
        radius = 18 + index * 13 + round(2 * math.sin(at * 5.0 - index))
        area = Rect(x - 18 - radius, y - radius, 2 * radius, 2 * radius)
        pygame.draw.arc(surface, colour, area, -0.8, 0.8, 4)


def ring(surface: Surface, middle: tuple[int, int], radius: int, share: float, colour: Colour) -> None:
    """A ring of which `share` is left."""
    area = Rect(middle[0] - radius, middle[1] - radius, 2 * radius, 2 * radius)
    if share > 0.0:
        pygame.draw.arc(surface, colour, area, math.pi / 2, math.pi / 2 + 2 * math.pi * min(1.0, share), 10)


def _square(middle: tuple[int, int], size: float) -> Rect:
    return Rect(round(middle[0] - size / 2), round(middle[1] - size / 2), round(size), round(size))


def _repeat(surface: Surface, middle: tuple[int, int], size: int, colour: Colour) -> None:
    area = _square(middle, size * 0.9)
    pygame.draw.arc(surface, colour, area, 0.9, 2 * math.pi, 4)
    x, y = area.right, area.centery
    pygame.draw.polygon(surface, colour, [(x - 10, y - 2), (x + 8, y - 2), (x - 1, y + 10)])


def _keyboard(surface: Surface, middle: tuple[int, int], size: int, colour: Colour) -> None:
    area = Rect(0, 0, round(size * 1.3), round(size * 0.85))
    area.center = middle
    pygame.draw.rect(surface, colour, area, 3, border_radius=6)
    for row in range(2):
        for column in range(4):
            spot = (area.left + 9 + column * (area.width - 18) // 3, area.top + 9 + row * 9)
            pygame.draw.circle(surface, colour, spot, 2)
    pygame.draw.line(surface, colour, (area.left + 12, area.bottom - 8), (area.right - 12, area.bottom - 8), 3)


def _speaker(surface: Surface, middle: tuple[int, int], size: int, colour: Colour, waves: int) -> None:
    x, y = middle[0] - size // 4, middle[1]
    step = size // 5
    cone = [(x - 2 * step, y - step), (x - step, y - step), (x, y - 2 * step), (x, y + 2 * step), (x - step, y + step)]
    pygame.draw.polygon(surface, colour, [*cone, (x - 2 * step, y + step)])
    for wave in range(waves):
        radius = step * (wave + 2)
        pygame.draw.arc(surface, colour, Rect(x - radius, y - radius, 2 * radius, 2 * radius), -0.7, 0.7, 3)
    if not waves:
        radius = step * 2
        pygame.draw.arc(surface, colour, Rect(x - radius, y - radius, 2 * radius, 2 * radius), -0.5, 0.5, 3)


def _letters(surface: Surface, middle: tuple[int, int], size: int, colour: Colour) -> None:
    for offset, height in ((-size // 3, size * 0.55), (size // 5, size * 0.9)):
        x, bottom = middle[0] + offset, middle[1] + size // 2 - 2
        top, half = bottom - height, height * 0.36
        pygame.draw.lines(surface, colour, False, [(x - half, bottom), (x, top), (x + half, bottom)], 4)
        pygame.draw.line(
            surface, colour, (x - half * 0.55, bottom - height * 0.35), (x + half * 0.55, bottom - height * 0.35), 3
        )


def _half_disc(surface: Surface, middle: tuple[int, int], size: int, colour: Colour) -> None:
    radius = round(size * 0.42)
    pygame.draw.circle(surface, colour, middle, radius, 3)
    pygame.draw.circle(surface, colour, middle, radius, draw_top_left=True, draw_bottom_left=True)


def _globe(surface: Surface, middle: tuple[int, int], size: int, colour: Colour) -> None:
    radius = round(size * 0.44)
    pygame.draw.circle(surface, colour, middle, radius, 3)
    pygame.draw.ellipse(surface, colour, Rect(middle[0] - radius // 2, middle[1] - radius, radius, 2 * radius), 2)
    pygame.draw.line(surface, colour, (middle[0] - radius, middle[1]), (middle[0] + radius, middle[1]), 2)
