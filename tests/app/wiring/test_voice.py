"""The voice is opened with the sound of films as well."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.app.wiring.voice import film_sound
from tests.fakes.footage import make_film

BEEP = "aevalsrc='if(gte(t,0.5),0.5*sin(2*PI*880*t),0)':d=2:s=48000"


def test_the_sound_of_a_film_begins_with_its_first_picture(tmp_path: Path) -> None:
    file = make_film(tmp_path / "beep.mp4", 2.0, sound=BEEP)
    samples = np.frombuffer(film_sound(file, 24_000), np.int16)
    assert len(samples) / 24_000 == pytest.approx(2.0, abs=0.1)
    begins = int(np.flatnonzero(np.abs(samples) > 3000)[0]) / 24_000
    assert begins == pytest.approx(0.5, abs=0.03)


def test_a_silent_film_has_no_sound(tmp_path: Path) -> None:
    assert film_sound(make_film(tmp_path / "silent.mp4", 0.3), 24_000) == b""
