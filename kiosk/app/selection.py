"""Which pack a verb works on, read and checked."""

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import kiosk
from kiosk.app.config import Config, data_folder
from kiosk.domain.figure import Figure, Voice
from kiosk.domain.pack import Pack
from kiosk.domain.rights import Rights, Scope
from kiosk.pack.errors import PackError
from kiosk.pack.library import PackLibrary
from kiosk.pack.reader import languages_of, read_pack

SHIPPED = Path(kiosk.__file__).parents[1] / "content"
DEMO = "ada-lovelace"

log = logging.getLogger(__name__)


def open_library(config: Config) -> PackLibrary:
    """The packs installed on this machine and the demo."""
    return library_of(data_folder(config))


def library_of(data: Path) -> PackLibrary:
    """The same by the folder that holds packs and models."""
    return PackLibrary(data / "packs", (SHIPPED / DEMO,))


def chosen_folder(config: Config, named: str | None) -> Path:
    """The folder of the pack that is named, configured, in use, or else the demo's. Raises PackError."""
    return open_library(config).resolve(named or config.value("kiosk", "pack") or None)


def open_pack(config: Config, named: str | None, day: date | None = None) -> Pack:
    """The pack, fit for that day (today). Raises PackError with everything that is wrong with it."""
    return _opened(config, chosen_folder(config, named), day or date.today())


def standing_pack(config: Config, named: str | None, day: date) -> Pack:
    """What may be shown on that day: the pack, else its version before, else the notice that nobody is on view.

    Raises PackError where no pack can even be found.
    """
    folder = chosen_folder(config, named)
    for attempt in (folder, open_library(config).previous(folder)):
        if attempt is None:
            continue
        try:
            return _opened(config, attempt, day)
        except PackError as error:
            log.warning("the pack in %s is not shown: %s", attempt.name, error)
    return Pack(folder.name, "", languages_of(folder), Figure(""), Rights(), {}, {}, {}, is_withdrawn=True)


def _opened(config: Config, folder: Path, day: date) -> Pack:
    """Raises PackError where it is not fit, or no longer what was signed."""
    is_trial = open_library(config).is_trial(folder, day)
    reading = read_pack(folder, day)
    if reading.pack is None:
        raise PackError(*reading.problems)
    return narrowed(replace(reading.pack, is_trial=is_trial), day)


def narrowed(pack: Pack, day: date) -> Pack:
    """The pack without what no consent covers on that day: a neutral voice where the voice was not granted."""
    if pack.allows(Scope.VOICE, day):
        return pack
    lines = {
        language: tuple(replace(line, media="", clip="") for line in spoken) for language, spoken in pack.lines.items()
    }
    return replace(pack, voice=Voice(), lines=lines)
