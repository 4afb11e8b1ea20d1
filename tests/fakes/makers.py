"""Makers of setups and stages that take as long as a test wishes."""

import queue
import threading
from dataclasses import replace
from datetime import date
from typing import cast

from kiosk.app.runtime.figure_choice import Gallery
from kiosk.app.runtime.preparation import IsWanted
from kiosk.app.wiring.setup import Setup
from kiosk.domain.problem import KioskError, Problem
from kiosk.stage.stage import Stage

PATIENCE_SECONDS = 60.0
"""Only what hangs takes so long."""

REFUSED = Problem("KP0042", "rights.toml", "ran out")


class FakeStage:
    """Remembers whether it was closed."""

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class FakeMakers:
    """Whatever is asked for waits until `let` is called; `refused` holds what cannot be shown."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.refused: set[str] = set()
        self.standing_setup = setup
        """What may be shown on another day."""

        self.in_use = ""
        self.named: list[str | None] = []
        self.stages: list[FakeStage] = []
        self._threads: queue.SimpleQueue[threading.Thread] = queue.SimpleQueue()
        self._gate = threading.Semaphore(0)

    def let(self) -> None:
        """One thing that is being made comes to its end; returns when it has."""
        thread = self._threads.get(timeout=PATIENCE_SECONDS)
        assert thread is not threading.current_thread(), "the picture would stand still"
        self._gate.release()
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()

    def used(self, pack: str, is_wanted: IsWanted) -> Setup:
        made = self._made(pack)
        self.in_use = pack if is_wanted() else self.in_use
        return made

    def met(self, figure: str, gallery: Gallery) -> Setup:
        made = self._made(figure)
        return gallery.hung(replace(made, visit=replace(made.visit, figure=figure)), figure)

    def standing(self, shown: Setup, named: str | None, day: date) -> Setup:
        self.named.append(named)
        self._made(str(day))
        return self.standing_setup

    def stage(self, setup: Setup) -> Stage:
        self.stages.append(FakeStage())
        return cast(Stage, self.stages[-1])

    def _made(self, name: str) -> Setup:
        self._threads.put(threading.current_thread())
        assert self._gate.acquire(timeout=PATIENCE_SECONDS)
        if name in self.refused:
            raise KioskError(REFUSED)
        return self._setup.with_pack(replace(self._setup.pack, id=name))
