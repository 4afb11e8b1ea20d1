"""A portrait that hangs among others is whole; a damaged one is drawn again."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.app.runtime.thumbnails import is_whole, thumbnail, thumbnail_name
from tests.fakes.visits import keeper

PICTURE = cv2.imencode(".png", np.arange(48, dtype=np.uint8).reshape(4, 4, 3))[1].tobytes()


def test_every_byte_of_a_portrait_counts(tmp_path: Path) -> None:
    file = tmp_path / "portrait.png"
    file.write_bytes(PICTURE)
    assert is_whole(file)
    for at in range(len(PICTURE)):
        file.write_bytes(PICTURE[:at])
        assert not is_whole(file), f"cut after {at} bytes"
        file.write_bytes(PICTURE[:at] + bytes([PICTURE[at] ^ 0x55]) + PICTURE[at + 1 :])
        assert not is_whole(file), f"byte {at} is another one"
    assert not is_whole(tmp_path / "none.png")


def test_a_damaged_portrait_in_a_pack_gives_way_to_the_one_in_the_cache(tmp_path: Path) -> None:
    pack = replace(keeper(), folder=str(tmp_path / "pack"), digest="0123456789abcdef")
    built, kept = tmp_path / "pack" / "build" / thumbnail_name(pack), tmp_path / "cache" / thumbnail_name(pack)
    for file in (built, kept):
        file.parent.mkdir(parents=True)
        file.write_bytes(PICTURE)
    assert thumbnail(pack, kept.parent) == built
    built.write_bytes(PICTURE[:-1])
    assert thumbnail(pack, kept.parent) == kept


@pytest.mark.parametrize("damage", [b"", PICTURE[:-1], b"GIF89a"])
def test_a_damaged_portrait_in_the_cache_is_drawn_again(damage: bytes, tmp_path: Path) -> None:
    pack = replace(keeper(), folder=str(tmp_path), digest="0123456789abcdef")
    kept = tmp_path / "cache" / thumbnail_name(pack)
    kept.parent.mkdir()
    kept.write_bytes(damage)
    assert thumbnail(pack, kept.parent) == kept
    assert is_whole(kept)
