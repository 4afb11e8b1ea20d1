"""Stopping: how one thread ends what a language model is doing on another."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StoppedError(RuntimeError):
    """A model was stopped: what it had begun is not finished."""


class Stop:
    """Ends the work on one question. Any thread may call it, once or more; once called it stays so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_called = False
        self._actions: list[Callable[[], None]] = []

    @property
    def is_called(self) -> bool:
        return self._is_called

    def call(self) -> None:
        """Returns at once, with everything done that was to be done then."""
        with self._lock:
            self._is_called = True
            actions, self._actions = self._actions, []
            # Under the lock: nobody leaves `doing` while its action is still at work.
            for action in actions:
                action()

    @contextmanager
    def doing(self, action: Callable[[], None]) -> Iterator[None]:
        """Inside, a call does this too, at once where it came before; never after the end. It must be quick."""
        with self._lock:
            if self._is_called:
                action()
            else:
                self._actions.append(action)
        try:
            yield
        finally:
            with self._lock:
                if action in self._actions:
                    self._actions.remove(action)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Inside, it calls itself after so long, whatever anybody is waiting for."""
        timer = threading.Timer(seconds, self.call)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
