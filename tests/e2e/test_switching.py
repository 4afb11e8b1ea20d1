"""A running kiosk shows one pack after another, a hundred times, and is no larger for it."""

import gc
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import load
from kiosk.app.runtime.figure_choice import open_gallery
from kiosk.app.runtime.figure_loading import first_setup
from kiosk.app.runtime.kiosk import Kiosk
from kiosk.app.runtime.show import Show, ShowOrder
from kiosk.domain.events import Tapped
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import VOICE
from kiosk.process.clock import now
from kiosk.process.memory import pss_mib
from kiosk.stage.frame_pace import Pace
from kiosk.stage.screen.window import Window
from tests.pack.model.test_variants import life

SWITCHES, SETTLED = 100, 20
GROWTH_MIB = 12.0
"""Allowed between the twentieth and the last switch: the allocator's ups and downs; 0.15 MiB for each switch."""


STAGES = '[[variant]]\nid = "keeper"\n[[variant]]\nid = "child"\nname = "Young Henrik"\n'


class Visitors:
    """Whoever comes chooses the other figure, as soon as the one that is there can be heard."""

    def __init__(self, others: dict[str, str]) -> None:
        self._others = others
        self.met = 0
        self.greeted = 0

    def poke(self, kiosk: Kiosk) -> None:
        moment = kiosk.director.now
        if moment.phase is Phase.GREETING:
            self.greeted += 1
            kiosk.inbox.put(Tapped(now(), controls.FIGURES))
        elif moment.phase is Phase.CHOOSING and not moment.choice.figure and VOICE not in moment.machine.lost:
            self.met += 1
            kiosk.inbox.put(Tapped(now(), controls.FIGURE + self._others[kiosk.setup.visit.figure]))


def state() -> tuple[float, int, int]:
    gc.collect()
    return pss_mib() or 0.0, len(os.listdir("/proc/self/fd")), threading.active_count()


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_switches_leave_the_kiosk_as_large_as_twenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not tell the proportional set size")
    for name, value in {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}.items():
        monkeypatch.setenv(name, value)
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n[camera]\nsource = "off"\n[microphone]\ndevice = "off"\n'
        '[voice]\ndevice = "off"\n[stage]\nfullscreen = false\nframes_hz = 10\n'
    )
    folder = life(tmp_path, STAGES)
    figures = [one.ref for one in open_gallery(load(settings), str(folder), date.today()).figures]
    assert len(figures) == 2
    visitors = Visitors(dict(zip(figures, reversed(figures), strict=True)))
    first = first_setup(settings, str(folder))
    window = Window(first.stage.settings, "switching")
    show = Show(ShowOrder(first.data, settings, str(folder)), window, Pace(10), lambda _: None)
    show.visitor = visitors.poke
    sizes = []
    setup, ready = first, None
    for _ in range(SWITCHES):
        ready = show.until_another_pack(setup, ready)
        assert ready is not None
        assert ready.setup.visit.figure != setup.visit.figure
        setup = ready.setup
        sizes.append(state())
    assert ready is not None
    ready.stage.close()
    window.close()
    with capsys.disabled():
        for at in (0, SETTLED, SWITCHES // 2, SWITCHES - 1):
            print(
                f"after {at + 1} switches: {sizes[at][0]:.1f} MiB PSS, {sizes[at][1]} handles, {sizes[at][2]} threads"
            )
    assert visitors.greeted >= SWITCHES - 1, "each figure greets when it was chosen"
    assert sizes[-1][0] - sizes[SETTLED][0] < GROWTH_MIB
    assert sizes[-1][1] <= sizes[SETTLED][1]
    assert sizes[-1][2] <= sizes[SETTLED][2]
