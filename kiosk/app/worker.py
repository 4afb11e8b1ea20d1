"""A child process that does one blocking thing: a pipe, a heartbeat, and a new one when it dies or hangs."""

import contextlib
import ctypes
import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from kiosk.domain.events import Event, WorkerLost

log = logging.getLogger(__name__)

CONTEXT = multiprocessing.get_context("spawn")
BEAT_SECONDS = 0.5
WAITING_COMMANDS = 256
"""A worker that lets so many commands pile up is taken for hung."""

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Beat:
    """Sent by a worker that is alive."""


@dataclass(frozen=True, slots=True)
class Note:
    """Told to observers alone."""

    content: object


Post = Event | Note
"""What may lie in the inbox."""


class Entry(Protocol):
    """What runs in the child: owns one room's devices until the link closes."""

    def __call__(self, link: "Link", *args: Any) -> None: ...


class Link:
    """The child's end: events go up, commands come down."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._beaten = 0.0
        self.is_closed = False

    def post(self, event: Event) -> None:
        """Sends an event to the director."""
        self._send(event)

    def note(self, note: object) -> None:
        """Sends something that is told to observers and changes no visit."""
        self._send(Note(note))

    def beat(self) -> None:
        """Says that the worker still runs; call it at least once a second, it is cheap."""
        if time.monotonic() - self._beaten >= BEAT_SECONDS:
            self._beaten = time.monotonic()
            self._send(Beat())

    def commands(self, timeout: float = 0.0) -> list[Any]:
        """What has arrived, after waiting at most `timeout` seconds for the first; beats meanwhile."""
        self.beat()
        received: list[Any] = []
        with contextlib.suppress(EOFError, OSError):
            while self._connection.poll(0.0 if received else timeout):
                command = self._connection.recv()
                if command is None:
                    break
                received.append(command)
            else:
                return received
        self.is_closed = True
        return received

    def _send(self, message: object) -> None:
        try:
            with self._sending:
                self._connection.send(message)
        except (BrokenPipeError, OSError):
            self.is_closed = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What to start and how patiently."""

    name: str
    entry: Callable[..., None]
    args: tuple[Any, ...]
    niceness: int = 0
    silent_seconds: float = 10.0
    """Without a heartbeat for so long a worker is killed."""

    start_seconds: float = 90.0
    """The same before the first heartbeat, while it imports and loads models."""

    backoff_seconds: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
    healthy_seconds: float = 60.0
    """After so long the next restart is quick again."""


class Worker:
    """Supervises one child. Everything here is called by the main thread, but for the two pipe threads."""

    def __init__(self, plan: Plan, inbox: "queue.SimpleQueue[Post]", clock: Callable[[], float]) -> None:
        self.plan = plan
        self.restarts = -1
        self._inbox = inbox
        self._clock = clock
        self._process: Any = None
        self._outbox: queue.Queue[object] = queue.Queue(WAITING_COMMANDS)
        self._beaten: float | None = None
        self._started = 0.0
        self._failures = 0
        self._start_at: float | None = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Spawns the child and its two pipe threads; never waits for it."""
        ours, theirs = CONTEXT.Pipe()
        self._outbox = queue.Queue(WAITING_COMMANDS)
        self._beaten, self._started, self._start_at = None, self._clock(), None
        self._process = CONTEXT.Process(
            target=_child, args=(theirs, self.plan, os.getpid(), _level()), name=f"kiosk-{self.plan.name}", daemon=True
        )
        self._process.start()
        theirs.close()
        self.restarts += 1
        for work in (self._read, self._write):
            threading.Thread(target=work, args=(ours, self._process, self._outbox), daemon=True).start()

    def send(self, command: object) -> None:
        """Hands over a command; to a dead worker it is lost, a hung one is killed."""
        try:
            self._outbox.put_nowait(command)
        except queue.Full:
            log.warning("worker %s takes no commands", self.plan.name)
            self.kill()

    def watch(self) -> None:
        """Called often: notices death and silence, and starts the next child when its time has come."""
        now = self._clock()
        if self._start_at is not None:
            if now >= self._start_at:
                self.start()
            return
        silent = now - (self._beaten if self._beaten is not None else self._started)
        limit = self.plan.silent_seconds if self._beaten is not None else self.plan.start_seconds
        if self.is_alive and silent > limit:
            log.error("worker %s has been silent for %.0f s", self.plan.name, silent)
            self.kill()
        if not self.is_alive:
            self._lost(now)

    def kill(self) -> None:
        """Ends the child at once, whatever it is doing."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join(2.0)

    def ask_to_stop(self) -> None:
        """Asks for an orderly end and starts nothing any more."""
        self._start_at = float("inf")
        with contextlib.suppress(queue.Full):
            self._outbox.put_nowait(None)

    def stop(self, timeout: float = 3.0) -> None:
        """Asks for an orderly end, waits for it, then kills."""
        self.ask_to_stop()
        if self._process is not None:
            self._process.join(timeout)
            self.kill()

    def _lost(self, now: float) -> None:
        if now - self._started > self.plan.healthy_seconds:
            self._failures = 0
        wait = self.plan.backoff_seconds[min(self._failures, len(self.plan.backoff_seconds) - 1)]
        self._failures += 1
        self._start_at = now + wait
        log.error("worker %s is gone (exit %s); next start in %.1f s", self.plan.name, self._process.exitcode, wait)
        self._inbox.put(WorkerLost(now, self.plan.name, f"ended with {self._process.exitcode}"))

    def _read(self, connection: Connection, process: Any, _outbox: object) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = connection.recv()
                if process is not self._process:
                    return
                self._beaten = self._clock()
                if not isinstance(message, Beat):
                    self._inbox.put(message)

    def _write(self, connection: Connection, process: Any, outbox: "queue.Queue[object]") -> None:
        with contextlib.suppress(BrokenPipeError, OSError):
            while process.is_alive():
                try:
                    command = outbox.get(timeout=1.0)
                except queue.Empty:
                    continue
                connection.send(command)
                if command is None:
                    return


def _level() -> int:
    return logging.getLogger().getEffectiveLevel()


def _child(connection: Connection, plan: Plan, parent: int, level: int) -> None:
    """The child's main: dies with its parent, never with a key press meant for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=level, stream=sys.stderr, format=f"%(levelname)s {plan.name}: %(message)s")
    _die_with_parent(parent)
    with contextlib.suppress(OSError):
        os.nice(plan.niceness)
    link = Link(connection)
    try:
        plan.entry(link, *plan.args)
    except Exception:
        log.exception("worker %s failed", plan.name)
        sys.exit(1)


def _die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
