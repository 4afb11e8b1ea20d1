"""Whatever fails beside the visit ends at most the visit, and what outlives visits outlives that too."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from kiosk.app.runtime.director import Director
from kiosk.domain import commands as do
from kiosk.domain.events import Tapped, WorkerReady
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Lock
from kiosk.domain.visit.interaction import MIND, VOICE, Interaction
from kiosk.process.inbox import Inbox
from kiosk.process.supervisor import Worker
from tests.fakes.clock import Clock
from tests.fakes.visits import brief


class Hands:
    """A worker that notes what it is told, and may fail at it."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.is_broken = False

    def watch(self) -> None:
        if self.is_broken:
            raise RuntimeError("no such process")

    def send(self, command: object) -> None:
        if self.is_broken:
            raise OSError("no such pipe")
        self.told.append(command)


class Table:
    """A director with everything around it made by hand."""

    def __init__(self) -> None:
        self.clock, self.inbox = Clock(), Inbox()
        self.voice, self.mind = Hands(), Hands()
        workers = cast("dict[str, Worker]", {VOICE: self.voice, MIND: self.mind})
        self.director = Director(brief(), workers, self.inbox, self.clock, lambda _: None)

    def happens(self, *events: Callable[[float], object]) -> Interaction:
        for event in events:
            self.inbox.put(event(self.clock()))  # type: ignore[arg-type]
        self.clock.pause(0.2)
        self.director.step()
        return self.director.now


def wake(at: float) -> Tapped:
    return Tapped(at, "wake")


def test_a_worker_that_cannot_be_watched_or_told_anything_ends_nothing() -> None:
    table = Table()
    table.voice.is_broken = True
    now = table.happens(wake)
    assert now.phase is Phase.GREETING
    assert table.happens(wake).visit.number == 1


def test_an_observer_that_fails_changes_no_visit() -> None:
    table = Table()
    seen: list[str] = []

    def failing(_event: object, _before: object, _after: object) -> None:
        raise ValueError("disk full")

    table.director.observe(failing)
    table.director.observe(lambda event, _before, _after: seen.append(type(event).__name__))
    assert table.happens(wake).phase is Phase.GREETING
    assert "Tapped" in seen


def test_after_a_failure_the_kiosk_knows_what_it_knew_beside_the_visit() -> None:
    table = Table()
    lock = Lock(wrong=3)
    table.happens(lambda at: WorkerReady(at, VOICE, "heard"), wake)
    now = table.director.now
    present, desk = replace(now.visitor, is_present=True), replace(now.staff, lock=lock, has_stick=True)
    table.director.now = replace(now, visitor=present, staff=desk)
    before = table.director.now
    try:
        raise RuntimeError("paint is dry")
    except RuntimeError:
        table.director.recover("a frame")
    now = table.director.now
    assert now.phase is Phase.ATTRACT
    assert now.turn.number > before.turn.number
    assert (now.staff, now.visitor.is_present, now.machine.notes) == (desk, True, before.machine.notes)
    assert table.voice.told[-1] == do.SetVolume(now.preferences.volume_percent)


def test_an_event_that_cannot_be_understood_ends_the_visit_and_silences_the_figure() -> None:
    table = Table()
    before = table.happens(wake)
    now = table.happens(lambda _: "no event at all")
    assert now.phase is Phase.ATTRACT
    assert now.turn.number > before.turn.number
    assert do.Hush() in table.voice.told


@pytest.mark.parametrize("notes", [None, 7])
def test_even_a_broken_state_is_left_behind(notes: object) -> None:
    table = Table()
    table.happens(wake)
    table.director.now = replace(table.director.now, visitor=notes, brief=replace(brief(), loudness=notes))  # type: ignore[arg-type]
    turn = table.director.now.turn.number
    try:
        raise RuntimeError("a frame")
    except RuntimeError:
        table.director.recover("a frame")
    assert table.director.now.turn.number > turn
    assert table.director.now.phase is Phase.ATTRACT
