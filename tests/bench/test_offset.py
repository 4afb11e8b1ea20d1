"""How far lips and sound are apart is found where it is known, and measured live at a virtual loudspeaker."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.bench.offset import RATE_HZ, Shown, lips_at, row, start_of
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from tests.e2e.command import data_folder, kiosk
from tests.voice.loopback import sound_system

TRACK = VisemeTrack(
    (Cue(0.0, Viseme.SIL), Cue(0.2, Viseme.AA), Cue(0.5, Viseme.PP), Cue(0.6, Viseme.O), Cue(1.1, Viseme.SIL)), 1.4
)


@pytest.mark.parametrize("late", [-0.09, 0.0, 0.05])
def test_lips_are_found_where_they_moved(late: float) -> None:
    begins = 100.0
    shown = [Shown(at, TRACK.shape_at(at - begins - late).jaw) for at in np.arange(99.8, 101.6, 1 / 60)]
    assert lips_at(shown, TRACK, begins) == pytest.approx(begins + late, abs=0.004)


def test_a_known_sound_is_found_in_what_was_heard() -> None:
    dice = np.random.default_rng(1)
    known = dice.normal(0, 3000, RATE_HZ).astype(np.float32)
    heard = dice.normal(0, 300, 3 * RATE_HZ).astype(np.float32)
    heard[7000 : 7000 + len(known)] += 0.5 * known
    assert start_of(known, heard) == 7000


def test_the_worst_offset_keeps_its_side_and_nothing_measured_is_null() -> None:
    assert row([4.0, -30.0, 8.0]) == {"lines": 3, "offset_p50_ms": 4.0, "offset_worst_ms": -30.0}
    assert row([])["offset_p50_ms"] is None


@pytest.mark.long
def test_the_offset_is_measured_at_a_virtual_loudspeaker(tmp_path: Path, models: Path) -> None:
    (tmp_path / "sounds").mkdir()
    with sound_system(tmp_path / "sounds"):
        ran = kiosk("bench", "offset", data=data_folder(tmp_path / "data", models), KIOSK_CAMERA__SOURCE="off")
    assert ran.status == 0, ran.errors
    assert ran.rows[-1]["lines"] >= 5
    print(ran.rows[-1], ran.errors)
