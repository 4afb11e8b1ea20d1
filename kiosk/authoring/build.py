"""Building: what is computed from a pack, done ahead and laid into the pack or, where it cannot, the cache."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.runtime.thumbnails import PORTRAIT, is_whole, make_thumbnail, thumbnail_name
from kiosk.app.wiring.mind import open_encoders
from kiosk.app.wiring.setup import Setup
from kiosk.domain.content.pack import BUILD
from kiosk.mind.answer.repertoire import Learning, Repertoire
from kiosk.mind.texts.vector_store import VectorStore

WIDTH = 30


@dataclass(frozen=True, slots=True)
class Built:
    """One language of a pack, ready to be asked."""

    stage: str
    """Of the figure's life; empty where it has none."""

    language: str
    lines: int
    questions: int
    embedding: str
    """The model that knows the language; empty: words and letters alone."""

    seconds: float
    folder: Path


def build(setups: Sequence[Setup], progress: Callable[[int, int], None]) -> Iterator[Built]:
    """Every language at every stage; what was built before and fits no more is removed from the pack."""
    folder = build_folder(setups[0])
    store = VectorStore(folder)
    encoders = open_encoders(setups[0].mind)
    for setup in setups:
        for language in setup.pack.languages:
            began = time.perf_counter()
            encoder = encoders.get(language)
            Repertoire(setup.pack, language, Learning(encoder, store, progress))
            lines = setup.pack.lines.get(language, ())
            questions = sum(len(line.asks) for line in lines)
            name = setup.mind.embeddings[language].stem if encoder is not None else ""
            seconds = time.perf_counter() - began
            yield Built(setup.pack.variant, language, len(lines), questions, name, seconds, folder)
    if folder != setups[0].cache:
        store.clear()


def hang(setups: Sequence[Setup]) -> tuple[Path, ...]:
    """The portraits of a pack as they hang among others; those of before are removed."""
    folder = build_folder(setups[0])
    wanted = {folder / thumbnail_name(setup.pack): setup.pack for setup in setups}
    for file in folder.glob(f"{PORTRAIT}*.png") if folder != setups[0].cache else ():
        if file not in wanted:
            file.unlink(missing_ok=True)
    return tuple(file for file, pack in wanted.items() if is_whole(file) or make_thumbnail(pack, file))


def build_folder(setup: Setup) -> Path:
    """`build` inside the pack where that can be written, else the cache."""
    home = Path(setup.pack.folder)
    inside = home / BUILD
    is_open = os.access(inside if inside.is_dir() else home, os.W_OK)
    return inside if setup.pack.folder and is_open else setup.cache


def bar(what: str) -> Callable[[int, int], None]:
    """A progress bar on a terminal; silence elsewhere."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() and (done % 10 == 0 or done == total):
            filled = WIDTH * done // max(1, total)
            end = "\n" if done == total else ""
            print(
                f"\r{what} {'█' * filled}{'·' * (WIDTH - filled)} {done}/{total}", end=end, file=sys.stderr, flush=True
            )

    return show
