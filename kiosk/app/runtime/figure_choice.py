"""The gallery of a kiosk: the figures among whom visitors choose, each with its name and its portrait."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, data_folder, load
from kiosk.app.config.pack_selection import STAGE, at_stage, chosen_folder, open_pack, open_whole, parted
from kiosk.app.runtime.thumbnails import thumbnail
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.app.wiring.visit import load_phrases
from kiosk.domain.content.life_stage import staged
from kiosk.domain.content.pack import Pack
from kiosk.domain.problem import KioskError
from kiosk.domain.visit.interaction import FigureOffer
from kiosk.pack.store.cache_filelock import cache_folder, hold

log = logging.getLogger(__name__)

MOST_QUESTIONS = 3
"""Languages in which it is asked whom one would like to meet."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Who can be met, and the question in their languages."""

    figures: Sequence[FigureOffer] = ()
    questions: Sequence[str] = ()

    @property
    def is_open(self) -> bool:
        return len(self.figures) > 1

    def hung(self, setup: Setup, ref: str) -> Setup:
        """The setup of one of the figures with all the others beside it; alone where it is none of them."""
        if not self.is_open or ref not in {one.ref for one in self.figures}:
            return setup
        others = replace(setup.visit, figures=tuple(self.figures), figure=ref, questions=tuple(self.questions))
        return replace(setup, visit=others)


def ref_of(pack: Pack, named: str = "") -> str:
    """How the figure is named wherever a pack is named: by folder or id, and by the stage of its life."""
    home = parted(named)[0] if named else pack.id
    return f"{home}{STAGE}{pack.variant}" if pack.variant else home


def open_gallery(config: Config, named: str | None, day: date) -> Gallery:
    """The figures of `[kiosk] figures`; else the stages of the pack that is named or in use, if it has several."""
    wanted = () if named else config.value("kiosk", "figures")
    found: dict[str, Pack] = {}
    for one in wanted or (named or config.value("kiosk", "pack"),):
        try:
            found |= {ref_of(pack, one): pack for pack in _packs(config, one, day)}
        except KioskError as error:
            log.warning("%s is not among the figures: %s", one or "the pack in use", error)
    if len(found) < 2:
        return Gallery()
    offers = tuple(FigureOffer(ref, *_told(pack), _portrait(config, pack)) for ref, pack in found.items())
    return Gallery(offers, _questions(found.values()))


def _portrait(config: Config, pack: Pack) -> str:
    cache = cache_folder(data_folder(config), pack.id)
    hold(cache)
    return str(thumbnail(pack, cache))


def _packs(config: Config, named: str, day: date) -> Iterator[Pack]:
    """One stage where one is named, else all of them."""
    stage = parted(named)[1] if named else ""
    whole = open_whole(config, chosen_folder(config, named or None), day)
    if stage or not whole.variants:
        yield at_stage(whole, stage)
        return
    yield from (staged(whole, one.id) for one in whole.variants)


def _told(pack: Pack) -> tuple[str, str]:
    """Name and, in small letters, years and title."""
    language = pack.language
    parts = (pack.figure.years, pack.titled(language))
    return pack.named(language), " · ".join(part for part in parts if part)


def _questions(packs: Iterable[Pack]) -> tuple[str, ...]:
    asked = dict.fromkeys(words.choose_figure for pack in packs for words in load_phrases(pack).values())
    return tuple(asked)[:MOST_QUESTIONS]


def figure_setup(extra: Path | None, ref: str, gallery: Gallery) -> Setup:
    """The setup of a figure that a visitor chose; the pack in use stays what it is. Raises KioskError."""
    config = load(extra)
    return gallery.hung(assemble(config, open_pack(config, ref), date.today()), ref)
