"""Every screen looks as it did when somebody last looked at it.

KIOSK_GOLDEN=write draws the pictures anew; look at them before they are kept.
"""

import os
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from kiosk.stage.stage import Stage
from kiosk.stage.typefaces import FONTS
from tests.fakes.portrait import PlainPortrait
from tests.stage.gallery import GALLERY, Shown

GOLDEN = Path(__file__).parent / "golden"
SMALLER = 4
"""The kept pictures are smaller than the canvas by this much: a page of text stays a page of text."""

FAR, MOST_FAR = 48, 0.004
"""A pixel that differs by so many of 255 levels is another one; so many of a picture may be."""

MOST_ON_AVERAGE = 1.0
PINNED = {
    "opentype/ebgaramond/EBGaramond12-Regular.otf": 422_280,
    "truetype/noto/NotoSans-Regular.ttf": 512_672,
    "truetype/noto/NotoNaskhArabic-Regular.ttf": 175_792,
    "truetype/noto/NotoSansArabic-Regular.ttf": 244_072,
    "truetype/noto/NotoSerifDevanagari-Regular.ttf": 263_856,
    "opentype/noto/NotoSerifCJK-Regular.ttc": 26_297_400,
    "opentype/noto/NotoSansCJK-Regular.ttc": 19_484_784,
}
"""The fonts of Debian 12 by their sizes in bytes; with others, letters look otherwise."""

Pixels = NDArray[np.uint8]


def picture(shown: Shown) -> pygame.Surface:
    surface = pygame.Surface(shown.screen.size)
    Stage(PlainPortrait(), shown.theme, screen=shown.screen).draw(surface, shown.scene)
    width, height = shown.screen.size
    return pygame.transform.smoothscale(surface, (width // SMALLER, height // SMALLER))


def difference(one: pygame.Surface, other: pygame.Surface) -> tuple[float, float]:
    """The share of pixels that are other ones, and how far all are apart on average."""
    apart = np.abs(levels(one).astype(np.int16) - levels(other).astype(np.int16)).max(2)
    return float((apart > FAR).mean()), float(apart.mean())


def levels(surface: pygame.Surface) -> Pixels:
    return np.asarray(pygame.surfarray.array3d(surface), np.uint8)


def beside(kept: pygame.Surface, now: pygame.Surface, file: Path) -> Path:
    """What was, what is, and where they differ."""
    width, height = kept.get_size()
    sheet = pygame.Surface((3 * width, height))
    sheet.blit(kept, (0, 0))
    sheet.blit(now, (width, 0))
    if kept.get_size() == now.get_size():
        apart = np.abs(levels(kept).astype(np.int16) - levels(now).astype(np.int16))
        sheet.blit(pygame.surfarray.make_surface(np.minimum(apart * 4, 255).astype(np.uint8)), (2 * width, 0))
    pygame.image.save(sheet, str(file))
    return file


@pytest.fixture(scope="module")
def fonts() -> None:
    for name, size in PINNED.items():
        file = FONTS / name
        if not file.is_file():
            pytest.skip(f"{file} is not installed")
        if file.stat().st_size != size:
            pytest.skip(f"{file} is another version than the one the pictures were drawn with")


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", GALLERY)
def test_the_screen_looks_as_it_was_last_approved(name: str, tmp_path: Path) -> None:
    file, now = GOLDEN / f"{name}.png", picture(GALLERY[name])
    if os.environ.get("KIOSK_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        pygame.image.save(now, str(file))
    assert file.is_file(), f"{file} is missing: KIOSK_GOLDEN=write draws it"
    kept = pygame.image.load(str(file))
    assert kept.get_size() == now.get_size(), beside(kept, now, tmp_path / f"{name}.png")
    far, average = difference(kept, now)
    if far > MOST_FAR or average > MOST_ON_AVERAGE:
        seen = beside(kept, now, tmp_path / f"{name}.png")
        pytest.fail(f"{far:.2%} of the pixels differ, {average:.2f} levels on average: see {seen}")


def test_no_picture_is_kept_of_a_screen_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.png")} <= set(GALLERY)


def test_a_word_that_changes_and_a_button_that_moves_are_noticed() -> None:
    shown = GALLERY["answering"]
    kept = picture(shown)
    assert difference(kept, picture(shown)) == (0.0, 0.0)
    for other in ("answering-large", "answering-light", "hearing", "thinking", "listening", "accents"):
        far, average = difference(kept, picture(GALLERY[other]))
        assert far > MOST_FAR or average > MOST_ON_AVERAGE, other
