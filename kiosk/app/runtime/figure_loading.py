"""Loading figures: reads packs, hangs the gallery and opens stages for whoever is shown next."""

from datetime import date
from pathlib import Path

from kiosk.app.config.config import load
from kiosk.app.config.pack_selection import open_library
from kiosk.app.runtime.cache_tidying import tidied
from kiosk.app.runtime.figure_choice import Gallery, figure_setup, open_gallery
from kiosk.app.runtime.preparation import IsWanted
from kiosk.app.wiring.setup import Setup, another_setup, standing_setup
from kiosk.app.wiring.stage import open_stage
from kiosk.process.memory import give_back
from kiosk.stage.screen.screen import Screen
from kiosk.stage.stage import Stage


def first_setup(extra: Path | None, pack: str | None) -> Setup:
    """The figure that is named, else the first that visitors may choose, else the pack in use."""
    today = date.today()
    gallery = open_gallery(load(extra), pack, today)
    if gallery.is_open:
        return figure_setup(extra, gallery.figures[0].ref, gallery)
    return another_setup(extra, pack) if pack else standing_setup(extra, None, today)


class FigureLoader:
    """On this machine, for the canvas of a window; what `Makers` promises, in any thread."""

    def __init__(self, extra: Path | None, screen: Screen) -> None:
        """`extra`: the configuration named on the command line."""
        self._extra, self._screen = extra, screen

    def used(self, pack: str, is_wanted: IsWanted) -> Setup:
        setup = another_setup(self._extra, pack)
        if is_wanted():
            open_library(load(self._extra)).use(pack)
        return setup

    def met(self, figure: str, gallery: Gallery) -> Setup:
        return figure_setup(self._extra, figure, gallery)

    def standing(self, shown: Setup, named: str | None, day: date) -> Setup:
        """The figure itself, else another one that may be chosen, else a version before."""
        config = load(self._extra)
        tidied(config)
        gallery = open_gallery(config, named, day)
        refs = [one.ref for one in gallery.figures]
        if refs and shown.visit.figure not in refs:
            return figure_setup(self._extra, refs[0], gallery)
        ref = shown.visit.figure or named
        return gallery.hung(standing_setup(self._extra, ref, day), ref or "")

    def stage(self, setup: Setup) -> Stage:
        """Painted on surfaces of its own: the window is the main thread's."""
        stage = open_stage(setup.pack, setup.stage.settings, self._screen)
        give_back()
        return stage
