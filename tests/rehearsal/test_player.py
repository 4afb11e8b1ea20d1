"""A rehearsal waits for what really happens, however long the machine takes."""

import itertools
import queue
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.app.workers.simulated_input import ClipHeard, HearSound
from kiosk.domain.audio import Speech
from kiosk.domain.events import Pressed, Released, Tapped, Typed
from kiosk.domain.screen.scene import Phase
from kiosk.domain.viseme import VisemeTrack
from kiosk.domain.visit.interaction import MICROPHONE, Patience
from kiosk.process.link import Note
from kiosk.rehearsal.file import Step
from kiosk.rehearsal.player import STUCK_SECONDS, Rehearsal


class Stage:
    """A kiosk in which nothing happens but what the test says."""

    def __init__(self, patience: Patience) -> None:
        visit = SimpleNamespace(brief=SimpleNamespace(patience=patience), phase=Phase.LISTENING, language="en")
        self.director = SimpleNamespace(now=visit, observe=self._keep)
        self.sent: list[object] = []
        self.workers = {MICROPHONE: SimpleNamespace(send=self.sent.append)}
        self.inbox: queue.Queue[object] = queue.Queue()
        self.observer: Any = None

    def _keep(self, observer: Any) -> None:
        self.observer = observer


def spoken(text: str, language: str) -> Speech:
    return Speech(text, b"\0\0", 16_000, VisemeTrack((), 0.0), (), "test", language)


def rehearsal(stage: Any, *steps: Step) -> Rehearsal:
    played = Rehearsal(stage, steps, spoken, lambda row: None)
    played.poke(1.0)
    # Workers that never say anything are not waited for for ever.
    played.poke(1000.0)
    return played


def told(stage: Stage) -> list[type]:
    return [type(stage.inbox.get_nowait()) for _ in range(stage.inbox.qsize())]


def test_a_button_is_held_until_what_was_said_is_over() -> None:
    stage = Stage(Patience())
    played = rehearsal(
        stage,
        Step(1, "holds", True, at=0.0),
        Step(2, "says", "Who are you?", after="step"),
        Step(3, "holds", False, after="sound"),
    )
    played.poke(1000.1)
    assert told(stage) == [Pressed]
    played.poke(1000.2)
    assert not stage.sent
    played.poke(1001.0)
    assert [type(order) for order in stage.sent] == [HearSound]
    played.poke(1005.0)
    assert told(stage) == []
    stage.observer(Note(ClipHeard(1001.0, 1007.0, b"", 16_000)), None, None)
    played.poke(1006.9)
    assert told(stage) == []
    played.poke(1007.5)
    assert told(stage) == [Released]


@pytest.mark.parametrize("answer_seconds", [8.0, 300.0])
def test_only_what_lasts_longer_than_the_figure_may_take_is_stuck(answer_seconds: float) -> None:
    stage = Stage(Patience(answer_seconds=answer_seconds, voice_seconds=6.0))
    played = rehearsal(stage, Step(1, "says", "Who are you?", after="answer"))
    played.poke(1000.0 + STUCK_SECONDS + answer_seconds + 5.0)
    assert played.problems == []
    played.poke(1000.0 + STUCK_SECONDS + answer_seconds + 7.0)
    assert [problem.code for problem in played.problems] == ["KR0012"]


def phases(stage: Stage, *path: Phase) -> None:
    """The visit goes along these phases, and nothing is ever answered."""
    visits = [SimpleNamespace(phase=phase, visit=SimpleNamespace(answer=None)) for phase in path]
    for before, after in itertools.pairwise(visits):
        stage.director.now.phase = after.phase
        stage.observer(Tapped(1002.0, "nothing"), before, after)


@pytest.mark.parametrize(
    ("expect", "then", "codes"),
    [
        ({"route": "scripted"}, (), ["KR0010"]),
        ({}, (Step(2, "types", "And then?", after="answer"),), ["KR0010"]),
        ({}, (), []),
    ],
)
def test_a_question_that_the_visit_ends_without_answering_ends_the_rehearsal(
    expect: dict[str, str], then: tuple[Step, ...], codes: list[str]
) -> None:
    stage = Stage(Patience())
    played = rehearsal(stage, Step(1, "says", "Who are you?", at=0.0, expect=expect), *then)
    played.poke(1000.1)
    phases(stage, Phase.LISTENING, Phase.FAREWELL, Phase.ATTRACT, Phase.GREETING)
    played.poke(1002.1)
    assert [problem.code for problem in played.problems] == codes
    assert played.is_over(1004.0)


def test_a_question_may_be_answered_by_the_farewell_that_the_next_step_waits_for() -> None:
    stage = Stage(Patience())
    played = rehearsal(stage, Step(1, "types", "Goodbye", at=0.0), Step(2, "types", "Hello again", after="farewell"))
    played.poke(1000.1)
    assert told(stage) == [Typed]
    phases(stage, Phase.LISTENING, Phase.FAREWELL, Phase.ATTRACT)
    played.poke(1003.0)
    assert told(stage) == [Typed]
    assert played.problems == []
