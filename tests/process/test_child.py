"""A worker's death or silence never reaches the main process, and the next one takes its place."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from kiosk.domain.commands import Hush, Say
from kiosk.domain.events import SpeechEnded, WorkerLost, WorkerReady
from kiosk.process.child import Plan
from kiosk.process.clock import now
from kiosk.process.link import Post
from kiosk.process.spawner import Spawner
from kiosk.process.supervisor import Worker
from tests.fakes.processes import entries

PATIENCE_SECONDS = 120.0
"""Only a hang takes longer."""


class Watched:
    """A worker with its inbox; waits for events while supervising, with a deadline."""

    def __init__(self, entry: Callable[..., None], **plan: Any) -> None:
        self.inbox: queue.SimpleQueue[Post] = queue.SimpleQueue()
        self.worker = Worker(Plan("voice", entry, backoff_seconds=(0.0,), **plan), self.inbox, now, Spawner())

    def until(self, kind: type) -> Post:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.worker.watch()
            try:
                event = self.inbox.get(timeout=0.05)
            except queue.Empty:
                continue
            if isinstance(event, kind):
                return event
        raise AssertionError(f"no {kind.__name__} within {PATIENCE_SECONDS:.0f} s")


@pytest.fixture
def watched() -> Iterator[Callable[..., Watched]]:
    made: list[Watched] = []

    def make(entry: Callable[..., None], **plan: Any) -> Watched:
        made.append(Watched(entry, **plan))
        return made[-1]

    yield make
    for one in made:
        one.worker.stop()


def test_a_command_reaches_the_child_and_its_event_comes_back(watched: Callable[..., Watched]) -> None:
    voice = watched(entries.echo)
    voice.until(WorkerReady)
    voice.worker.send(Say(3, 1, "Hello.", "en"))
    assert voice.until(SpeechEnded) == SpeechEnded(0.0, 3, 1)


def test_a_crash_in_native_code_is_told_and_mended(watched: Callable[..., Watched]) -> None:
    voice = watched(entries.echo)
    voice.until(WorkerReady)
    first = voice.worker.pid
    voice.worker.send(Hush())
    voice.until(WorkerLost)
    voice.until(WorkerReady)
    assert voice.worker.pid != first
    assert voice.worker.restarts == 1


def test_a_hung_worker_is_killed_and_started_anew(watched: Callable[..., Watched]) -> None:
    voice = watched(entries.stuck, silent_seconds=0.3)
    assert isinstance(voice.until(WorkerLost), WorkerLost)


def test_a_worker_that_cannot_start_is_told(watched: Callable[..., Watched]) -> None:
    assert isinstance(watched(entries.failing).until(WorkerLost), WorkerLost)


class Parcel:
    """Tells in which thread it was packed."""

    packed_in: ClassVar[list[str]] = []

    def __reduce__(self) -> tuple[type, tuple[str]]:
        self.packed_in.append(threading.current_thread().name)
        return str, ("x" * 1_000_000,)


def test_what_a_child_is_given_is_packed_and_sent_beside_the_frames(watched: Callable[..., Watched]) -> None:
    Parcel.packed_in.clear()
    voice = watched(entries.unpacking, args=(Parcel(),))
    assert voice.until(WorkerReady) == WorkerReady(0.0, "voice", "1000000")
    assert Parcel.packed_in == ["writes to voice"]


def test_long_silent_work_is_no_hang_where_it_was_told_of(watched: Callable[..., Watched]) -> None:
    voice = watched(entries.loading, silent_seconds=0.2)
    voice.until(WorkerReady)
    assert voice.worker.restarts == 0
