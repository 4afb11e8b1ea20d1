"""Portraits are fitted, or refused with the reason."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.senses.camera import Frame
from kiosk.senses.faces_opencv import open_detector
from kiosk.senses.settings import FaceSettings
from kiosk.stage.portrait.photograph.fitting import Fit, Verdict, fit
from kiosk.stage.portrait.photograph.landmarks import Landmarks
from kiosk.stage.portrait.photograph.lipline import lip_line
from kiosk.stage.portrait.photograph.rig import RigError, check
from tests.material import FIGURES, Pixels, drawn_pixels


@pytest.fixture(scope="module")
def landmarks(models: Path) -> Landmarks:
    files = models / "face-landmarks" / "face_landmark.tflite", models / "iris-landmarks" / "iris_landmark.tflite"
    for file in files:
        if not file.is_file():
            pytest.skip(f"{file} is not installed")
    return Landmarks(*files)


@pytest.fixture(scope="module")
def settings(models: Path) -> FaceSettings:
    files = [*models.glob("blazeface-full-range/*.tflite")]
    if not files:
        pytest.skip(f"no face detector in {models}")
    return FaceSettings(blazeface=files[0], detect_width=640)


def fitted(photo: Pixels, settings: FaceSettings, landmarks: Landmarks) -> Fit:
    faces = open_detector(settings).find(Frame(0.0, photo))
    return fit(photo, [(face.x, face.y, face.width, face.height) for face in faces], landmarks)


def portrait(shared_data: Path, name: str) -> Pixels:
    return np.asarray(cv2.imread(str(shared_data / "vision" / "portraits" / name)), np.uint8)


@pytest.mark.parametrize("name", ["av_mona.jpg", "hs_tesla.jpg", "mg_newton.jpg", "mg_lovelace.jpg", "gb_Ulysses.jpg"])
def test_a_face_that_looks_at_us_is_good(
    shared_data: Path, settings: FaceSettings, landmarks: Landmarks, name: str
) -> None:
    assert_good(fitted(portrait(shared_data, name), settings, landmarks))


@pytest.mark.parametrize("figure", FIGURES)
def test_a_painted_face_that_looks_at_us_is_good(
    tmp_path: Path, settings: FaceSettings, landmarks: Landmarks, figure: str
) -> None:
    assert_good(fitted(drawn_pixels(figure, tmp_path), settings, landmarks))


def assert_good(found: Fit) -> None:
    assert found.verdict is Verdict.GOOD, found.reasons
    assert found.rig is not None
    assert check(found.rig) == ()
    line, upper = found.rig.curves["lip_line"][5], found.rig.curves["upper_lip"][5]
    lower, chin = found.rig.curves["lower_lip"][5], found.rig.curves["middle"][2]
    assert upper[1] < line[1] < lower[1] < chin[1]


@pytest.mark.parametrize("figure", FIGURES)
def test_lips_under_a_beard_are_to_be_drawn_by_hand(
    tmp_path: Path, settings: FaceSettings, landmarks: Landmarks, figure: str
) -> None:
    found = fitted(bearded(drawn_pixels(figure, tmp_path)), settings, landmarks)
    assert found.verdict is Verdict.CORRECT
    assert any("lips meet" in reason for reason in found.reasons)
    assert found.rig is not None


def bearded(face: Pixels) -> Pixels:
    """With hair over the lips."""
    dice, picture = np.random.default_rng(3), face.copy()
    for _ in range(900):
        x, y, length = dice.normal(270, 42), dice.uniform(387, 460), dice.uniform(10, 30)
        if abs(x - 270) < 72:
            end = round(x + dice.normal(0, 5)), round(y + length)
            cv2.line(picture, (round(x), round(y)), end, tuple(int(part) for part in dice.integers(20, 70, 3)), 2)
    return picture


@pytest.mark.parametrize("figure", FIGURES)
def test_a_small_face_is_refused_with_the_reason(
    tmp_path: Path, settings: FaceSettings, landmarks: Landmarks, figure: str
) -> None:
    small = cv2.resize(drawn_pixels(figure, tmp_path), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = fitted(np.asarray(small, np.uint8), settings, landmarks)
    assert found.verdict is Verdict.UNUSABLE
    assert any("pixels apart" in reason for reason in found.reasons)


def test_a_real_beard_a_profile_and_a_small_face_are_found_out(
    shared_data: Path, settings: FaceSettings, landmarks: Landmarks
) -> None:
    found = fitted(portrait(shared_data, "mg_galileo.jpg"), settings, landmarks)
    assert found.verdict is Verdict.CORRECT
    assert any("lips meet" in reason for reason in found.reasons)
    found = fitted(portrait(shared_data, "hs_darwin.jpg"), settings, landmarks)
    assert found.verdict is Verdict.UNUSABLE
    assert any("aside" in reason for reason in found.reasons)
    assert any("pixels apart" in reason for reason in found.reasons)


def test_no_face_and_several_are_refused(landmarks: Landmarks) -> None:
    grey = np.full((200, 300, 3), 128, np.uint8)
    nobody = fit(grey, [], landmarks)
    assert (nobody.verdict, nobody.rig) == (Verdict.UNUSABLE, None)
    assert "no face" in nobody.reasons[0]
    three = fit(grey, [(0.0, 0.0, 50.0, 50.0), (80.0, 0.0, 48.0, 50.0), (160.0, 0.0, 52.0, 50.0)], landmarks)
    assert three.verdict is Verdict.UNUSABLE
    assert "3 faces" in three.reasons[0]


def test_what_the_detector_takes_for_a_face_by_mistake_is_refused(landmarks: Landmarks) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (400, 400, 3), np.uint8)
    found = fit(noise, [(100.0, 100.0, 200.0, 200.0)], landmarks)
    assert found.verdict is Verdict.UNUSABLE
    assert any("do not recognize a face" in reason for reason in found.reasons)


def test_models_that_cannot_be_read_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "model.tflite").write_bytes(b"no model")
    with pytest.raises(RigError, match="KG0016"):
        Landmarks(tmp_path / "model.tflite", tmp_path / "model.tflite")


def test_the_lip_line_falls_into_the_dark_valley_beside_the_guess() -> None:
    photo = np.full((200, 300, 3), 170, np.uint8)
    x = np.arange(60, 241)
    y = 100 + 8 * np.sin((x - 60) / 180 * np.pi)
    cv2.polylines(photo, [np.stack([x, y], 1).astype(np.int32)], False, (60, 60, 80), 3)
    guess = np.stack([np.linspace(60, 240, 11), np.full(11, 98.0)], 1)
    found = lip_line(photo, guess, 200.0)
    for px, py in found[2:-2]:
        assert py == pytest.approx(float(np.interp(px, x, y)), abs=1.6)
