"""What the stage runs with, and its opening: a pack's portrait and its colours, on a screen or on none."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.config.config import Config
from kiosk.app.wiring.footage import PackFootage
from kiosk.app.wiring.installed_models import Installed
from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import KioskError
from kiosk.stage.picture import Picture
from kiosk.stage.portrait.clip.clip import IDLE, FilmedFigure, Loop
from kiosk.stage.portrait.clip.films import Films, Signing
from kiosk.stage.portrait.clip.footage import FootageError
from kiosk.stage.portrait.clip.reel import Projector
from kiosk.stage.portrait.photograph.photo import read_photo
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import check_photo, read_rig
from kiosk.stage.portrait.portrait import Portrait, portrait_for
from kiosk.stage.screen.layout import SIGNING_SIZE
from kiosk.stage.screen.screen import Screen, screen_of
from kiosk.stage.settings import StageSettings
from kiosk.stage.stage import PORTRAIT_SIZE, Stage

log = logging.getLogger(__name__)

NO_SCREEN = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


@dataclass(frozen=True, slots=True)
class StageSetup:
    """How the screen hangs, and what finds the points of a photograph."""

    settings: StageSettings
    landmarks: Path | None
    irises: Path | None


def stage_setup(config: Config, models: Installed) -> StageSetup:
    section = config.section("stage")
    settings = StageSettings(
        rotation=section["rotation_degrees"],
        fullscreen=section["fullscreen"],
        display=section["display"],
        diagonal_inches=section["diagonal_inches"],
        lower_edge_mm=section["lower_edge_mm"],
        shape=section["shape"],
        fps=section["frames_hz"],
        talk_key=config.value("microphone", "talk_key"),
    )
    return StageSetup(settings, models.file("face-landmarks"), models.file("iris-landmarks"))


def open_stage(pack: Pack, settings: StageSettings, screen: Screen | None = None, is_patient: bool = False) -> Stage:
    """The stage of the pack's figure, for the canvas of a window or for one that nobody sees.

    A patient one waits for every picture of a film.
    """
    footage, folder = PackFootage(), Path(pack.folder)
    figure = Projector(footage, folder, PORTRAIT_SIZE, is_patient)
    signs = Projector(footage, folder, SIGNING_SIZE, is_patient)
    films = Films((figure, signs), Signing(signs))
    return Stage(open_portrait(pack, figure), pack.theme, films=films, screen=screen or screen_of(settings))


def open_portrait(pack: Pack, projector: Projector) -> Portrait:
    """The figure's portrait; a neutral silhouette where its photograph, points or films cannot be used."""
    try:
        if pack.photo:
            return open_photograph(Path(pack.folder) / pack.photo)
        if pack.loops:
            return open_filmed(pack, projector)
    except KioskError as error:
        log.warning("%s; a neutral silhouette stands in", error)
        return portrait_for("")
    return portrait_for(pack.portrait)


def open_filmed(pack: Pack, projector: Projector) -> FilmedFigure:
    """The portrait made of the pack's loops. Raises FootageError where the idle one cannot be shown."""
    loops: dict[str, Loop] = {}
    for name, file in pack.loops.items():
        try:
            loops[name] = Loop(file, projector.footage.seconds(projector.folder / file))
        except FootageError as error:
            if name == IDLE:
                raise
            log.warning("%s; the idle film stands in", error)
    return FilmedFigure(projector, loops)


def open_film(file: Path) -> FilmedFigure:
    """A portrait that is one film, again and again. Raises FootageError."""
    projector = Projector(PackFootage(), file.parent, PORTRAIT_SIZE)
    return FilmedFigure(projector, {IDLE: Loop(file.name, projector.footage.seconds(file))})


def open_photograph(file: Path) -> Photograph:
    """The portrait of a picture with its rig beside it. Raises RiggingError or RigError."""
    photo, rig = read_photo(file), read_rig(file.with_name("rig.toml"))
    check_photo(rig, file.name, (photo.shape[1], photo.shape[0]))
    return Photograph(photo, rig)


def open_picture(pack: Pack, settings: StageSettings, is_patient: bool = False) -> Picture:
    """The stage without a screen."""
    os.environ.update(NO_SCREEN)
    return Picture(open_stage(pack, settings, is_patient=is_patient))
