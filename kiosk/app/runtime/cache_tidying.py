"""Tidying: what was computed from packs that are not here any more, or by another kiosk, goes."""

import logging

from kiosk.app.config.config import Config, data_folder
from kiosk.app.config.pack_selection import FIGURES
from kiosk.pack.store.cache_filelock import tidy
from kiosk.pack.store.versions import digests

log = logging.getLogger(__name__)


def tidied(config: Config) -> int:
    """Looks at names and times alone; how many files and folders were removed. Never raises."""
    data = data_folder(config)
    shipped = dict.fromkeys(FIGURES, frozenset[str]())
    try:
        removed = tidy(data, {**digests(data / "packs"), **shipped})
    except Exception:
        log.exception("the cache cannot be tidied")
        return 0
    if removed:
        log.info("%s files and folders of the cache were needed by nobody", removed)
    return removed
