"""Stages are painted and packs taken into use in a thread of their own, and come out as they should."""

import threading
from datetime import date
from pathlib import Path

import pygame
import pytest

from kiosk.app.runtime.figure_choice import Gallery
from kiosk.app.runtime.figure_loading import FigureLoader
from kiosk.app.wiring.setup import Setup
from kiosk.app.wiring.stage import NO_SCREEN
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Scene
from kiosk.domain.visit.interaction import Brief, begin
from kiosk.pack.errors import PackError
from kiosk.stage.screen.screen import UPRIGHT
from kiosk.stage.stage import Stage

HANG_SECONDS = 300.0


@pytest.fixture(name="workshop")
def _workshop(tmp_path: Path) -> FigureLoader:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n')
    return FigureLoader(settings, UPRIGHT)


def scene(setup: Setup, at: float) -> Scene:
    return compose(begin(Brief(setup.pack, setup.phrases), 0.0), at, None)


def drawn(stage: Stage, shown: Scene) -> bytes:
    canvas = pygame.Surface(UPRIGHT.size)
    stage.draw(canvas, shown)
    return pygame.image.tobytes(canvas, "RGB")


def test_a_stage_that_is_painted_while_another_is_drawn_is_the_same_as_one_painted_alone(
    workshop: FigureLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in NO_SCREEN.items():
        monkeypatch.setenv(name, value)
    setups = [workshop.met(name, Gallery()) for name in ("ada-lovelace", "sejong")]
    alone = [workshop.stage(setup) for setup in setups]
    expected = [drawn(stage, scene(setup, 1.0)) for stage, setup in zip(alone, setups, strict=True)]
    made: list[Stage] = []
    painter = threading.Thread(target=lambda: made.append(workshop.stage(setups[1])), daemon=True)
    painter.start()
    frames = 0
    while painter.is_alive():
        drawn(alone[0], scene(setups[0], 2.0 + frames / 60))
        frames += 1
    painter.join(HANG_SECONDS)
    assert frames > 1, "the picture moved on"
    assert drawn(made[0], scene(setups[1], 1.0)) == expected[1]
    assert drawn(workshop.stage(setups[0]), scene(setups[0], 1.0)) == expected[0]


def test_a_pack_comes_into_use_when_it_is_still_wanted_and_fit(workshop: FigureLoader, tmp_path: Path) -> None:
    in_use = tmp_path / "data" / "packs" / "in_use.toml"
    assert workshop.used("sejong", lambda: False).pack.id == "sejong"
    with pytest.raises(PackError):
        workshop.used("nobody", lambda: True)
    assert not in_use.exists()
    assert workshop.used("sejong", lambda: True).pack.id == "sejong"
    assert "sejong" in in_use.read_text()


def test_on_another_day_the_figure_stands_if_it_may(workshop: FigureLoader) -> None:
    shown = workshop.met("sejong", Gallery())
    assert workshop.standing(shown, "sejong", date.today()).pack == shown.pack
