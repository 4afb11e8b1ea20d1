"""Opens the stage for a kit: its portrait and its colours, on a screen or on none."""

import logging
import os
from pathlib import Path

from kiosk.app.kit import Kit
from kiosk.domain.pack import Pack
from kiosk.domain.problem import KioskError
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.photograph.photo import read_photo
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import check_photo, read_rig
from kiosk.stage.portrait.portrait import Portrait, portrait_for
from kiosk.stage.screen import Screen, screen_of
from kiosk.stage.stage import Stage

log = logging.getLogger(__name__)

NO_SCREEN = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


def open_stage(kit: Kit, screen: Screen | None = None) -> Stage:
    """The stage of the kit's figure, for the canvas of a window or for one that nobody sees."""
    return Stage(open_portrait(kit.pack), kit.pack.theme, screen=screen or screen_of(kit.stage))


def open_portrait(pack: Pack) -> Portrait:
    """The figure's portrait; a neutral silhouette where its photograph or its points cannot be used."""
    if not pack.photo:
        return portrait_for(pack.portrait)
    try:
        return open_photograph(Path(pack.folder) / pack.photo)
    except KioskError as error:
        log.warning("%s; a neutral silhouette stands in", error)
        return portrait_for("")


def open_photograph(file: Path) -> Photograph:
    """The portrait of a picture with its rig beside it. Raises RiggingError or RigError."""
    photo, rig = read_photo(file), read_rig(file.with_name("rig.toml"))
    check_photo(rig, file.name, (photo.shape[1], photo.shape[0]))
    return Photograph(photo, rig)


def open_picture(kit: Kit) -> Picture:
    """The same without a screen."""
    os.environ.update(NO_SCREEN)
    return Picture(open_stage(kit))
