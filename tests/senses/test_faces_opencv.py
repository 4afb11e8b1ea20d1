"""Faces through OpenCV, on people whom the stage drew and, where they are at hand, on photographs and videos."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.sensing.presence import PresenceRules
from kiosk.senses.camera import Frame
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.errors import SensesError
from kiosk.senses.faces import FaceDetector, distance_m
from kiosk.senses.faces_opencv import BlazeFaceDetector, YuNetDetector, anchors, decode, merge, open_detector, overlap
from kiosk.senses.settings import CameraSettings, FaceSettings
from kiosk.senses.watching import watch
from tests.material import Pixels, drawn_pixels, real
from tests.senses.scenes import MOVING, Approach, moving, people, walk

Labelled = tuple[str, Pixels, NDArray[np.float32]]


def settings_of(kind: str, file: Path) -> FaceSettings:
    return FaceSettings(yunet=file) if kind == "yunet" else FaceSettings(blazeface=file)


@pytest.fixture(scope="module", params=["yunet", "blazeface"])
def detector(request: pytest.FixtureRequest, models: Path) -> FaceDetector:
    return open_detector(settings_of(request.param, model_file(request.param, models)))


def model_file(kind: str, models: Path) -> Path:
    """No package index carries YuNet; it may lie beside the real material."""
    places = {
        "yunet": [folder / "yunet" / "face_detection_yunet_2023mar.onnx" for folder in (models, real() / "models")],
        "blazeface": [models / "blazeface-full-range" / "face_detection_full_range.tflite"],
    }[kind]
    for file in places:
        if file.is_file():
            return file
    pytest.skip(f"{places[0]} is not installed")


@pytest.fixture
def person(tmp_path: Path) -> Pixels:
    return drawn_pixels("ada-lovelace", tmp_path)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Labelled]:
    """Pictures with the boxes of their faces: photographs where there are any, else what the stage paints."""
    table = real() / "faces.csv"
    if not table.is_file():
        found = people(tmp_path_factory.mktemp("people"))
        return [(name, pixels, np.array(boxes, np.float32)) for name, pixels, boxes in found]
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    return [
        (row["path"], picture(table.parent / row["path"]).pixels, np.array(json.loads(row["boxes_xywh"]), np.float32))
        for row in rows
    ]


def picture(path: Path) -> Frame:
    frame = open_camera(CameraSettings(str(path))).read()
    assert frame is not None
    return frame


def test_faces_are_counted_rightly(detector: FaceDetector, pictures: Sequence[Labelled]) -> None:
    wrong = [name for name, pixels, boxes in pictures if len(detector.find(Frame(0.0, pixels))) != len(boxes)]
    # BlazeFace may miss one of the seven small faces of one photograph.
    is_hard = isinstance(detector, BlazeFaceDetector) and real().is_dir()
    assert len(wrong) <= is_hard, wrong


def test_nothing_is_taken_for_a_face_where_there_is_none(detector: FaceDetector, pictures: Sequence[Labelled]) -> None:
    empty = [pixels for _, pixels, boxes in pictures if not len(boxes)]
    assert empty
    for pixels in empty:
        assert detector.find(Frame(0.0, pixels)) == ()


def test_faces_are_found_where_they_are(detector: FaceDetector, pictures: Sequence[Labelled]) -> None:
    for name, pixels, boxes in pictures:
        for face in detector.find(Frame(0.0, pixels)):
            box = np.array([face.x, face.y, face.width, face.height], np.float32)
            assert overlap(box, boxes).max() > 0.35, name


def test_both_detectors_estimate_about_the_same_distance(person: Pixels, models: Path) -> None:
    yunet, blaze = model_file("yunet", models), model_file("blazeface", models)
    frame = Frame(0.0, person)
    one = YuNetDetector(yunet, FaceSettings()).find(frame)[0].distance_m
    other = BlazeFaceDetector(blaze, FaceSettings()).find(frame)[0].distance_m
    assert one is not None
    assert other == pytest.approx(one, rel=0.2)


@pytest.mark.parametrize("name", MOVING)
def test_moving_things_and_people_from_behind_do_not_wake_the_figure(
    detector: FaceDetector, name: str, tmp_path: Path
) -> None:
    film = real_film(name) or moving(name, tmp_path / "moving.avi")
    told = list(watch(open_camera(CameraSettings(str(film))), detector, PresenceRules()))
    assert len(told) > 10
    assert {one["event"] for one in told} == {"sighting"}


def test_people_who_walk_towards_the_camera_come_nearer(detector: FaceDetector, person: Pixels, tmp_path: Path) -> None:
    film = real_film("intel_face-demographics-walking_from_gif.mp4") or walk(person, tmp_path / "walk.avi")
    told = list(watch(open_camera(CameraSettings(str(film))), detector, PresenceRules()))
    nearest = [min(one["distance_m"]) for one in told if one.get("distance_m")]
    assert len(nearest) >= 10
    assert np.mean(nearest[-3:]) < 0.8 * np.mean(nearest[:3])


def real_film(name: str) -> Path | None:
    """A film of a real hall, where there is one."""
    file = real() / "vision" / "video" / name
    return file if file.is_file() else None


def test_somebody_who_walks_up_and_stays_wakes_the_figure_once(detector: FaceDetector, person: Pixels) -> None:
    told = list(watch(Approach(person), detector, PresenceRules()))
    arrivals = [one["at"] for one in told if one["event"] == "arrived"]
    assert len(arrivals) == 1
    assert arrivals[0] > 2.0
    assert not [one for one in told if one["event"] == "left"]


def test_without_any_model_the_complaint_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SensesError, match="kiosk models pull"):
        open_detector(FaceSettings(tmp_path / "no.onnx", None))


@pytest.mark.parametrize("kind", ["yunet", "blazeface"])
def test_a_broken_model_file_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"nothing of the sort" * 100)
    with pytest.raises(SensesError) as refused:
        open_detector(settings_of(kind, file))
    assert refused.value.problems[0].code == "KS0004"


def test_a_face_of_fifteen_centimetres_at_one_metre_has_the_width_that_geometry_says() -> None:
    frame = Frame(0.0, np.zeros((480, 640, 3), np.uint8))
    assert distance_m(83.14, frame, 60.0) == pytest.approx(1.0, abs=0.001)


def test_there_is_one_anchor_for_every_cell() -> None:
    middles = anchors()
    assert middles.shape == (2304, 2)
    assert middles[0] == pytest.approx([2 / 192, 2 / 192])
    assert middles[49] == pytest.approx([6 / 192, 6 / 192])
    raw = np.array([[0, 0, 96, 48]], np.float32)
    assert decode(raw, np.array([[0.5, 0.5]], np.float32))[0] == pytest.approx([0.25, 0.375, 0.5, 0.25])


def test_boxes_that_overlap_become_one_and_others_stay() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 10, 10], [50, 50, 10, 10]], np.float32)
    merged, scores = merge(boxes, np.array([0.9, 0.9, 0.7], np.float32))
    assert merged.ravel().tolist() == pytest.approx([0.5, 0, 10, 10, 50, 50, 10, 10])
    assert scores.tolist() == pytest.approx([0.9, 0.7])
