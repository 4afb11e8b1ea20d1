"""Small signs drawn in code, so that a state is clear without colour, sound or reading."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pygame
from pygame import Rect

from kiosk.domain.screen.button import Icon
from kiosk.stage.theme import Colour
from kiosk.stage.widgets.more_icons import SIGNS

Surface = pygame.Surface
Spot = tuple[int, int]
FINE = 3
"""Signs are drawn this many times larger and scaled down, so that their edges are clean."""

SIGN_REACH = 46
"""Pixels from the middle of a sign of what the figure does to its edge."""


def control_icon(surface: Surface, icon: Icon, middle: Spot, size: int, colour: Colour) -> None:
    """The sign of one control, about `size` pixels wide."""
    _finely(surface, middle, size, colour, lambda large, centre: DRAWN[icon](large, centre, size * FINE, colour))


def listening(surface: Surface, middle: Spot, level: float, at: float, colour: Colour) -> None:
    """Bars that rise with the voice that is heard, and breathe a little in silence."""
    x, y = middle
    for index in range(5):
        idle = 0.12 + 0.06 * math.sin(at * 2.2 + index * 0.9)
        height = 8 + 40 * min(1.0, max(idle, level * (1.0 - 0.18 * abs(index - 2))))
        pygame.draw.rect(
            surface, colour, Rect(x - 27 + index * 12, round(y - height / 2), 6, round(height)), border_radius=3
        )


def thinking(surface: Surface, middle: Spot, at: float, colour: Colour) -> None:
    """Three dots, one after another."""

    def draw(large: Surface, centre: Spot) -> None:
        for index in range(3):
            rise = max(0.0, math.sin(at * 4.0 - index * 0.8))
            spot = (centre[0] + (index - 1) * 20 * FINE, round(centre[1] - 6 * FINE * rise))
            pygame.draw.circle(large, colour, spot, 6 * FINE)

    _finely(surface, middle, SIGN_REACH, colour, draw)


def speaking(surface: Surface, middle: Spot, at: float, colour: Colour) -> None:
    """A mouth-like source with waves going out."""

    def draw(large: Surface, centre: Spot) -> None:
        source = (centre[0] - 18 * FINE, centre[1])
        pygame.draw.circle(large, colour, source, 7 * FINE)
        for index in range(2):
            radius = FINE * (18 + index * 13 + 2 * math.sin(at * 5.0 - index))
            _arc(Pen(large, colour), source, radius, (-0.8, 0.8))

    _finely(surface, middle, SIGN_REACH, colour, draw)


def ring(surface: Surface, middle: Spot, radius: int, share: float, colour: Colour) -> None:
    """A ring of which `share` is left."""
    ends = math.pi / 2 + 2 * math.pi * min(1.0, share)

    def draw(large: Surface, centre: Spot) -> None:
        if share > 0.0:
            _arc(Pen(large, colour, 5 * FINE), centre, (radius - 5) * FINE, (math.pi / 2, ends))

    _finely(surface, middle, radius, colour, draw)


def _finely(surface: Surface, middle: Spot, reach: int, colour: Colour, draw: Callable[[Surface, Spot], None]) -> None:
    """Draws larger around the middle and lays it on smaller; what is clear has the colour, so that edges stay clean."""
    side = 2 * reach
    large = pygame.Surface((side * FINE, side * FINE), pygame.SRCALPHA)
    large.fill((*colour, 0))
    draw(large, (reach * FINE, reach * FINE))
    surface.blit(pygame.transform.smoothscale(large, (side, side)), (middle[0] - reach, middle[1] - reach))


@dataclass(frozen=True, slots=True)
class Pen:
    """What a line is drawn with."""

    surface: Surface
    colour: Colour
    half: float = 2 * FINE
    """Of its width."""


def _arc(pen: Pen, middle: Spot, radius: float, angles: tuple[float, float]) -> None:
    """A band with round ends; pygame's own arcs have holes."""
    count = max(2, round(abs(angles[1] - angles[0]) * radius / max(1.0, pen.half / 2)))
    for step in range(count + 1):
        angle = angles[0] + (angles[1] - angles[0]) * step / count
        spot = (middle[0] + radius * math.cos(angle), middle[1] - radius * math.sin(angle))
        pygame.draw.circle(pen.surface, pen.colour, spot, pen.half)


def _stop(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    pygame.draw.rect(surface, colour, _square(middle, size * 0.7), border_radius=size // 10)


def _quieter(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    _speaker(surface, middle, size, colour, waves=1)


def _louder(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    _speaker(surface, middle, size, colour, waves=2)


def _square(middle: Spot, size: float) -> Rect:
    return Rect(round(middle[0] - size / 2), round(middle[1] - size / 2), round(size), round(size))


def _repeat(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    radius = size * 0.4
    _arc(Pen(surface, colour, size * 0.05), middle, radius, (0.9, 2 * math.pi))
    x, y, step = middle[0] + radius, middle[1], size * 0.26
    pygame.draw.polygon(surface, colour, [(x - step, y - step * 0.3), (x + step, y - step * 0.3), (x, y + step)])


def _keyboard(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    area = Rect(0, 0, round(size * 1.3), round(size * 0.85))
    area.center = middle
    unit = size / 38
    pygame.draw.rect(surface, colour, area, round(3 * unit), border_radius=round(6 * unit))
    for row in range(2):
        for column in range(4):
            across = area.left + 9 * unit + column * (area.width - 18 * unit) / 3
            pygame.draw.circle(surface, colour, (across, area.top + (9 + row * 8) * unit), 2.2 * unit)
    low = area.bottom - 8 * unit
    pygame.draw.line(surface, colour, (area.left + 12 * unit, low), (area.right - 12 * unit, low), round(3 * unit))


def _speaker(surface: Surface, middle: Spot, size: int, colour: Colour, waves: int) -> None:
    x, y = middle[0] - size // 4, middle[1]
    step = size // 5
    cone = [(x - 2 * step, y - step), (x - step, y - step), (x, y - 2 * step), (x, y + 2 * step), (x - step, y + step)]
    pygame.draw.polygon(surface, colour, [*cone, (x - 2 * step, y + step)])
    for wave in range(waves):
        _arc(Pen(surface, colour, size * 0.045), (x, y), step * (wave + 1.6), (-0.6, 0.6))


def _letters(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    line = max(1, round(size * 0.1))
    for offset, height in ((-size // 3, size * 0.55), (size // 5, size * 0.9)):
        x, bottom = middle[0] + offset, middle[1] + size // 2 - 2
        top, half = bottom - height, height * 0.36
        pygame.draw.line(surface, colour, (x - half, bottom), (x, top), line)
        pygame.draw.line(surface, colour, (x, top), (x + half, bottom), line)
        low = bottom - height * 0.35
        pygame.draw.line(surface, colour, (x - half * 0.55, low), (x + half * 0.55, low), round(line * 0.8))


def _half_disc(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    radius = round(size * 0.42)
    pygame.draw.circle(surface, colour, middle, radius, max(1, round(size * 0.08)))
    pygame.draw.circle(surface, colour, middle, radius, draw_top_left=True, draw_bottom_left=True)


def _globe(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    radius, line = round(size * 0.44), max(1, round(size * 0.07))
    x, y = middle
    pygame.draw.circle(surface, colour, middle, radius, line)
    _arc(Pen(surface, colour, line / 2), (x, y), radius - line / 2, (0.0, 2 * math.pi))
    half = radius // 2
    points = [
        (x + half * math.cos(turn / 16 * math.pi), y + radius * math.sin(turn / 16 * math.pi)) for turn in range(33)
    ]
    for spot in points:
        pygame.draw.circle(surface, colour, spot, line / 2)
    pygame.draw.lines(surface, colour, True, points, line)
    pygame.draw.line(surface, colour, (x - radius, y), (x + radius, y), line)


DRAWN: Mapping[Icon, Callable[[Surface, Spot, int, Colour], None]] = {
    Icon.STOP: _stop,
    Icon.REPEAT: _repeat,
    Icon.KEYBOARD: _keyboard,
    Icon.QUIETER: _quieter,
    Icon.LOUDER: _louder,
    Icon.LETTERS: _letters,
    Icon.CONTRAST: _half_disc,
    Icon.GLOBE: _globe,
    **SIGNS,
}
