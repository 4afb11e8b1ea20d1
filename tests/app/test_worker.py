"""A worker's death or silence never reaches the main process, and the next one takes its place."""

import queue
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kiosk.app.clock import now
from kiosk.app.playback import Playback
from kiosk.app.worker import CONTEXT, Plan, Post, Worker
from kiosk.domain.commands import Hush, Say
from kiosk.domain.events import SpeechEnded, WorkerLost, WorkerReady
from tests.fakes import entries

PATIENCE_SECONDS = 30.0


class Watched:
    """A worker with its inbox; waits for events while supervising, with a deadline."""

    def __init__(self, entry: Callable[..., None], **plan: Any) -> None:
        self.inbox: queue.SimpleQueue[Post] = queue.SimpleQueue()
        self.worker = Worker(Plan("voice", entry, (), backoff_seconds=(0.0,), **plan), self.inbox, now)

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


def test_a_position_is_read_as_it_was_published_and_not_believed_for_long() -> None:
    playback = Playback(CONTEXT)
    assert playback.read() is None
    playback.publish(2, 1, 0.5, 10.0)
    heard = playback.read()
    assert heard is not None
    assert (heard.turn, heard.part) == (2, 1)
    assert heard.at(10.1) == pytest.approx(0.6)
    assert heard.at(11.0) is None
    playback.publish(2, 1, -1.0, 11.0)
    assert playback.read() is None
