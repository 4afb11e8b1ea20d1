"""Every screen looks as it did when somebody last looked at it."""

from pathlib import Path

import pygame
import pytest

from kiosk.stage.stage import Stage
from kiosk.stage.text.typefaces import FONTS
from tests.fakes.portrait import PlainPortrait
from tests.stage.approved import GOLDEN, MOST_FAR, MOST_ON_AVERAGE, check, difference
from tests.stage.gallery import GALLERY, Shown

SMALLER = 4
"""The kept pictures are smaller than the canvas by this much: a page of text stays a page of text."""

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


def picture(shown: Shown) -> pygame.Surface:
    surface = pygame.Surface(shown.screen.size)
    Stage(PlainPortrait(), shown.theme, screen=shown.screen).draw(surface, shown.scene)
    width, height = shown.screen.size
    return pygame.transform.smoothscale(surface, (width // SMALLER, height // SMALLER))


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
    check(name, picture(GALLERY[name]), tmp_path)


def test_no_picture_is_kept_of_a_screen_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.png")} <= set(GALLERY)


def test_a_word_that_changes_and_a_button_that_moves_are_noticed() -> None:
    shown = GALLERY["answering"]
    kept = picture(shown)
    assert difference(kept, picture(shown)) == (0.0, 0.0)
    for other in ("answering-large", "answering-light", "hearing", "thinking", "listening", "accents"):
        far, average = difference(kept, picture(GALLERY[other]))
        assert far > MOST_FAR or average > MOST_ON_AVERAGE, other
