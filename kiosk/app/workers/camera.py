"""The camera worker: frames in, arrivals, leavings and gaze out."""

import logging
from dataclasses import replace

from kiosk.app.wiring.camera import CameraSetup
from kiosk.app.workers.simulated_input import LookAt, Pretend
from kiosk.domain.events import WorkerLost, WorkerReady
from kiosk.domain.health import SWITCHED_OFF
from kiosk.domain.visit.interaction import CAMERA
from kiosk.process.clock import now
from kiosk.process.link import Link
from kiosk.senses.camera import Camera
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.errors import SensesError
from kiosk.senses.faces import Blindfold, FaceDetector
from kiosk.senses.faces_opencv import open_detector
from kiosk.senses.settings import CameraSettings
from kiosk.senses.watcher import Watcher

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
OPENING_SECONDS = 40.0
"""V4L2 waits ten seconds for the first frame of a camera that sends none, and OpenCV asks more than once."""


def run(link: Link, setup: CameraSetup) -> None:
    """Watches until the link closes; a lost camera is told and looked for again.

    Without a face detector no camera is opened: its pictures would be of no use to anybody.
    """
    detector, trouble = _detector(setup)
    watcher = Watcher(None, detector, setup.presence, now, setup.settings.rate_hz)
    retry_at = 0.0
    if setup.is_rehearsal:
        retry_at = float("inf")
        link.post(WorkerReady(now(), CAMERA, "rehearsal"))
    elif reason := SWITCHED_OFF if setup.settings.source == "off" else trouble:
        retry_at = float("inf")
        link.post(WorkerLost(now(), CAMERA, reason))
    while not link.is_closed:
        for order in link.commands(timeout=max(0.0, min(watcher.due - now(), 0.2))):
            _obey(watcher, order)
        if now() >= retry_at:
            retry_at = float("inf") if _found(link, watcher, setup.settings) else now() + RETRY_SECONDS
        try:
            for event in watcher.step():
                link.post(event)
        except SensesError as error:
            log.warning("camera lost: %s", error)
            link.post(WorkerLost(now(), CAMERA, error.problems[0].code))
            watcher.look_at(None)
            retry_at = now() + RETRY_SECONDS
    watcher.close()


def _detector(setup: CameraSetup) -> tuple[FaceDetector, str]:
    """What finds faces, and the code of what is wrong where nothing can."""
    try:
        return open_detector(replace(setup.faces, is_hurried=True)), ""
    except SensesError as error:
        log.warning("nobody is noticed: %s", error)
        return Blindfold(), error.problems[0].code


def _found(link: Link, watcher: Watcher, settings: CameraSettings) -> bool:
    try:
        with link.busy(OPENING_SECONDS):
            camera: Camera = open_camera(settings)
    except SensesError as error:
        log.info("no camera: %s", error)
        link.post(WorkerLost(now(), CAMERA, error.problems[0].code))
        return False
    watcher.look_at(camera)
    link.post(WorkerReady(now(), CAMERA, str(settings.source)))
    return True


def _obey(watcher: Watcher, order: object) -> None:
    match order:
        case Pretend(faces=faces):
            watcher.pretend(faces)
        case LookAt(file=file):
            watcher.look_at(open_camera(CameraSettings(source=str(file))))
