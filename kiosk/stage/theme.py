"""Colours of a pack, made legible whatever it asks for."""

from dataclasses import dataclass
from functools import lru_cache

from kiosk.domain.content.figure import Theme

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

MARGIN = 0.5
"""More than the least, for buttons through which a little of the portrait is seen."""

ROOMY_CONTRAST = 7.0
"""Of ink on its surface, so that words still to be spoken can be told from those that were."""


@dataclass(frozen=True, slots=True)
class Palette:
    """What the stage paints with."""

    background: Colour
    """Of the field that is typed into; ink and quiet can be read on it too."""

    surface: Colour
    ink: Colour
    accent: Colour
    on_accent: Colour
    quiet: Colour
    """Ink for what is not read first; still legible."""


def palette(theme: Theme, is_high_contrast: bool) -> Palette:
    """The theme's colours; those that would not be legible give way to black or white."""
    if is_high_contrast:
        return Palette(BLACK, BLACK, WHITE, (255, 221, 0), BLACK, WHITE)
    background, surface = parsed(theme.background), parsed(theme.surface)
    ink = legible(parsed(theme.ink), surface)
    surface = cleared(surface, ink)
    accent = legible(parsed(theme.accent), surface)
    quiet = quieter(ink, surface, 0.3)
    on_accent = legible(background, accent)
    if min(contrast(ink, background), contrast(quiet, background)) < LEAST_CONTRAST:
        background = surface
    return Palette(background, surface, ink, accent, on_accent, quiet)


def parsed(text: str) -> Colour:
    """#rrggbb as numbers; anything else is a middle grey."""
    try:
        value = int(text.removeprefix("#"), 16)
    except ValueError:
        return (128, 128, 128)
    return (value >> 16 & 255, value >> 8 & 255, value & 255)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the way from the first to the second."""
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(first, second, strict=True))
    return red, green, blue


def legible(wanted: Colour, on: Colour) -> Colour:
    """The wanted colour where it can be read on the other one, else black or white, whichever reads better."""
    if contrast(wanted, on) >= LEAST_CONTRAST:
        return wanted
    return max((BLACK, WHITE), key=lambda colour: contrast(colour, on))


def cleared(surface: Colour, ink: Colour) -> Colour:
    """The surface moved away from its ink until another, quieter ink can be read on it too."""
    away = max((BLACK, WHITE), key=lambda colour: contrast(colour, ink))
    for share in range(0, 101, 5):
        moved = mixed(surface, away, share / 100)
        if contrast(ink, moved) >= ROOMY_CONTRAST:
            return moved
    return away


def quieter(ink: Colour, on: Colour, share: float) -> Colour:
    """The ink moved by `share` towards what it stands on, or the ink itself where that could not be read."""
    wanted = mixed(ink, on, share)
    return wanted if contrast(wanted, on) >= LEAST_CONTRAST else ink


def faint(ink: Colour, on: Colour) -> Colour:
    """Ink for what a touch would not change: as quiet as can still be read."""
    inks = (mixed(ink, on, share) for share in (0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2))
    return next((quiet for quiet in inks if contrast(quiet, on) >= LEAST_CONTRAST + MARGIN), ink)


@lru_cache(maxsize=64)
def covering(colours: Palette, alpha: int) -> int:
    """The alpha of a panel, raised until both its inks can be read whatever is painted behind it."""
    for stronger in range(alpha, 255):
        behind = [mixed(colours.surface, light, 1.0 - stronger / 255) for light in (BLACK, WHITE)]
        if all(contrast(ink, back) >= LEAST_CONTRAST for ink in (colours.ink, colours.quiet) for back in behind):
            return stronger
    return 255


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio by WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
