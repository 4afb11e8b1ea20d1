"""Whatever is wrong with a portrait, a figure stands on the stage."""

import logging
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.app.wiring.footage import PackFootage
from kiosk.app.wiring.stage import open_portrait
from kiosk.stage.portrait.clip.clip import FilmedFigure
from kiosk.stage.portrait.clip.reel import Projector
from kiosk.stage.portrait.photograph.photograph import Photograph
from kiosk.stage.portrait.photograph.rig import Rig, write_rig
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.silhouette import Silhouette
from kiosk.stage.screen.screen import UPRIGHT_SIZE
from tests.fakes.footage import make_film
from tests.fakes.visits import keeper
from tests.stage.drawn_face import photo, rig

__all__ = ["photo", "rig"]


def opened(folder: Path, photograph: str = "", **loops: str) -> Portrait:
    pack = replace(keeper(), folder=str(folder), photo=photograph, loops=loops)
    return open_portrait(pack, Projector(PackFootage(), folder, UPRIGHT_SIZE))


def test_a_photograph_with_its_rig_talks(tmp_path: Path, photo: np.ndarray, rig: Rig) -> None:
    cv2.imwrite(str(tmp_path / "face.png"), photo)
    write_rig(rig, tmp_path / "rig.toml")
    assert isinstance(opened(tmp_path, "face.png"), Photograph)


@pytest.mark.parametrize("fault", ["cut", "text", "one pixel", "missing", "without a rig"])
def test_a_photograph_that_cannot_be_used_gives_way_to_the_silhouette_and_says_why(
    fault: str, tmp_path: Path, photo: np.ndarray, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "face.png"
    cv2.imwrite(str(file), photo)
    write_rig(rig, tmp_path / "rig.toml")
    match fault:
        case "cut":
            file.write_bytes(file.read_bytes()[:200])
        case "text":
            file.write_text("not a picture")
        case "one pixel":
            cv2.imwrite(str(file), np.zeros((1, 1, 3), np.uint8))
        case "missing":
            file.unlink()
        case _:
            (tmp_path / "rig.toml").unlink()
    with caplog.at_level(logging.WARNING):
        assert isinstance(opened(tmp_path, "face.png"), Silhouette)
    assert "silhouette stands in" in caplog.text


def test_films_make_a_figure_and_without_an_idle_one_there_is_a_silhouette(tmp_path: Path) -> None:
    make_film(tmp_path / "idle.mp4", 0.5)
    (tmp_path / "broken.mp4").write_text("not a film")
    assert isinstance(opened(tmp_path, idle="idle.mp4", listening="broken.mp4"), FilmedFigure)
    assert isinstance(opened(tmp_path, idle="broken.mp4"), Silhouette)
