"""Thumbnails: the portrait of a figure as it hangs among others, drawn once and kept in the pack or in the cache."""

import logging
import multiprocessing
import os
import struct
import tempfile
import zlib
from pathlib import Path

from kiosk.app.wiring.footage import PackFootage
from kiosk.app.wiring.stage import NO_SCREEN, open_portrait
from kiosk.domain.content.pack import BUILD, Pack
from kiosk.stage.portrait.clip.reel import Projector
from kiosk.stage.portrait.still import save_portrait
from kiosk.stage.stage import PORTRAIT_SIZE

log = logging.getLogger(__name__)

LONGEST_SECONDS = 60.0
PNG = b"\x89PNG\r\n\x1a\n"
PORTRAIT = "portrait-"
RECIPE = "1"
"""Changes when the same figure would be drawn otherwise."""


def thumbnail(pack: Pack, cache: Path) -> Path:
    """The file with the portrait of the pack at its stage: the one that was built, else one in the cache, made now."""
    name = thumbnail_name(pack)
    built = Path(pack.folder, BUILD, name)
    if pack.folder and is_whole(built):
        return built
    kept = cache / name
    if not is_whole(kept):
        make_thumbnail(pack, kept)
    return kept


def thumbnail_name(pack: Pack) -> str:
    stage = f"-{pack.variant}" if pack.variant else ""
    return f"{PORTRAIT}{RECIPE}-{pack.digest[:12]}{stage}.png"


def make_thumbnail(pack: Pack, file: Path) -> bool:
    """Draws it whole or not at all, in a process of its own: whatever a picture does to its decoder ends there.

    What cannot be drawn or written is done without; whether it is there.
    """
    child = multiprocessing.get_context("spawn").Process(target=_draw, args=(pack, file), daemon=True)
    child.start()
    child.join(LONGEST_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    if child.exitcode != 0 or not is_whole(file):
        log.warning("there is no portrait of %s to be hung", pack.id)
    return is_whole(file)


def is_whole(file: Path) -> bool:
    """Whether it is a PNG of which no byte is missing or another one: each part of it has a checksum."""
    try:
        content = file.read_bytes()
        at, kind = len(PNG), b""
        while content.startswith(PNG) and at < len(content):
            (length,), kind = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
            (told,) = struct.unpack_from(">I", content, at + 8 + length)
            if zlib.crc32(content[at + 4 : at + 8 + length]) != told:
                return False
            at += 12 + length
        return kind == b"IEND"
    except (OSError, struct.error):
        return False


def _draw(pack: Pack, file: Path) -> None:
    os.environ.update(NO_SCREEN)
    projector = Projector(PackFootage(), Path(pack.folder), PORTRAIT_SIZE, is_patient=True)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".portrait-", dir=file.parent) as folder:
            unfinished = Path(folder, "portrait.png")
            save_portrait(open_portrait(pack, projector), unfinished)
            os.replace(unfinished, file)
    finally:
        projector.close()
