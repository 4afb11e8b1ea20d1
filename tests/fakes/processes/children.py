"""Child processes that are none: a test says when they live, speak, die, and whether they can be killed."""

import queue
import threading
from collections.abc import Callable
from typing import Any

from kiosk.process.child import Child, Pipe, Plan
from kiosk.process.link import Post
from kiosk.process.spawner import Deliver, Spawner


class FakePipe:
    """What the child says is read by the supervisor's own thread; `say` waits until it was."""

    def __init__(self) -> None:
        self._said: queue.Queue[Any] = queue.Queue()
        self._is_reading = False
        self.got: queue.Queue[Any] = queue.Queue()
        """What was sent to the child."""

        self.takes = threading.Event()
        """Cleared: the pipe is full, and whoever sends waits."""

        self.takes.set()

    def say(self, *messages: object) -> None:
        for message in messages:
            self._said.put(message)
        self._said.join()

    def hang_up(self) -> None:
        self._said.put(EOFError())

    def recv(self) -> Any:
        self._done()
        message = self._said.get()
        self._is_reading = True
        if isinstance(message, EOFError):
            raise message
        return message

    def send(self, message: object) -> None:
        self.takes.wait(60.0)
        self.got.put(message)

    def close(self) -> None:
        self._done()

    def _done(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._said.task_done()


class FakeChild:
    """Lives until it is killed, if it can be, or until the test lets it die."""

    def __init__(self, is_mortal: bool = True) -> None:
        self.pid, self.exitcode = 4711, None
        self.pipe = FakePipe()
        self.is_mortal = is_mortal
        self.was_killed = False
        self._is_alive = True

    def is_alive(self) -> bool:
        return self._is_alive

    def kill(self) -> None:
        self.was_killed = True
        self._is_alive = self._is_alive and not self.is_mortal

    def join(self, timeout: float) -> None:
        """Never waits: whoever calls it and may not wait is found by `joined`."""
        self.joined = timeout

    def die(self) -> None:
        self._is_alive = False


class Nursery(Spawner):
    """Starts fake children at once, or holds them back until `deliver`."""

    def __init__(self, child: Callable[[], FakeChild | OSError] = FakeChild, is_held: bool = False) -> None:
        self.children: list[FakeChild] = []
        self.is_held = is_held
        self._child = child
        self._held: list[Deliver] = []

    def want(self, plan: Plan, deliver: Deliver) -> None:
        self._held.append(deliver)
        if not self.is_held:
            self.deliver()

    def deliver(self) -> None:
        """What a real spawner does in its thread."""
        waiting, self._held = self._held, []
        for deliver in waiting:
            made = self._child()
            if isinstance(made, OSError):
                deliver(made)
                continue
            self.children.append(made)
            started: tuple[Child, Pipe] = (made, made.pipe)
            deliver(started)


class Posts:
    """An inbox that remembers all."""

    def __init__(self) -> None:
        self.all: list[Post] = []

    def put(self, post: Post) -> None:
        self.all.append(post)
