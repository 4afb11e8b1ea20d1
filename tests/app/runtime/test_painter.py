"""Whatever fails in a frame, a picture stays and the next visit finds the kiosk whole."""

from dataclasses import replace

from kiosk.app.runtime.painter import FAILURES, UNSEEN, Painter
from kiosk.domain.screen.scene import Scene
from tests.fakes.clock import Clock

SCENE = replace(UNSEEN, name="Ada")


class Paper:
    """A stage that draws nothing, and fails when it is told to."""

    def __init__(self) -> None:
        self.is_torn, self.is_closed = False, False
        self.drawn = 0

    def draw(self, _canvas: str, _scene: Scene) -> None:
        if self.is_torn:
            raise RuntimeError("torn")
        self.drawn += 1

    def close(self) -> None:
        self.is_closed = True


class Easel:
    """A painter with a clock, its papers, and what it told."""

    def __init__(self) -> None:
        self.clock, self.papers, self.told = Clock(), list[Paper](), list[str]()
        self.is_composed, self.is_opened = True, True
        self.painter: Painter[str] = Painter(self._compose, self._open, self.told.append, self.clock)

    def frames(self, count: int) -> None:
        for _ in range(count):
            self.clock.pause(1 / 60)
            self.painter.draw("canvas", 0.0)

    def _compose(self, _ahead: float) -> Scene:
        if not self.is_composed:
            raise ValueError("no such phase")
        return SCENE

    def _open(self) -> Paper:
        if not self.is_opened:
            raise OSError("no such file")
        self.papers.append(Paper())
        return self.papers[-1]


def test_a_frame_that_cannot_be_composed_ends_the_visit_and_the_next_is_drawn() -> None:
    easel = Easel()
    easel.is_composed = False
    easel.frames(1)
    easel.is_composed = True
    easel.frames(1)
    assert easel.told == ["a frame"]
    assert easel.painter.is_well
    assert easel.papers[0].drawn == 1


def test_touches_belong_to_the_last_frame_that_was_drawn_whole() -> None:
    easel = Easel()
    assert easel.painter.scene == UNSEEN
    easel.frames(1)
    easel.papers[0].is_torn = True
    easel.frames(1)
    assert easel.painter.scene == SCENE


def test_a_stage_that_fails_again_and_again_is_opened_anew() -> None:
    easel = Easel()
    easel.papers[0].is_torn = True
    easel.frames(FAILURES)
    assert easel.papers[0].is_closed
    easel.frames(90)
    assert len(easel.papers) == 2
    assert easel.painter.is_well


def test_a_stage_that_cannot_be_opened_is_tried_less_and_less_often() -> None:
    easel = Easel()
    easel.papers[0].is_torn = True
    easel.is_opened = False
    easel.frames(60 * 120)
    assert FAILURES < len(easel.told) < FAILURES + 6
    easel.is_opened = True
    easel.frames(60 * 61)
    assert easel.painter.is_well
