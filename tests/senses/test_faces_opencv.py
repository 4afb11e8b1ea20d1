"""Faces through OpenCV, on real photographs and videos."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.domain.presence import PresenceRules
from kiosk.senses.camera import Frame
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.errors import SensesError
from kiosk.senses.faces import FaceDetector, distance_m
from kiosk.senses.faces_opencv import BlazeFaceDetector, YuNetDetector, anchors, decode, merge, open_detector, overlap
from kiosk.senses.settings import CameraSettings, FaceSettings
from kiosk.senses.watching import watch


def settings_of(kind: str, file: Path) -> FaceSettings:
    return FaceSettings(yunet=file) if kind == "yunet" else FaceSettings(blazeface=file)


@pytest.fixture(scope="module", params=["yunet", "blazeface"])
def detector(request: pytest.FixtureRequest, models: Path) -> FaceDetector:
    file = {
        "yunet": models / "yunet" / "face_detection_yunet_2023mar.onnx",
        "blazeface": models / "blazeface-full-range" / "face_detection_full_range.tflite",
    }[request.param]
    if not file.is_file():
        pytest.skip(f"{file} is not installed")
    return open_detector(settings_of(request.param, file))


def photographs(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "faces.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def picture(path: Path) -> Frame:
    frame = open_camera(CameraSettings(str(path))).read()
    assert frame is not None
    return frame


def test_faces_are_counted_rightly_on_the_labelled_photographs(detector: FaceDetector, shared_data: Path) -> None:
    rows = photographs(shared_data)
    wrong = [
        row["path"] for row in rows if len(detector.find(picture(shared_data / row["path"]))) != int(row["n_faces"])
    ]
    # BlazeFace may miss one of the seven small faces of one picture.
    assert len(wrong) <= (0 if isinstance(detector, YuNetDetector) else 1), wrong


def test_nothing_is_taken_for_a_face_where_there_is_none(detector: FaceDetector, shared_data: Path) -> None:
    for row in photographs(shared_data):
        if row["n_faces"] == "0":
            assert detector.find(picture(shared_data / row["path"])) == ()


def test_faces_are_found_where_they_are(detector: FaceDetector, shared_data: Path) -> None:
    for row in photographs(shared_data):
        labelled = np.array(json.loads(row["boxes_xywh"]), np.float32)
        for face in detector.find(picture(shared_data / row["path"])):
            box = np.array([face.x, face.y, face.width, face.height], np.float32)
            assert overlap(box, labelled).max() > 0.35, row["path"]


def test_both_detectors_estimate_about_the_same_distance(shared_data: Path, models: Path) -> None:
    yunet = models / "yunet" / "face_detection_yunet_2023mar.onnx"
    blaze = models / "blazeface-full-range" / "face_detection_full_range.tflite"
    if not (yunet.is_file() and blaze.is_file()):
        pytest.skip("needs both detectors")
    frame = picture(shared_data / "vision" / "faces" / "skimage_astronaut.png")
    one = YuNetDetector(yunet, FaceSettings()).find(frame)[0].distance_m
    other = BlazeFaceDetector(blaze, FaceSettings()).find(frame)[0].distance_m
    assert one is not None
    assert other == pytest.approx(one, rel=0.2)


@pytest.mark.parametrize(
    "name",
    [
        "intel_bottle-detection.mp4",
        "intel_people-detection_from_gif.mp4",
        "intel_store-aisle-detection_from_gif.mp4",
    ],
)
def test_moving_things_and_people_from_behind_do_not_wake_the_figure(
    detector: FaceDetector, shared_data: Path, name: str
) -> None:
    camera = open_camera(CameraSettings(str(shared_data / "vision" / "video" / name)))
    told = list(watch(camera, detector, PresenceRules()))
    assert len(told) > 10
    assert {one["event"] for one in told} == {"sighting"}


def test_people_who_walk_towards_the_camera_come_nearer(detector: FaceDetector, shared_data: Path) -> None:
    path = shared_data / "vision" / "video" / "intel_face-demographics-walking_from_gif.mp4"
    told = list(watch(open_camera(CameraSettings(str(path))), detector, PresenceRules()))
    nearest = [min(one["distance_m"]) for one in told if one["distance_m"]]
    assert len(nearest) >= 10
    assert np.mean(nearest[-3:]) < 0.8 * np.mean(nearest[:3])


def test_somebody_who_walks_up_and_stays_wakes_the_figure_once(detector: FaceDetector, shared_data: Path) -> None:
    photograph = picture(shared_data / "vision" / "faces" / "skimage_astronaut.png")
    told = list(watch(Approach(photograph), detector, PresenceRules()))
    arrivals = [one["at"] for one in told if one["event"] == "arrived"]
    assert len(arrivals) == 1
    assert arrivals[0] > 2.0
    assert not [one for one in told if one["event"] == "left"]


class Approach:
    """A photograph that is far away at first and fills more and more of a dim room for four seconds."""

    is_live = False

    def __init__(self, photograph: Frame) -> None:
        self._photograph, self._index = photograph, 0

    def read(self) -> Frame | None:
        if self._index >= 56:
            return None
        side = round(110 + 370 * min(1.0, self._index / 32))
        room = np.full((480, 640, 3), 60, np.uint8)
        room[480 - side :, 320 - side // 2 : 320 - side // 2 + side] = cv2.resize(
            self._photograph.pixels, (side, side), interpolation=cv2.INTER_AREA
        )
        self._index += 1
        return Frame((self._index - 1) / 8, room)

    def close(self) -> None:
        pass


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
