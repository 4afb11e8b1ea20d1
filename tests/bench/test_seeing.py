"""People in made halls, empty rooms, and how they are counted."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.bench.seeing import WIDTHS_PX, Shown, found, imagined, is_found, rooms, seeing_rows, shown
from kiosk.bench.seeing_scenes_opencv import LIGHTS, ROOMS, SEED, Likeness, likenesses
from kiosk.domain.problem import KioskError
from kiosk.domain.sensing.presence import Face
from kiosk.senses.camera import Frame
from kiosk.senses.settings import FaceSettings

GREEN = Likeness(np.full((100, 80, 3), (0, 255, 0), np.uint8), (20, 20, 40, 60))


class SeesGreen:
    """Finds whatever is green, as one face."""

    def find(self, frame: Frame) -> tuple[Face, ...]:
        blue, green, red = (frame.pixels[..., channel].astype(int) for channel in range(3))
        rows, columns = np.nonzero((green > 6 * blue) & (green > 6 * red) & (green > 25))
        if not len(rows):
            return ()
        left, top = columns.min(), rows.min()
        return (Face(float(left), float(top), float(columns.max() - left), float(rows.max() - top)),)


class SeesEverywhere:
    """Takes every room for a face."""

    def find(self, _frame: Frame) -> tuple[Face, ...]:
        return (Face(0, 0, 9, 9),)


@pytest.mark.parametrize("light", list(LIGHTS))
@pytest.mark.parametrize("face_px", WIDTHS_PX)
def test_somebody_is_where_the_scene_says_and_as_wide_as_was_asked_for(light: str, face_px: int) -> None:
    scene = LIGHTS[light](np.random.default_rng(3), GREEN, face_px)
    assert scene.pixels.shape == (480, 640, 3)
    assert scene.box[2] == face_px
    # The head that is pasted is about one and a half faces wide.
    blue, green, red = (scene.pixels[..., channel].astype(float) for channel in range(3))
    x, y, width, height = (round(value) for value in scene.box)
    face = (slice(y, y + height), slice(x, x + width))
    assert np.median(green[face]) > 1.5 * max(np.median(blue[face]), np.median(red[face]))


def test_whoever_is_found_is_counted_and_a_box_elsewhere_is_not() -> None:
    scene = LIGHTS["plain"](np.random.default_rng(3), GREEN, 70)
    elsewhere = np.array([[0, 0, 30, 30]], np.float32)
    assert is_found(scene, np.array([elsewhere[0], scene.box], np.float32))
    assert not is_found(scene, elsewhere)
    assert not is_found(scene, elsewhere[:0])
    what = Shown([GREEN], [], pictures=4)
    assert found(SeesGreen(), what, "plain", 70)["found"] == 4
    assert found(SeesEverywhere(), what, "plain", 70)["found"] == 0


def test_sightings_in_empty_rooms_are_told_by_the_minute() -> None:
    what = Shown([GREEN], [], seconds=1.0, rate_hz=8.0)
    counted = imagined(SeesEverywhere(), what, "darkness")
    assert counted["false_per_minute"] == 480.0
    assert (counted["n"], counted["found"], counted["face_px"]) == (8, None, None)


@pytest.mark.parametrize("room", list(ROOMS))
def test_an_empty_room_changes_from_picture_to_picture_and_is_the_same_every_time(room: str) -> None:
    once, again = (list(ROOMS[room](np.random.default_rng(SEED), 3)) for _ in range(2))
    assert all((one == other).all() for one, other in zip(once, again, strict=True))
    assert (once[0] != once[2]).any()


def test_people_and_empty_rooms_are_read_from_a_table_and_faces_too_coarse_are_left_out(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((300, 400, 3), 90, np.uint8))
    cv2.imwrite(str(tmp_path / "b.png"), np.full((30, 40, 3), 90, np.uint8))
    table = tmp_path / "faces.csv"
    table.write_text('path,boxes_xywh\na.png,"[[150, 80, 70, 90], [10, 10, 20, 25]]"\nb.png,[]\n', encoding="utf-8")
    people, empty = likenesses(table)
    assert [one.box for one in people] == [(38, 50, 70, 90)]
    assert [one.shape for one in empty] == [(30, 40, 3)]
    assert rooms(Shown(people, empty)) == (*ROOMS, "photographed")


def test_a_table_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="cannot be read"):
        likenesses(tmp_path / "none.csv")


def test_the_products_own_figures_stand_in_for_people_and_a_detector_that_is_missing_is_told() -> None:
    people, empty = shown(None)
    assert len(people) == 2
    assert not empty
    told: list[str] = []
    assert list(seeing_rows(FaceSettings(), Shown(people, empty), told.append)) == []
    assert len(told) == 3
