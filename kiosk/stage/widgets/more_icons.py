"""More small signs: of what pauses, turns pages, opens and closes."""

import math

import pygame
from pygame import Rect

from kiosk.domain.screen.button import Icon
from kiosk.stage.theme import Colour

Surface = pygame.Surface
Spot = tuple[int, int]


def pause(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    for side in (-1, 1):
        bar = Rect(0, 0, round(size * 0.2), round(size * 0.76))
        bar.center = (round(middle[0] + side * size * 0.2), middle[1])
        pygame.draw.rect(surface, colour, bar, border_radius=round(size * 0.05))


def resume(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    x, y, half = middle[0], middle[1], size * 0.4
    pygame.draw.polygon(surface, colour, [(x - half * 0.7, y - half), (x + half, y), (x - half * 0.7, y + half)])


def information(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    line = max(1, round(size * 0.09))
    pygame.draw.circle(surface, colour, middle, round(size * 0.44), line)
    pygame.draw.circle(surface, colour, (middle[0], round(middle[1] - size * 0.2)), size * 0.075)
    stem = Rect(0, 0, round(size * 0.12), round(size * 0.32))
    stem.center = (middle[0], round(middle[1] + size * 0.09))
    pygame.draw.rect(surface, colour, stem, border_radius=line // 2)


def close(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    half = size * 0.3
    for way in (-1, 1):
        _stroke(
            surface,
            colour,
            size,
            [(middle[0] - half, middle[1] - way * half), (middle[0] + half, middle[1] + way * half)],
        )


def turn_on(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    _tip(surface, middle, size, colour, 1)


def turn_back(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    _tip(surface, middle, size, colour, -1)


def packs(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    side, line = size * 0.34, max(1, round(size * 0.08))
    for across in (-1, 1):
        for down in (-1, 1):
            box = Rect(0, 0, round(side), round(side))
            box.center = (round(middle[0] + across * size * 0.22), round(middle[1] + down * size * 0.22))
            pygame.draw.rect(surface, colour, box, line, border_radius=line)


def end(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """A broken ring with a stroke: what ends machines everywhere."""
    line, radius = max(1, round(size * 0.1)), round(size * 0.4)
    pygame.draw.circle(surface, colour, middle, radius, line)
    gap = Rect(0, 0, round(size * 0.3), radius)
    gap.midbottom = middle
    surface.fill((*colour, 0), gap)
    _stroke(surface, colour, size, [(middle[0], middle[1] - size * 0.46), (middle[0], middle[1] - size * 0.05)])


def machine(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """Lines of a list."""
    for row in (-1, 0, 1):
        y = middle[1] + row * size * 0.26
        pygame.draw.circle(surface, colour, (middle[0] - size * 0.36, y), size * 0.07)
        _stroke(surface, colour, size, [(middle[0] - size * 0.16, y), (middle[0] + size * 0.4, y)])


def pencil(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    x, y, far = middle[0], middle[1], size * 0.34
    _stroke(surface, colour, size, [(x - far * 0.6, y + far * 0.6), (x + far, y - far)], 0.2)
    pygame.draw.polygon(
        surface,
        colour,
        [(x - far * 1.25, y + far * 1.25), (x - far * 0.95, y + far * 0.35), (x - far * 0.35, y + far * 0.95)],
    )


def erase(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """An arrow to the left."""
    x, y, half = middle[0], middle[1], size * 0.4
    _stroke(surface, colour, size, [(x - half, y), (x + half, y)])
    for way in (-1, 1):
        _stroke(surface, colour, size, [(x - half, y), (x - half * 0.2, y + way * half * 0.8)])


def _tip(surface: Surface, middle: Spot, size: int, colour: Colour, way: int) -> None:
    x, y, half = middle[0], middle[1], size * 0.32
    _stroke(surface, colour, size, [(x - way * half * 0.5, y - half), (x + way * half * 0.6, y)])
    _stroke(surface, colour, size, [(x + way * half * 0.6, y), (x - way * half * 0.5, y + half)])


def _stroke(surface: Surface, colour: Colour, size: int, ends: list[tuple[float, float]], share: float = 0.11) -> None:
    """A line with round ends."""
    wide = max(1, round(size * share))
    pygame.draw.line(surface, colour, ends[0], ends[1], wide)
    for spot in ends:
        pygame.draw.circle(surface, colour, spot, wide / 2)


def people(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """Two busts."""
    for way in (-1, 1):
        x = round(middle[0] + way * size * 0.22)
        pygame.draw.circle(surface, colour, (x, round(middle[1] - size * 0.18)), size * 0.15)
        shoulders = Rect(0, 0, round(size * 0.38), round(size * 0.5))
        shoulders.midtop = (x, round(middle[1] + size * 0.03))
        half = round(size * 0.19)
        lower = Rect(shoulders.left, shoulders.top, shoulders.width, round(size * 0.3))
        pygame.draw.rect(surface, colour, lower, border_top_left_radius=half, border_top_right_radius=half)


def take(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """An arrow down into a tray."""
    x, y, half = middle[0], middle[1], size * 0.36
    for start, end in (
        ((0, -1), (0, 0.4)),
        ((0, 0.45), (-0.5, -0.05)),
        ((0, 0.45), (0.5, -0.05)),
        ((-1, 0.4), (-1, 1)),
        ((-1, 1), (1, 1)),
        ((1, 1), (1, 0.4)),
    ):
        ends = [(x + half * across, y + half * down) for across, down in (start, end)]
        _stroke(surface, colour, size, ends, 0.09)


def talk(surface: Surface, middle: Spot, size: int, colour: Colour) -> None:
    """A microphone on its stand."""
    x, y, line = middle[0], middle[1], max(1, round(size * 0.08))
    head = Rect(0, 0, round(size * 0.3), round(size * 0.52))
    head.midtop = (x, round(y - size * 0.48))
    pygame.draw.rect(surface, colour, head, border_radius=head.width // 2)
    for step in range(33):
        turn = math.pi * step / 32
        spot = (x + size * 0.27 * math.cos(turn), y - size * 0.12 + size * 0.3 * math.sin(turn))
        pygame.draw.circle(surface, colour, spot, line / 2)
    _stroke(surface, colour, size, [(x, y + size * 0.2), (x, y + size * 0.42)], 0.08)
    _stroke(surface, colour, size, [(x - size * 0.18, y + size * 0.44), (x + size * 0.18, y + size * 0.44)], 0.08)


SIGNS = {
    Icon.MICROPHONE: talk,
    Icon.PAUSE: pause,
    Icon.RESUME: resume,
    Icon.INFORMATION: information,
    Icon.CLOSE: close,
    Icon.NEXT: turn_on,
    Icon.BACK: turn_back,
    Icon.PACKS: packs,
    Icon.LIST: machine,
    Icon.END: end,
    Icon.PENCIL: pencil,
    Icon.PEOPLE: people,
    Icon.TAKE: take,
}
"""The rest is drawn in `icons.py`."""
