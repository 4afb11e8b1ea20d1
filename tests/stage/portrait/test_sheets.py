"""Every portrait looks in every pose as it did when somebody last looked at it."""

from pathlib import Path

import pygame
import pytest

from kiosk.stage.portrait.ada_lovelace.figure import AdaLovelace
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.sejong.figure import Sejong
from kiosk.stage.portrait.sheet import sheet
from kiosk.stage.portrait.silhouette import Silhouette
from tests.stage.approved import check
from tests.stage.drawn_face import photo, portrait, rig

__all__ = ["photo", "portrait", "rig"]

SMALLER = 3


def small(of: Portrait) -> pygame.Surface:
    page = sheet(of)
    return pygame.transform.smoothscale(page, (page.get_width() // SMALLER, page.get_height() // SMALLER))


@pytest.mark.parametrize("kind", [AdaLovelace, Sejong, Silhouette])
def test_the_drawn_figures_look_as_they_were_last_approved(kind: type[Portrait], tmp_path: Path) -> None:
    check(f"portraits/{kind.__name__.lower()}", small(kind()), tmp_path)


def test_a_photograph_looks_as_it_was_last_approved(portrait: Photograph, tmp_path: Path) -> None:
    check("portraits/photograph", small(portrait), tmp_path)
