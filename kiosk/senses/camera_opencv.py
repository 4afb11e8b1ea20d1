"""Cameras through OpenCV: devices, streams, video files and single pictures."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import cv2

from kiosk.senses.camera import Camera, Frame, Pixels
from kiosk.senses.errors import SensesError, refuse
from kiosk.senses.settings import CameraSettings

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})
MOST_BUFFERED = 10
"""Frames that are passed over at most to reach the newest."""

WAITED_SECONDS = 0.004
"""A frame that took this long was waited for, so nothing older lies in the driver's buffer."""

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
Clock = Callable[[], float]
log = logging.getLogger(__name__)


def open_camera(settings: CameraSettings, clock: Clock = time.monotonic) -> Camera:
    """The camera that the settings name."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    source = settings.source
    if settings.rotation not in (0, *TURNS):
        raise refuse("KS0001", "camera.rotation", f"{settings.rotation} is no rotation", "use 0, 90, 180 or 270")
    if isinstance(source, str) and source.isdigit():
        source = int(source)
    if source == "auto":
        return _first_device(settings, clock)
    if isinstance(source, int) or "://" in source or source.startswith("/dev/"):
        return LiveCamera(source, settings, clock)
    path = Path(source).expanduser()
    if not path.is_file():
        raise refuse("KS0001", source, "does not exist", "name a camera by index, device, URL or file")
    return PictureCamera(path, settings) if path.suffix.lower() in PICTURES else VideoCamera(path, settings)


def _first_device(settings: CameraSettings, clock: Clock) -> Camera:
    # By length first: video10 comes after video2.
    devices = sorted(Path("/dev").glob("video*"), key=lambda path: (len(path.name), path.name))
    sources: list[int | str] = [str(path) for path in devices] or [0]
    for source in sources:
        try:
            return LiveCamera(source, settings, clock)
        except SensesError as error:
            log.info("no picture from %s: %s", source, error.problems[0].code)
    raise refuse("KS0001", "camera", "no camera was found", "plug one in, or let touch wake the figure")


def _upright(pixels: Pixels, rotation: int) -> Pixels:
    return cast(Pixels, cv2.rotate(pixels, TURNS[rotation])) if rotation else pixels


class LiveCamera:
    """A device or a network stream: always the newest frame."""

    is_live = True

    def __init__(self, source: int | str, settings: CameraSettings, clock: Clock) -> None:
        self._source, self._clock = source, clock
        self._rotation = settings.rotation
        self._started: float | None = None
        is_device = isinstance(source, int) or source.startswith("/dev/")
        self._capture: Any = _opened(source, is_device)
        if not self._capture.isOpened():
            raise refuse("KS0001", source, "the camera cannot be opened", "is it plugged in and free?")
        # Not every driver heeds this, so `read` passes over old frames all the same.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if is_device:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        if self.read() is None:
            raise refuse("KS0001", source, "the camera opens but gives no picture", "is another program using it?")

    def read(self) -> Frame | None:
        for _ in range(MOST_BUFFERED):
            before = self._clock()
            if not self._capture.grab():
                raise refuse("KS0002", self._source, "the camera has gone", "check its cable")
            if self._clock() - before > WAITED_SECONDS:
                break
        is_read, pixels = self._capture.retrieve()
        if not is_read:
            raise refuse("KS0002", self._source, "the camera gives no picture any more", "check its cable")
        now = self._clock()
        self._started = now if self._started is None else self._started
        return Frame(now - self._started, _upright(pixels, self._rotation))

    def close(self) -> None:
        self._capture.release()


def _opened(source: int | str, is_device: bool) -> Any:
    """V4L2 where there is one: other back ends take seconds to find that a device is missing."""
    if not is_device:
        return cv2.VideoCapture(str(source))
    back_end = cv2.CAP_V4L2 if Path("/dev").is_dir() and Path("/sys/class").is_dir() else cv2.CAP_ANY
    return cv2.VideoCapture(source, back_end)


class VideoCamera:
    """A video file: frames about 1 / rate apart, as fast as they are read."""

    is_live = False

    def __init__(self, path: Path, settings: CameraSettings) -> None:
        self._path, self._rotation = path, settings.rotation
        self._interval = 1 / settings.rate_hz
        self._capture = cv2.VideoCapture(str(path))
        if not self._capture.isOpened():
            raise refuse("KS0003", path, "is neither a picture nor a video that can be read")
        self._fps = self._capture.get(cv2.CAP_PROP_FPS) or 25.0
        self._index = 0
        self._due = 0.0

    def read(self) -> Frame | None:
        while self._capture.grab():
            at = self._index / self._fps
            self._index += 1
            if at + 0.5 / self._fps < self._due:
                continue
            is_read, pixels = self._capture.retrieve()
            if not is_read:
                break
            self._due = max(self._due + self._interval, at)
            return Frame(at, _upright(cast(Pixels, pixels), self._rotation))
        if not self._index:
            raise refuse("KS0003", self._path, "holds no frame that can be read")
        return None

    def close(self) -> None:
        self._capture.release()


class PictureCamera:
    """A picture: one frame."""

    is_live = False

    def __init__(self, path: Path, settings: CameraSettings) -> None:
        pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if pixels is None:
            raise refuse("KS0003", path, "is no picture that can be read")
        self._frame: Frame | None = Frame(0.0, _upright(cast(Pixels, pixels), settings.rotation))

    def read(self) -> Frame | None:
        frame, self._frame = self._frame, None
        return frame

    def close(self) -> None:
        self._frame = None
