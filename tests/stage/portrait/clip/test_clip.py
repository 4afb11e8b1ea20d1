"""A filmed figure: no jump where a film ends, in step with the voice, and never black."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from kiosk.domain.screen.scene import Clip, Phase
from kiosk.stage.portrait.clip.clip import FADE_SECONDS, FilmedFigure, Loop
from kiosk.stage.portrait.clip.films import Films, Signing
from kiosk.stage.portrait.clip.footage import FRAMES_HZ
from kiosk.stage.portrait.clip.player import AHEAD
from kiosk.stage.portrait.clip.reel import Projector
from kiosk.stage.portrait.pose import Pose, Take
from tests.fakes.footage import NumberedFootage, level

SIZE = (32, 48)
FRAME = 1 / 60
IDLE = Loop("idle.mp4", 40 / FRAMES_HZ)


class Show:
    """A filmed figure drawn sixty times a second on a clock of the test."""

    def __init__(self, counts: dict[str, int], loops: dict[str, Loop] | None = None) -> None:
        self.footage = NumberedFootage(counts)
        self.projector = Projector(self.footage, Path(), SIZE, is_patient=True)
        self.figure = FilmedFigure(self.projector, loops or {"idle": IDLE})
        self.surface = pygame.Surface(SIZE, depth=32)
        self.at = 100.0
        self.touched: list[pygame.Rect] = []

    def draw(self, clip: Clip | None = None, phase: Phase = Phase.ATTRACT) -> float:
        """The brightness of the next frame, as the film's own numbers."""
        self.touched = self.figure.draw(self.surface, Pose(take=Take(self.at, phase, clip)))
        self.at += FRAME
        return brightness(self.surface)

    def settled(self, clip: Clip | None, phase: Phase = Phase.ATTRACT) -> float:
        """After every dissolve is over."""
        for _ in range(round(2 * FADE_SECONDS / FRAME)):
            found = self.draw(clip, phase)
        return found


def brightness(surface: pygame.Surface) -> float:
    return float(np.mean(pygame.surfarray.array3d(surface)))


def shown(number: int) -> float:
    """How bright a numbered frame is on the screen, from the narrow range of films to the full one."""
    return (level(number) - 16) * 255 / 219


def test_a_loop_goes_round_without_a_jump() -> None:
    show = Show({"idle.mp4": 40})
    seen = [show.draw() for _ in range(600)]
    assert len(show.footage.opened) >= 6
    steps = np.abs(np.diff(seen))
    whole = shown(39) - shown(0)
    assert whole > 80
    assert steps.max() < whole * 2 * FRAME / FADE_SECONDS


def test_the_film_of_an_answer_shows_what_is_heard() -> None:
    show = Show({"idle.mp4": 40, "lamp.mp4": 90})
    show.settled(None)
    position = 0.0
    for number in range(120):
        position = number * FRAME
        found = show.draw(Clip("lamp.mp4", position), Phase.ANSWERING)
    assert found == pytest.approx(shown(round(position * FRAMES_HZ)), abs=4)


def test_it_waits_for_its_first_word_and_stands_still_in_a_pause() -> None:
    show = Show({"idle.mp4": 40, "lamp.mp4": 90})
    for _ in range(40):
        show.draw(Clip("lamp.mp4", None), Phase.ANSWERING)
    assert show.footage.opened.count("lamp.mp4") == 1
    assert show.footage.decoded["lamp.mp4"] <= AHEAD + 2
    show.settled(Clip("lamp.mp4", 0.5))
    held = show.settled(Clip("lamp.mp4", 0.8))
    assert held == pytest.approx(shown(24), abs=4)
    assert show.draw(Clip("lamp.mp4", 0.8)) == held
    assert show.touched == []


def test_a_repeated_answer_begins_again() -> None:
    show = Show({"idle.mp4": 40, "lamp.mp4": 90})
    show.settled(Clip("lamp.mp4", 2.5))
    for _ in range(3):
        show.draw(Clip("lamp.mp4", None))
    assert show.settled(Clip("lamp.mp4", 0.1)) == pytest.approx(shown(3), abs=4)


def test_the_figure_listens_and_thinks_where_that_was_filmed_and_idles_where_not() -> None:
    loops = {"idle": IDLE, "listening": Loop("listening.mp4", 1.0)}
    show = Show({"idle.mp4": 40, "listening.mp4": 30}, loops)
    show.settled(None, Phase.LISTENING)
    assert show.footage.opened[-1] == "listening.mp4"
    show.settled(None, Phase.THINKING)
    assert show.footage.opened[-1] == "idle.mp4"


def test_a_film_without_a_picture_leaves_the_figure_as_it_is_and_is_not_tried_every_frame() -> None:
    show = Show({"idle.mp4": 40, "lamp.mp4": 0})
    show.settled(None)
    for number in range(240):
        assert show.draw(Clip("lamp.mp4", number * FRAME)) > 0
    assert show.footage.opened.count("lamp.mp4") == 1


def test_a_film_that_is_over_before_its_sound_keeps_its_last_picture() -> None:
    show = Show({"idle.mp4": 40, "lamp.mp4": 10})
    show.settled(Clip("lamp.mp4", 0.0))
    assert show.settled(Clip("lamp.mp4", 4.0)) == pytest.approx(shown(9), abs=4)


def test_only_a_few_frames_are_decoded_ahead_and_closing_ends_it() -> None:
    show = Show({"idle.mp4": 10_000}, {"idle": Loop("idle.mp4", 300.0)})
    show.draw()
    show.draw()
    assert show.footage.decoded["idle.mp4"] <= AHEAD + 3
    Films((show.projector,)).close()
    assert show.footage.ended.acquire(blocking=False), "somebody still decodes"


def test_a_translation_follows_the_voice_and_leaves_when_it_is_over() -> None:
    signing = Signing(Projector(NumberedFootage({"lamp.mp4": 60}), Path(), SIZE, is_patient=True))
    assert signing.picture(None, 1.0) is None
    assert signing.picture(Clip("lamp.mp4", None), 1.0) is None
    picture = signing.picture(Clip("lamp.mp4", 1.0), 2.0)
    assert picture is not None
    assert brightness(picture) == pytest.approx(shown(30), abs=4)
    assert signing.picture(Clip("lamp.mp4", 2.5), 3.5) is None
    again = signing.picture(Clip("lamp.mp4", 0.1), 5.0)
    assert again is not None
    assert brightness(again) == pytest.approx(shown(3), abs=4)
