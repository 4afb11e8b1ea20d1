"""The camera worker says what it lacks and lives on without it."""

from typing import cast

import pytest

from kiosk.app.wiring.camera import CameraSetup
from kiosk.app.workers.camera import run
from kiosk.app.workers.simulated_input import Pretend
from kiosk.domain.events import VisitorArrived, WorkerLost, WorkerReady
from kiosk.domain.health import SWITCHED_OFF
from kiosk.domain.sensing.presence import PresenceRules
from kiosk.process.link import Link
from kiosk.senses.settings import CameraSettings, FaceSettings
from tests.fakes.processes.link import ScriptedLink

NO_MODEL = FaceSettings()


def told(source: str, is_rehearsal: bool = False) -> ScriptedLink:
    """A worker without any face detector, until it has said how it is."""
    link = ScriptedLink()
    setup = CameraSetup(CameraSettings(source), NO_MODEL, PresenceRules(), is_rehearsal)
    run(cast(Link, link.then(lambda: bool(link.posted))), setup)
    return link


@pytest.mark.parametrize(("source", "reason"), [("0", "KS0004"), ("off", SWITCHED_OFF)])
def test_without_a_face_detector_the_worker_says_so_and_does_not_end(source: str, reason: str) -> None:
    (lost,) = told(source).posted
    assert isinstance(lost, WorkerLost)
    assert lost.reason == reason


def test_a_rehearsal_needs_no_detector_for_visitors_who_are_only_pretended() -> None:
    link = ScriptedLink(Pretend(1))  # type: ignore[arg-type]
    link.then(lambda: any(isinstance(event, VisitorArrived) for event in link.posted))
    run(cast(Link, link), CameraSetup(CameraSettings("off"), NO_MODEL, PresenceRules(), is_rehearsal=True))
    assert isinstance(link.posted[0], WorkerReady)
