"""The editor's window, driven by the events of a mouse and a keyboard."""

from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.rig import Rig, read_rig, write_rig
from kiosk.stage.rig_editor.editor import PHOTO_AREA, SIZE, Editor, buttons
from kiosk.stage.rig_editor.view import Part, view_of


@pytest.fixture
def file(tmp_path: Path, rig: Rig) -> Path:
    write_rig(rig, tmp_path / "rig.toml")
    return tmp_path / "rig.toml"


@pytest.fixture
def editor(photo: NDArray[np.uint8], rig: Rig, file: Path) -> Editor:
    pygame.display.init()
    pygame.font.init()
    return Editor(photo, rig, file)


def press(editor: Editor, name: str) -> None:
    place = next(rect.center for other, _, rect in buttons() if other == name)
    mouse(editor, pygame.MOUSEBUTTONDOWN, place)
    mouse(editor, pygame.MOUSEBUTTONUP, place)


def mouse(editor: Editor, kind: int, place: tuple[int, int]) -> None:
    editor.take(pygame.event.Event(kind, button=1, pos=place, touch=False))


def drag(editor: Editor, start: tuple[float, float], by: tuple[int, int]) -> None:
    first = round(start[0]), round(start[1])
    mouse(editor, pygame.MOUSEBUTTONDOWN, first)
    mouse(editor, pygame.MOUSEMOTION, (first[0] + by[0], first[1] + by[1]))
    mouse(editor, pygame.MOUSEBUTTONUP, (first[0] + by[0], first[1] + by[1]))


def key(editor: Editor, code: int, mod: int = 0) -> None:
    editor.take(pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod))


def middle_of_lips(rig: Rig) -> tuple[float, float]:
    return view_of(rig, Part.MOUTH, PHOTO_AREA).to_screen(rig.curves["lip_line"][5])


def test_a_dragged_lip_line_is_saved_and_the_old_one_kept(editor: Editor, rig: Rig, file: Path) -> None:
    press(editor, "mouth")
    drag(editor, middle_of_lips(rig), (0, 40))
    assert read_rig(file).curves["lip_line"] == rig.curves["lip_line"]
    press(editor, "save")
    lowered = read_rig(file).curves["lip_line"][5][1] - rig.curves["lip_line"][5][1]
    assert lowered == pytest.approx(40 / view_of(rig, Part.MOUTH, PHOTO_AREA).scale, abs=1.5)
    assert read_rig(file.with_name("rig.before.toml")).curves["lip_line"] == rig.curves["lip_line"]


def test_leaving_with_unsaved_changes_is_asked_about(editor: Editor, rig: Rig) -> None:
    press(editor, "mouth")
    drag(editor, middle_of_lips(rig), (0, 30))
    press(editor, "leave")
    assert not editor.is_over
    press(editor, "leave")
    assert editor.is_over


def test_without_changes_the_window_just_closes(editor: Editor) -> None:
    editor.take(pygame.event.Event(pygame.QUIT))
    assert editor.is_over


def test_undo_redo_and_the_arrows_work_from_the_keyboard(editor: Editor, rig: Rig) -> None:
    press(editor, "mouth")
    drag(editor, middle_of_lips(rig), (0, 30))
    changed = editor.now.rig
    key(editor, pygame.K_DOWN)
    assert editor.now.rig.curves["lip_line"][5][1] == pytest.approx(changed.curves["lip_line"][5][1] + 1)
    key(editor, pygame.K_z, pygame.KMOD_CTRL)
    assert editor.now.rig == changed
    key(editor, pygame.K_z, pygame.KMOD_CTRL)
    assert editor.now.rig == rig
    key(editor, pygame.K_y, pygame.KMOD_CTRL)
    assert editor.now.rig == changed
    press(editor, "found")
    assert editor.now.rig == rig


def test_points_of_another_part_are_not_touched(editor: Editor, rig: Rig) -> None:
    press(editor, "eyes")
    place = view_of(rig, Part.EYES, PHOTO_AREA).to_screen(rig.curves["left_brow"][2])
    drag(editor, place, (0, -20))
    assert editor.now.rig.curves["left_brow"] == rig.curves["left_brow"]


def test_points_that_cannot_be_drawn_are_not_saved(editor: Editor, rig: Rig, file: Path) -> None:
    before = file.read_bytes()
    for _ in range(9):
        press(editor, "eyes")
        here = view_of(editor.now.rig, Part.EYES, PHOTO_AREA)
        drag(editor, here.to_screen(editor.now.rig.curves["irises"][0]), (150, 0))
    if editor.now.rig.eyes < 12 or editor.now.rig.curves["irises"][0] >= editor.now.rig.curves["irises"][1]:
        press(editor, "save")
        assert file.read_bytes() == before


def test_the_window_shows_the_picture_its_points_the_figure_and_the_bar(editor: Editor, rig: Rig) -> None:
    screen = pygame.Surface(SIZE)
    editor.draw(screen, 0.0)
    first = pygame.surfarray.array3d(screen).copy()
    editor.draw(screen, 0.3)
    assert (first != pygame.surfarray.array3d(screen))[900:].any(), "the figure speaks"
    assert len(np.unique(first[:870, :700].reshape(-1, 3), axis=0)) > 500
    press(editor, "mouth")
    mouse(editor, pygame.MOUSEBUTTONDOWN, (round(middle_of_lips(rig)[0]), round(middle_of_lips(rig)[1])))
    editor.draw(screen, 0.3)


@pytest.mark.parametrize("name", [name for name, _, _ in buttons()])
def test_every_button_can_be_touched_with_a_finger(name: str) -> None:
    rect = next(rect for other, _, rect in buttons() if other == name)
    assert rect.width >= 44
    assert rect.height >= 44
    assert pygame.Rect(0, 0, *SIZE).contains(rect)
