"""A worker's link without a pipe."""

import threading
from collections.abc import Callable
from typing import Any

from kiosk.domain.commands import Command
from kiosk.domain.events import Event
from kiosk.process.link import Link

STEP_SECONDS = 0.002
MOST_LOOKS = 30_000

Step = Command | Callable[[], bool]
"""What is sent down, or what must have become true before the next step."""


class ScriptedLink:
    """Goes through its steps one by one and closes after the last; keeps what is posted."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self.posted: list[Event] = []
        self.looks = 0
        """How often commands were asked for, which a real link takes for a heartbeat."""

    @property
    def is_closed(self) -> bool:
        return not self._steps

    def then(self, *steps: Step) -> "ScriptedLink":
        self._steps.extend(steps)
        return self

    def post(self, event: Event) -> None:
        self.posted.append(event)

    def commands(self, timeout: float = 0.0) -> list[Command]:
        self.looks += 1
        assert self.looks < MOST_LOOKS, f"not to be had: {self._steps[0]}"
        threading.Event().wait(STEP_SECONDS)
        if not self._steps:
            return []
        step = self._steps[0]
        if callable(step):
            if step():
                self._steps.pop(0)
            return []
        self._steps.pop(0)
        return [step]


class FakeLink(Link):
    """Gives what was sent at once, counts heartbeats, and remembers what was posted."""

    def __init__(self) -> None:
        self.waiting: list[object] = []
        self.posted: list[object] = []
        self.beats = 0
        self.is_closed = False

    def send(self, command: object) -> None:
        self.waiting.append(command)

    def beat(self) -> None:
        self.beats += 1

    def commands(self, timeout: float = 0.0) -> list[Any]:
        self.beat()
        arrived, self.waiting = self.waiting, []
        return arrived

    def _send(self, message: object) -> None:
        self.posted.append(message)
