"""The child's end of a pipe: events and heartbeats go up, commands come down."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from kiosk.domain.events import Event
from kiosk.domain.health import Vitals
from kiosk.process.memory import pss_mib

BEAT_SECONDS = 0.5
VITALS_SECONDS = 30.0
"""Between two looks at the worker's own memory, which cost the system some milliseconds."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Sent by a worker that is alive."""

    vitals: Vitals | None = None
    """Now and then: how it is."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Something long has begun: silence is no hang for so many seconds. Zero: it is over."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Note:
    """Told to observers alone."""

    content: object


Post = Event | Note
"""What may lie in the inbox."""


class Postbox(Protocol):
    """Where posts are put, from any thread; never waits, never fails."""

    def put(self, post: Post, /) -> None: ...


class Entry(Protocol):
    """What runs in the child: owns one room's devices until the link closes."""

    def __call__(self, link: "Link", *args: Any) -> None: ...


class Link:
    """Posts may come from any thread of the child; commands are read by one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._beaten, self._looked = 0.0, 0.0
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
            self._send(Beat(self._vitals()))

    @contextlib.contextmanager
    def busy(self, seconds: float) -> Iterator[None]:
        """A model is loaded, a device is opened: until it is done, or for so many seconds, silence is no hang."""
        self._send(Busy(seconds))
        try:
            yield
        finally:
            self._send(Busy(0.0))

    def commands(self, timeout: float = 0.0) -> list[Any]:
        """What has arrived, after waiting at most `timeout` seconds for the first; beats meanwhile."""
        self.beat()
        received: list[Any] = []
        with contextlib.suppress(EOFError, OSError):
            while self._connection.poll(0.0 if received else timeout):
                command = self._connection.recv()
                # Only this, or the end of the pipe, leaves the loop early: nobody wants the worker any more.
                if command is None:
                    break
                received.append(command)
            else:
                return received
        self.is_closed = True
        return received

    def _vitals(self) -> Vitals | None:
        if self._beaten - self._looked < VITALS_SECONDS:
            return None
        self._looked = self._beaten
        return Vitals(pss_mib(), threading.active_count())

    def _send(self, message: object) -> None:
        try:
            with self._sending:
                # Two threads that send at once would mix their bytes.
                self._connection.send(message)
        except (BrokenPipeError, OSError):
            self.is_closed = True
