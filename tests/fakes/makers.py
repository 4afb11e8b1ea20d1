"""Makers of kits and stages that take as long as a test wishes."""

import queue
import threading
from dataclasses import replace
from datetime import date
from typing import cast

from kiosk.app.runtime.figure_choice import Gallery
from kiosk.app.runtime.preparation import IsWanted
from kiosk.app.wiring.kit import Kit
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

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.refused: set[str] = set()
        self.standing_kit = kit
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

    def used(self, pack: str, is_wanted: IsWanted) -> Kit:
        made = self._made(pack)
        self.in_use = pack if is_wanted() else self.in_use
        return made

    def met(self, figure: str, gallery: Gallery) -> Kit:
        return gallery.hung(replace(self._made(figure), figure=figure), figure)

    def standing(self, shown: Kit, named: str | None, day: date) -> Kit:
        self.named.append(named)
        self._made(str(day))
        return self.standing_kit

    def stage(self, kit: Kit) -> Stage:
        self.stages.append(FakeStage())
        return cast(Stage, self.stages[-1])

    def _made(self, name: str) -> Kit:
        self._threads.put(threading.current_thread())
        assert self._gate.acquire(timeout=PATIENCE_SECONDS)
        if name in self.refused:
            raise KioskError(REFUSED)
        return replace(self._kit, pack=replace(self._kit.pack, id=name))
