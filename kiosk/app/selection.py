"""Which pack a verb works on, read and checked."""

from datetime import date
from pathlib import Path

import kiosk
from kiosk.app.config import Config, data_folder
from kiosk.domain.pack import Pack
from kiosk.pack.errors import PackError
from kiosk.pack.library import PackLibrary
from kiosk.pack.reader import read_pack

SHIPPED = Path(kiosk.__file__).parents[1] / "content"
DEMO = "ada-lovelace"


def open_library(config: Config) -> PackLibrary:
    """The packs installed on this machine and the demo."""
    return library_of(data_folder(config))


def library_of(data: Path) -> PackLibrary:
    """The same by the folder that holds packs and models."""
    return PackLibrary(data / "packs", (SHIPPED / DEMO,))


def chosen_folder(config: Config, named: str | None) -> Path:
    """The folder of the pack that is named, configured, in use, or else the demo's. Raises PackError."""
    return open_library(config).resolve(named or config.value("kiosk", "pack") or None)


def open_pack(config: Config, named: str | None) -> Pack:
    """The pack, fit for today. Raises PackError with everything that is wrong with it."""
    reading = read_pack(chosen_folder(config, named), date.today())
    if reading.pack is None:
        raise PackError(*reading.problems)
    return reading.pack
