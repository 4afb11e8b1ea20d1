"""Opens the stage for a kit: its portrait and its colours, on a screen or on none."""

import os

from kiosk.app.kit import Kit
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.portrait import portrait_for
from kiosk.stage.stage import Stage

NO_SCREEN = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


def open_stage(kit: Kit) -> Stage:
    """The stage of the kit's figure."""
    return Stage(portrait_for(kit.pack.portrait), kit.pack.theme)


def open_picture(kit: Kit) -> Picture:
    """The same without a screen."""
    os.environ.update(NO_SCREEN)
    return Picture(open_stage(kit))
