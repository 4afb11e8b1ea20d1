"""The thread that starts all children, and outlives them."""

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.process.child import Child, Pipe, Plan, Spawn, spawn

log = logging.getLogger(__name__)

Deliver = Callable[[tuple[Child, Pipe] | OSError], None]
"""Is called in the spawner's thread with what was started, or with why nothing was."""


class Spawner:
    """Starts children one after the other, so that no frame waits for the system.

    It must not end while a child lives: a child is told to die with the thread that started it.
    """

    def __init__(self, start: Spawn = spawn) -> None:
        self._start = start
        self._wanted: queue.SimpleQueue[tuple[Plan, Deliver] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="spawner", daemon=True)
        self._thread.start()

    def want(self, plan: Plan, deliver: Deliver) -> None:
        """Asks for a child; never waits."""
        self._wanted.put((plan, deliver))

    def close(self) -> None:
        """Ends the thread, once all children have ended; never waits."""
        self._wanted.put(None)

    def _work(self) -> None:
        while (wanted := self._wanted.get()) is not None:
            plan, deliver = wanted
            try:
                deliver(self._start(plan))
            except OSError as error:
                deliver(error)
            except Exception as error:
                # Whatever goes wrong is told, or the worker would wait for this child for ever.
                log.exception("worker %s cannot be started", plan.name)
                deliver(OSError(str(error)))
