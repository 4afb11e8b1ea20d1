"""Supervision: a worker that dies or hangs is told of, ended and started anew, and nobody waits for any of it."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import cast

from kiosk.domain.events import WorkerLost
from kiosk.domain.health import Vitals
from kiosk.process.child import Child, Pipe, Plan
from kiosk.process.link import Beat, Busy, Post, Postbox
from kiosk.process.spawner import Spawner

log = logging.getLogger(__name__)

WAITING_COMMANDS = 256
"""A worker that lets so many commands pile up is taken for hung."""

UNWATCHED_SECONDS = 2.0
"""Nobody looked for so long: the machine slept or was stopped, and no worker could be heard."""

FOREVER = float("inf")


class Worker:
    """Supervises one child. Everything here is called by the main thread, but for what the pipe's threads do.

    A generation is one child with its two threads and its commands. What a thread of an earlier generation still
    brings is thrown away: nothing of a worker can follow the news that it is lost.
    """

    def __init__(self, plan: Plan, inbox: Postbox, clock: Callable[[], float], spawner: Spawner) -> None:
        self.plan = plan
        # The first start is no restart.
        self.restarts = -1
        self.vitals = Vitals()
        """What the child said last of itself."""

        self._inbox, self._clock, self._spawner = inbox, clock, spawner
        self._lock = threading.Lock()
        self._generation = 0
        self._child: Child | None = None
        self._killed: list[Child] = []
        self._outbox: queue.Queue[object] = queue.Queue(WAITING_COMMANDS)
        self._is_wanted, self._is_stopping = False, False
        self._beaten: float | None = None
        self._patience = plan.silent_seconds
        self._started, self._watched = 0.0, clock()
        self._failures = 0
        self._start_at = 0.0
        self._reason = ""

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    @property
    def is_alive(self) -> bool:
        return self._child is not None and self._child.is_alive()

    @property
    def is_stuck(self) -> bool:
        """A child was killed and does not end: a driver holds it in the system."""
        self._killed = [child for child in self._killed if child.is_alive()]
        return bool(self._killed)

    def send(self, command: object) -> None:
        """Hands over a command; to a dead worker it is lost, a hung one is killed."""
        try:
            self._outbox.put_nowait(command)
        except queue.Full:
            log.warning("worker %s takes no commands", self.plan.name)
            self.kill("takes no commands")

    def watch(self) -> None:
        """Called often: notices death and silence, and has the next child started when its time has come."""
        now = self._clock()
        if now - self._watched > UNWATCHED_SECONDS:
            self._forgive(now)
        self._watched = now
        if self._is_wanted or self._is_stopping:
            return
        if self._child is not None:
            silent, limit = self._silence(now)
            if silent > limit:
                self.kill(f"silent for {silent:.0f} s")
            if not self._reason and not self._child.is_alive():
                self._reason = f"ended with {self._child.exitcode}"
        if self._reason:
            self._lose(self._reason)
        # A device that still belongs to a child that does not end is of no use to the next one.
        elif self._child is None and now >= self._start_at and not self.is_stuck:
            self._begin(now)

    def kill(self, reason: str = "killed") -> None:
        """Ends the child at once, whatever it is doing; never waits for that, and `watch` tells of it."""
        if self._child is not None:
            self._reason = reason
            self._child.kill()

    def ask_to_stop(self) -> None:
        """Asks for an orderly end and starts nothing any more."""
        self._is_stopping = True
        with contextlib.suppress(queue.Full):
            self._outbox.put_nowait(None)

    def stop(self, timeout: float = 3.0, killed_seconds: float = 1.0) -> None:
        """Asks for an orderly end, waits for it, then kills. What survives even that is left alone: `is_stuck`."""
        self.ask_to_stop()
        child = self._child
        if child is not None:
            child.join(timeout)
            if child.is_alive():
                child.kill()
                child.join(killed_seconds)
                self._killed.append(child)
        with self._lock:
            self._generation += 1
            self._child = None

    def _silence(self, now: float) -> tuple[float, float]:
        """How long nothing was heard, and how long that may last."""
        with self._lock:
            if self._beaten is None:
                return now - self._started, self.plan.start_seconds
            return now - self._beaten, self._patience

    def _forgive(self, now: float) -> None:
        with self._lock:
            self._started = now
            self._beaten = now if self._beaten is not None else None

    def _begin(self, now: float) -> None:
        """Asks for a child. The commands of now are for it: they lie in its queue until it reads."""
        with self._lock:
            self._generation += 1
            generation = self._generation
        outbox: queue.Queue[object] = queue.Queue(WAITING_COMMANDS)
        self._outbox = outbox
        self._beaten, self._started, self._patience = None, now, self.plan.silent_seconds
        self._is_wanted, self._reason = True, ""
        self._spawner.want(self.plan, lambda made: self._deliver(made, generation, outbox))

    def _deliver(self, made: tuple[Child, Pipe] | OSError, generation: int, outbox: "queue.Queue[object]") -> None:
        """In the spawner's thread: what was started, or why nothing was, is there for `watch` at once and whole."""
        with self._lock:
            is_current = generation == self._generation and not self._is_stopping
            if isinstance(made, OSError):
                self._reason = f"cannot be started: {made}"
            elif is_current:
                self._child = made[0]
                self.restarts += 1
            self._is_wanted = False
        if isinstance(made, OSError):
            return
        child, pipe = made
        # The kiosk was asked to stop while the system was starting it.
        if not is_current:
            child.kill()
            return
        for work, name in ((self._read, "reads"), (self._write, "writes to")):
            name = f"{name} {self.plan.name}"
            threading.Thread(target=work, args=(pipe, generation, outbox), name=name, daemon=True).start()

    def _lose(self, reason: str) -> None:
        now = self._clock()
        if now - self._started > self.plan.healthy_seconds:
            self._failures = 0
        wait = self.plan.backoff_seconds[min(self._failures, len(self.plan.backoff_seconds) - 1)]
        self._failures += 1
        log.error("worker %s is gone (%s); next start in %.1f s", self.plan.name, reason, wait)
        with self._lock:
            self._generation += 1
            if self._child is not None:
                self._killed.append(self._child)
            self._child, self._reason, self._start_at = None, "", now + wait
            # Under the lock: nothing that this child still says can come after it.
            self._inbox.put(WorkerLost(now, self.plan.name, reason))

    def _read(self, pipe: Pipe, generation: int, _outbox: object) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = pipe.recv()
                with self._lock:
                    if generation != self._generation:
                        break
                    self._heard(message)
        with contextlib.suppress(OSError):
            pipe.close()

    def _heard(self, message: object) -> None:
        """Under the lock: a sign of life, and what it says."""
        self._beaten = self._clock()
        match message:
            case Beat(vitals=vitals):
                self.vitals = vitals or self.vitals
            case Busy(seconds=seconds):
                # Nobody may ask for more patience than a start is given, or one call would end the watch.
                longest = max(self.plan.silent_seconds, self.plan.start_seconds)
                self._patience = min(max(seconds, self.plan.silent_seconds), longest)
            case _:
                self._inbox.put(cast(Post, message))

    def _write(self, pipe: Pipe, generation: int, outbox: "queue.Queue[object]") -> None:
        with contextlib.suppress(BrokenPipeError, OSError):
            pipe.send((self.plan.entry, self.plan.args))
            while generation == self._generation:
                try:
                    # Wakes now and then to see whether its child is still the one.
                    command = outbox.get(timeout=1.0)
                except queue.Empty:
                    continue
                pipe.send(command)
                if command is None:
                    return
