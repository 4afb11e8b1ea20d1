"""What helps to read: larger letters and stronger contrast."""

from dataclasses import replace

from kiosk.domain.screen.pages import ROOMS
from kiosk.domain.visit.interaction import Interaction

TEXT_SIZES = len(ROOMS)


def enlarged(now: Interaction) -> Interaction:
    """The next larger letters; after the largest the normal ones."""
    size = (now.preferences.text_size + 1) % TEXT_SIZES
    return replace(now, preferences=replace(now.preferences, text_size=size))


def contrasted(now: Interaction) -> Interaction:
    """The other contrast."""
    return replace(now, preferences=replace(now.preferences, is_high_contrast=not now.preferences.is_high_contrast))
