"""Killing any worker in any phase leaves the picture, and the visit goes on."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import load
from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.wiring.setup import assemble
from kiosk.app.wiring.stage import open_picture
from kiosk.app.workers.simulated_input import Pretend
from kiosk.domain.events import Tapped, Typed
from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.visit.interaction import CAMERA, MICROPHONE, MIND, VOICE
from kiosk.pack.model.reader import read_pack
from kiosk.process.clock import now
from kiosk.stage.picture import Picture
from tests.checkout import shipped
from tests.e2e.command import DEMO, data_folder

PATIENCE_SECONDS = 600.0
START_SECONDS = 1200.0
"""A pack that was never read before is worked through once."""

LONGEST_FRAME_SECONDS = 10.0
"""A frame that takes longer, not counting the time for which other programs had the processor, is a frozen picture."""

QUIETER = (Phase.GREETING, Phase.LISTENING, Phase.THINKING)
"""Phases besides that of an answer."""


def kept_waiting() -> float:
    """For how many seconds this thread was ready to run while others ran; 0 where the system does not say."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


class Running:
    """A kiosk with real engines, stepped by the test; every frame is drawn and timed."""

    def __init__(self, kiosk: Kiosk, picture: Picture) -> None:
        self.kiosk, self._picture = kiosk, picture
        self.longest = 0.0

    @property
    def phase(self) -> Phase:
        return self.kiosk.director.now.phase

    def frame(self) -> Scene:
        began = time.perf_counter() - kept_waiting()
        scene = self.kiosk.scene()
        self._picture.show(scene)
        self.longest = max(self.longest, time.perf_counter() - kept_waiting() - began)
        assert scene.label
        return scene

    def until(self, is_so: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        ends = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < ends, f"waited in vain for {what} in {self.phase}"
            self.frame()

    def reach(self, phase: Phase) -> None:
        """Brings the visit into a phase as a visitor would."""
        director, inbox = self.kiosk.director, self.kiosk.inbox
        if self.phase is not Phase.ATTRACT:
            inbox.put(Tapped(now(), "stop"))
            self.until(lambda: self.phase in (Phase.LISTENING, Phase.ATTRACT), "a quiet moment")
        match phase:
            case Phase.GREETING:
                visit = replace(director.now.visit, is_disclosed=False)
                director.now = replace(director.now, phase=Phase.ATTRACT, visit=visit)
                inbox.put(Tapped(now(), "wake"))
            case Phase.THINKING | Phase.ANSWERING:
                inbox.put(Typed(now(), "Who taught you mathematics?"))
            case Phase.LISTENING if self.phase is Phase.ATTRACT:
                inbox.put(Tapped(now(), "wake"))
        self.until(lambda: self.phase is phase, phase.value)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, models: Path, learned: Path) -> Iterator[Running]:
    data = data_folder(tmp_path_factory.mktemp("data"), models, learned)
    pack = read_pack(shipped(DEMO), date.today()).pack
    assert pack is not None
    setup = assemble(load(None, {"KIOSK_KIOSK__DATA_FOLDER": f"'{data}'"}), pack, date.today())
    setup = setup.rehearsed(data / "voice.wav")
    picture = open_picture(setup.pack, setup.stage.settings)
    with Kiosk(setup) as kiosk:
        it = Running(kiosk, picture)
        it.until(lambda: not kiosk.director.now.machine.lost, "all workers", START_SECONDS)
        yield it


@pytest.mark.parametrize(
    "phase", [*(pytest.param(phase, marks=pytest.mark.long) for phase in QUIETER), Phase.ANSWERING]
)
@pytest.mark.parametrize("worker", [VOICE, MICROPHONE, MIND, CAMERA])
def test_the_picture_stays_and_the_visit_goes_on(running: Running, worker: str, phase: Phase) -> None:
    kiosk = running.kiosk
    running.until(lambda: worker not in kiosk.director.now.machine.lost, f"{worker} to be there")
    running.reach(phase)
    running.longest = 0.0
    kiosk.workers[worker].kill()
    running.until(lambda: worker in kiosk.director.now.machine.lost, f"{worker} to be missed")
    running.until(lambda: worker not in kiosk.director.now.machine.lost, f"{worker} to come back")
    running.until(lambda: running.phase in (Phase.LISTENING, Phase.ATTRACT), "the visit to go on")
    assert running.longest < LONGEST_FRAME_SECONDS


def test_after_all_that_a_question_is_still_answered(running: Running) -> None:
    director = running.kiosk.director
    director.now = replace(director.now, visit=replace(director.now.visit, to_repeat=None))
    running.kiosk.workers[CAMERA].send(Pretend(1))
    running.kiosk.inbox.put(Typed(now(), "Who taught you mathematics?"))
    running.until(lambda: director.now.visit.to_repeat is not None, "an answer")
    assert director.now.visit.to_repeat is not None
    assert director.now.visit.to_repeat.line == "maths-teachers"
