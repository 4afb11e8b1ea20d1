"""Cameras through OpenCV."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.senses.camera import Camera
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.errors import SensesError
from kiosk.senses.settings import CameraSettings


def frames(camera: Camera) -> list[float]:
    times = []
    while (frame := camera.read()) is not None:
        times.append(frame.at)
    return times


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "video.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (64, 48))
    for index in range(100):
        writer.write(np.full((48, 64, 3), index * 2, np.uint8))
    writer.release()
    return path


def test_a_video_gives_eight_frames_a_second_of_its_own_time(video: Path) -> None:
    times = frames(open_camera(CameraSettings(str(video), rate_hz=8)))
    assert len(times) == 32
    assert times[0] == 0.0
    assert np.diff(times) == pytest.approx(0.125, abs=0.04)


def test_a_picture_is_one_frame_and_is_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    pixels = np.zeros((20, 30, 3), np.uint8)
    pixels[0, 0] = 255
    cv2.imwrite(str(path), pixels)
    camera = open_camera(CameraSettings(str(path), rotation=90))
    frame = camera.read()
    assert frame is not None
    assert (frame.width, frame.height) == (20, 30)
    assert frame.pixels[0, 19].tolist() == [255, 255, 255]
    assert camera.read() is None


@pytest.mark.parametrize(
    ("source", "code"), [("/dev/video97", "KS0001"), (97, "KS0001"), ("/nowhere/film.mp4", "KS0001"), ("97", "KS0001")]
)
def test_a_camera_that_is_not_there_is_refused_in_words(source: str | int, code: str) -> None:
    with pytest.raises(SensesError) as refused:
        open_camera(CameraSettings(source))
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("name", ["text.mp4", "text.png"])
def test_a_file_that_is_no_picture_and_no_video_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("this is a letter, not a film")
    with pytest.raises(SensesError) as refused:
        open_camera(CameraSettings(str(path)))
    assert refused.value.problems[0].code == "KS0003"


def test_an_odd_rotation_is_refused(video: Path) -> None:
    with pytest.raises(SensesError, match="45 is no rotation"):
        open_camera(CameraSettings(str(video), rotation=45))
