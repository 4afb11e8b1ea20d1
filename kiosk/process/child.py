"""A child process: how it is started, and what it does first."""

import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from kiosk.process.link import Link

log = logging.getLogger(__name__)

CONTEXT = multiprocessing.get_context("spawn")
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What to start and how patiently."""

    name: str
    entry: Callable[..., None]
    args: tuple[Any, ...] = ()
    """Go through the pipe once the child reads it: of any size."""

    shared: tuple[Any, ...] = ()
    """Shared memory, which can only be inherited; handed to the entry after `args`."""

    niceness: int = 0
    silent_seconds: float = 10.0
    """Without a heartbeat for so long a worker is killed."""

    start_seconds: float = 90.0
    """The same before the first heartbeat, while it imports and loads models; and the most it may ask for later."""

    backoff_seconds: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
    healthy_seconds: float = 60.0
    """After so long the next restart is quick again."""


class Child(Protocol):
    """A process that was started. Nothing here waits but `join`."""

    @property
    def pid(self) -> int | None: ...

    @property
    def exitcode(self) -> int | None: ...

    def is_alive(self) -> bool: ...

    def kill(self) -> None: ...

    def join(self, timeout: float) -> None: ...


class Pipe(Protocol):
    """Our end of its pipe."""

    def send(self, message: object) -> None: ...

    def recv(self) -> Any: ...

    def close(self) -> None: ...


Spawn = Callable[[Plan], tuple[Child, Pipe]]
"""Starts what is planned. Raises OSError where the system has no process, memory or handle left."""


def spawn(plan: Plan) -> tuple[Child, Pipe]:
    """Starts a real process.

    What is handed to a spawned process is written into a pipe of 64 KiB before anybody reads it, and whoever writes
    more waits until the child has imported Python: so only shared memory is handed over here, and the rest follows
    through the child's own pipe.
    """
    ours, theirs = CONTEXT.Pipe()
    birth = _Birth(plan.name, plan.niceness, os.getpid(), logging.getLogger().getEffectiveLevel())
    process = CONTEXT.Process(target=_main, args=(theirs, birth, plan.shared), name=f"kiosk-{plan.name}", daemon=True)
    try:
        process.start()
    finally:
        # While a copy of the child's end were open here, the pipe would never tell that the child has ended.
        theirs.close()
    return process, ours


@dataclass(frozen=True, slots=True)
class _Birth:
    """What a child is told before anything else."""

    name: str
    niceness: int
    parent: int
    """The process that started it."""

    level: int
    """From which on it logs."""


def _main(connection: Connection, birth: _Birth, shared: tuple[Any, ...]) -> None:
    """The child's main: dies with its parent, never with a key press meant for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=birth.level, stream=sys.stderr, format=f"%(levelname)s {birth.name}: %(message)s")
    _die_with_parent(birth.parent)
    with contextlib.suppress(OSError):
        os.nice(birth.niceness)
    try:
        entry, args = connection.recv()
        entry(Link(connection), *args, *shared)
    except EOFError:
        log.info("nobody wants worker %s any more", birth.name)
    except Exception:
        log.exception("worker %s failed", birth.name)
        sys.exit(1)


def _die_with_parent(parent: int) -> None:
    """The system ends the child when the *thread* that started it ends (prctl(2)): see `spawner.py`."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have ended before the system was asked to tell: then nothing would come any more.
        if os.getppid() != parent:
            os._exit(1)
