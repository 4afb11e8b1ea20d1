"""Which pack a verb works on, read and checked."""

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import kiosk
from kiosk.app.config.config import Config, data_folder
from kiosk.domain.content.figure import Figure, Voice
from kiosk.domain.content.life_stage import staged
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.rights import Place, Rights
from kiosk.domain.problem import Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.model.findings import did_you_mean
from kiosk.pack.model.manifest import PACK_ID
from kiosk.pack.model.reader import languages_of, read_pack
from kiosk.pack.store.library import PackLibrary

SHIPPED = Path(kiosk.__file__).parents[1] / "content"
FIGURES = ("ada-lovelace", "sejong")
"""The packs that come with the kiosk; the first is shown until another one is chosen."""

STAGE = ":"
"""Between a pack and a stage of its figure's life: ada-lovelace:child."""

log = logging.getLogger(__name__)


def open_library(config: Config) -> PackLibrary:
    """The packs installed on this machine and those that come with the kiosk."""
    return library_of(data_folder(config), place_of(config))


def library_of(data: Path, place: Place) -> PackLibrary:
    """The same by the folder that holds packs and models, for a kiosk that stands there."""
    return PackLibrary(data / "packs", tuple(SHIPPED / figure for figure in FIGURES), place=place)


def place_of(config: Config) -> Place:
    """Where the kiosk stands: what its operator wrote, parted by commas."""
    names = (name.strip().casefold() for name in config.value("kiosk", "place").split(","))
    return Place(frozenset(filter(None, names)), config.value("kiosk", "purpose").strip())


def parted(named: str) -> tuple[str, str]:
    """A pack and the stage of its figure's life, empty where none is named."""
    pack, divider, stage = named.rpartition(STAGE)
    is_stage = divider and len(pack) > 1 and PACK_ID.fullmatch(stage)
    return (pack, stage) if is_stage and not Path(named).exists() else (named, "")


def chosen_folder(config: Config, named: str | None) -> Path:
    """The folder of the pack that is named, configured, in use, or else the first shipped. Raises PackError."""
    return chosen(config, named)[0]


def chosen(config: Config, named: str | None) -> tuple[Path, str]:
    """The same, and the stage of the figure's life that is named."""
    pack, stage = parted(named or config.value("kiosk", "pack"))
    return open_library(config).resolve(pack or None), stage


def open_pack(config: Config, named: str | None, day: date | None = None) -> Pack:
    """The pack, fit for that day (today). Raises PackError with everything that is wrong with it."""
    folder, stage = chosen(config, named)
    return at_stage(open_whole(config, folder, day or date.today()), stage)


def standing_pack(config: Config, named: str | None, day: date) -> Pack:
    """What may be shown on that day: the pack, else its version before, else the notice that nobody is on view.

    Raises PackError where no pack can even be found.
    """
    folder, stage = chosen(config, named)
    for attempt in (folder, open_library(config).previous(folder)):
        if attempt is None:
            continue
        try:
            return at_stage(open_whole(config, attempt, day), stage)
        except PackError as error:
            log.warning("the pack in %s is not shown: %s", attempt.name, error)
    return Pack(folder.name, "", languages_of(folder), Figure(""), Rights(), {}, {}, {}, is_withdrawn=True)


def open_whole(config: Config, folder: Path, day: date) -> Pack:
    """With all stages. Raises PackError where it is not fit here and on that day, or no longer what was signed."""
    library = open_library(config)
    is_trial = library.is_trial(folder, day)
    reading = read_pack(folder, day)
    if reading.pack is None:
        raise PackError(*reading.problems)
    return narrowed(replace(library.admitted(reading.pack, day), is_trial=is_trial), day)


def at_stage(pack: Pack, stage: str) -> Pack:
    """Raises PackError for a stage that the pack does not have."""
    try:
        return staged(pack, stage)
    except KeyError as error:
        known = [one.id for one in pack.variants]
        hint = did_you_mean(stage, known) or ("it has: " + ", ".join(known) if known else "leave it out")
        what = f"has no stage '{stage}'"
        raise PackError(Problem(Code.NO_VARIANT.value, pack.id, what, hint)) from error


def narrowed(pack: Pack, day: date) -> Pack:
    """The pack without what no consent covers on that day: a neutral voice where the voice was not granted."""
    if pack.permission(day).may_sound_alike:
        return pack
    lines = {
        language: tuple(replace(line, media="", clip="") for line in spoken) for language, spoken in pack.lines.items()
    }
    variants = tuple(replace(one, voice=None, films={}) for one in pack.variants)
    return replace(pack, voice=Voice(), lines=lines, variants=variants)
