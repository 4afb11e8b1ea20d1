"""An organizer drags the line of the lips in a real window, saves, leaves, and the file holds it."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import pygame
from numpy import uint8
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.rig import Rig, read_rig, write_rig
from kiosk.stage.rig_editor.editor import PHOTO_AREA, SIZE, buttons
from kiosk.stage.rig_editor.view import Part, view_of
from tests.checkout import checkout
from tests.e2e.screen import PATIENCE_SECONDS, Screen, screen
from tests.stage.drawn_face import photo, rig

__all__ = ["photo", "rig"]


def until(is_so: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends, what


def press(on: Screen, name: str) -> None:
    on.click(*next(rect.center for other, _, rect in buttons() if other == name))


def is_open(on: Screen, file: Path) -> bool:
    """The bar of buttons is on the screen."""
    picture: pygame.Surface = on.picture(file)
    return tuple(picture.get_at((SIZE[0] // 2, SIZE[1] - 40)))[:3] != (0, 0, 0)


def test_a_lip_line_dragged_in_the_window_is_in_the_file(tmp_path: Path, photo: NDArray[uint8], rig: Rig) -> None:
    cv2.imwrite(str(tmp_path / "face.png"), photo)
    file = tmp_path / "rig.toml"
    write_rig(rig, file)
    with screen(*SIZE) as on:
        command = [sys.executable, "-m", "kiosk", "pack", "rig", str(tmp_path / "face.png")]
        surroundings = {**on.surroundings, "SDL_VIDEODRIVER": "x11"}
        process = subprocess.Popen(command, env=surroundings, cwd=checkout(), stdout=subprocess.PIPE, text=True)
        try:
            until(lambda: is_open(on, tmp_path / "shot.png"), "no window opens")
            press(on, "mouth")
            x, y = view_of(rig, Part.MOUTH, PHOTO_AREA).to_screen(rig.curves["lip_line"][5])
            on.drag((x, y), (x, y + 40))
            press(on, "save")
            until(lambda: file.with_name("rig.before.toml").exists() and file.exists(), "nothing is saved")
            press(on, "leave")
            assert process.wait(PATIENCE_SECONDS) == 0
        finally:
            process.kill()
            process.wait()
    assert read_rig(file).curves["lip_line"][5][1] > rig.curves["lip_line"][5][1] + 2
    assert (tmp_path / "rig-sheet.png").is_file()
