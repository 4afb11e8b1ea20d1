"""Publishing: what happens in visits, told to whoever subscribes, none of whom can touch a visit."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

MOST_WAITING = 200
"""Told and not yet taken, for each subscriber; the oldest is dropped for one more."""

Told = TypeVar("Told")


class Publisher(Generic[Told]):
    """Every subscriber has a thread and a bounded queue of its own: one that fails or hangs harms only itself."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most = most_waiting
        self._queues: list[queue.Queue[Told | None]] = []

    def subscribe(self, name: str, subscriber: Callable[[Told], None]) -> None:
        """From now on `subscriber` is called with everything that is told, in order, on a thread of its own."""
        waiting: queue.Queue[Told | None] = queue.Queue(self._most)
        self._queues.append(waiting)
        threading.Thread(target=_serve, args=(name, waiting, subscriber), name=f"tells {name}", daemon=True).start()

    def publish(self, told: Told) -> None:
        """Never waits, never fails. Called by one thread."""
        for waiting in self._queues:
            _put(waiting, told)

    def close(self) -> None:
        """No more is told; what waits is still taken."""
        for waiting in self._queues:
            _put(waiting, None)
        self._queues = []


def _put(waiting: "queue.Queue[Told | None]", told: Told | None) -> None:
    while True:
        try:
            waiting.put_nowait(told)
        except queue.Full:
            try:
                # If the subscriber takes one in this very moment, there is room all the same.
                waiting.get_nowait()
            except queue.Empty:
                continue
        else:
            return


def _serve(name: str, waiting: "queue.Queue[Told | None]", subscriber: Callable[[Told], None]) -> None:
    while (told := waiting.get()) is not None:
        try:
            subscriber(told)
        except Exception:
            log.exception("subscriber %s failed", name)
