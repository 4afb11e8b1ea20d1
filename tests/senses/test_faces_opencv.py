"""Faces through OpenCV, on people whom the stage drew and, where they are at hand, on photographs and videos."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.sensing.presence import PresenceRules
from kiosk.senses.boxes import overlap, surest
from kiosk.senses.camera import Frame
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.errors import SensesError
from kiosk.senses.faces import FaceDetector, distance_m
from kiosk.senses.faces_centerface_opencv import BUSY_SIDE, FAR_SIDE, NEAR_SIDE, CenterFaceDetector, facing, next_side
from kiosk.senses.faces_centerface_opencv import decode as middle_boxes
from kiosk.senses.faces_opencv import BlazeFaceDetector, YuNetDetector, anchors, decode, merge, open_detector
from kiosk.senses.settings import CameraSettings, FaceSettings
from kiosk.senses.watching import watch
from tests.material import Pixels, drawn_pixels, real
from tests.senses.scenes import FACES, MOVING, Approach, moving, people, walk

KINDS = ("centerface", "yunet", "blazeface")
Labelled = tuple[str, Pixels, NDArray[np.float32]]


def settings_of(kind: str, file: Path) -> FaceSettings:
    match kind:
        case "yunet":
            return FaceSettings(yunet=file)
        case "blazeface":
            return FaceSettings(blazeface=file)
        case _:
            return FaceSettings(centerface=file)


@pytest.fixture(scope="module", params=KINDS)
def detector(request: pytest.FixtureRequest, models: Path) -> FaceDetector:
    return open_detector(settings_of(request.param, model_file(request.param, models)))


def model_file(kind: str, models: Path) -> Path:
    """No package index carries YuNet; it may lie beside the real material."""
    places = {
        "yunet": [folder / "yunet" / "face_detection_yunet_2023mar.onnx" for folder in (models, real() / "models")],
        "centerface": [models / "centerface" / "centerface.onnx"],
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


def test_somebody_at_the_back_of_a_hall_is_seen_by_the_detector_that_is_chosen_first(
    person: Pixels, models: Path
) -> None:
    best = open_detector(
        FaceSettings(blazeface=model_file("blazeface", models), centerface=model_file("centerface", models))
    )
    assert type(best).__name__ == "CenterFaceDetector"
    seen = [far_away(person, face_px) for face_px in (45, 30, 20)]
    assert [len(best.find(frame)) for frame in seen] == [1, 1, 1]


def test_somebody_far_away_is_seen_again_as_soon_as_the_one_who_stood_near_has_gone(
    person: Pixels, models: Path
) -> None:
    detector = CenterFaceDetector(model_file("centerface", models), FaceSettings())
    far = far_away(person, 20)
    assert len(detector.find(Frame(0.0, person))) == 1
    detector.find(far)
    assert len(detector.find(far)) == 1


def far_away(person: Pixels, face_px: int) -> Frame:
    """A hall of 640 × 480 with somebody at the back of it."""
    scale = face_px / FACES["ada-lovelace"][2]
    small = cv2.resize(person, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    hall = np.full((480, 640, 3), 90, np.uint8)
    hall[200 : 200 + small.shape[0], 400 : 400 + small.shape[1]] = small
    return Frame(0.0, hall)


def test_the_detector_that_is_wished_for_is_taken_where_it_is_installed_and_else_the_best(models: Path) -> None:
    blazeface, centerface = model_file("blazeface", models), model_file("centerface", models)
    both = FaceSettings(blazeface=blazeface, centerface=centerface, detector="blazeface")
    assert isinstance(open_detector(both), BlazeFaceDetector)
    assert isinstance(open_detector(replace(both, blazeface=None)), CenterFaceDetector)
    assert isinstance(open_detector(replace(both, centerface=None, detector="centerface")), BlazeFaceDetector)


def test_a_processor_that_is_busy_is_given_smaller_pictures_until_it_has_time_again() -> None:
    sides = [FAR_SIDE]
    for seconds in (0.08, 1.2, 0.3, 0.2, 0.03, 0.09):
        sides.append(next_side(sides[-1], seconds, is_near=False))
    assert sides == [FAR_SIDE, FAR_SIDE, BUSY_SIDE, BUSY_SIDE, BUSY_SIDE, FAR_SIDE, FAR_SIDE]
    assert next_side(FAR_SIDE, 0.08, is_near=True) == NEAR_SIDE
    assert next_side(NEAR_SIDE, 1.2, is_near=True) == BUSY_SIDE


def test_a_cell_of_the_maps_is_a_box_around_the_middle_of_a_face() -> None:
    likely = np.zeros((96, 120), np.float32)
    sizes, offsets = np.zeros((2, 96, 120), np.float32), np.zeros((2, 96, 120), np.float32)
    likely[10, 20], sizes[:, 10, 20], offsets[:, 10, 20] = 0.9, np.log([5.0, 4.0]), [0.25, -0.25]
    boxes, scores = middle_boxes(likely, sizes, offsets)
    assert boxes.tolist() == [pytest.approx([81 - 8, 43 - 10, 16, 20])]
    assert scores == pytest.approx([0.9])


def test_a_face_whose_nose_is_not_between_its_eyes_is_turned_away() -> None:
    # Eyes at these places across; the nose last.
    faces = np.array(
        [(0.3, 0.7, 0.5), (0.3, 0.7, 0.62), (0.2, 0.4, 0.05), (0.5, 0.5, 0.5), (0.6, 0.4, 0.5)], np.float32
    )
    points = np.zeros((10, len(faces)), np.float32)
    points[[1, 3, 5]] = faces.T
    assert facing(points).tolist() == [True, True, False, False, False]


def test_a_figure_that_looks_out_of_its_picture_faces_us_and_whoever_is_seen_from_the_side_does_not(
    person: Pixels, models: Path
) -> None:
    detector = CenterFaceDetector(model_file("centerface", models), FaceSettings())
    assert [face.is_facing for face in detector.find(Frame(0.0, person))] == [True]
    profile = real() / "vision" / "portraits" / "hs_darwin.jpg"
    if profile.is_file():
        assert [face.is_facing for face in detector.find(picture(profile))] == [False]


def test_of_boxes_that_overlap_the_surest_stays() -> None:
    boxes = np.array([[1, 0, 10, 10], [0, 0, 10, 10], [50, 50, 10, 10]], np.float32)
    assert surest(boxes, np.array([0.7, 0.9, 0.6], np.float32), 0.3).tolist() == [1, 2]


def test_without_any_model_the_complaint_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SensesError, match="kiosk models pull"):
        open_detector(FaceSettings(tmp_path / "no.onnx", None))


@pytest.mark.parametrize("kind", KINDS)
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
