"""What takes long is prepared beside the picture: one thing at a time, the newest wish wins, a hang stops nobody."""

import queue
import threading
from collections.abc import Callable

import pytest

from kiosk.app.runtime.preparation import LONGEST_SECONDS, IsWanted, Outcome, Preparation
from kiosk.domain.problem import KioskError, Problem
from tests.fakes.clock import Clock

PATIENCE_SECONDS = 60.0
"""Only what hangs takes so long."""


class Bench:
    """Preparations that begin and end when the test says so."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.discarded: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.preparation: Preparation[str, str] = Preparation(self.clock, self.discarded.put)
        self.began: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.threads: list[threading.Thread] = []
        self.ends: dict[str, threading.Event] = {}
        self.was_wanted: dict[str, bool] = {}

    def ask(self, wish: str, error: Exception | None = None) -> str | None:
        self.ends[wish] = threading.Event()
        return self.preparation.ask(wish, self._work(wish, error))

    def _work(self, wish: str, error: Exception | None) -> Callable[[IsWanted], str]:
        def work(is_wanted: IsWanted) -> str:
            self.threads.append(threading.current_thread())
            self.began.put(wish)
            assert self.ends[wish].wait(PATIENCE_SECONDS)
            self.was_wanted[wish] = is_wanted()
            if error is not None:
                raise error
            return f"{wish}, ready"

        return work

    def begins(self) -> str:
        return self.began.get(timeout=PATIENCE_SECONDS)

    def end(self, wish: str) -> None:
        """Lets it come to its end, and waits for that."""
        self.ends[wish].set()
        self.threads[-1].join(PATIENCE_SECONDS)


def test_the_main_thread_goes_on_until_what_was_wished_is_ready() -> None:
    bench = Bench()
    assert bench.preparation.is_idle
    bench.ask("ada")
    assert bench.begins() == "ada"
    assert bench.threads[0] is not threading.current_thread()
    assert bench.preparation.taken() is None
    bench.end("ada")
    assert bench.preparation.taken() == Outcome("ada", "ada, ready")
    assert bench.preparation.taken() is None
    assert bench.preparation.is_idle


def test_one_thing_is_prepared_at_a_time_and_the_newest_wish_wins() -> None:
    bench = Bench()
    bench.ask("ada")
    assert bench.begins() == "ada"
    assert bench.ask("sejong") == "ada"
    assert bench.ask("keeper") == "sejong"
    assert bench.preparation.taken() is None
    assert bench.began.empty(), "the first is not at its end"
    bench.end("ada")
    assert bench.preparation.taken() is None, "nobody wants it any more"
    assert bench.begins() == "keeper"
    assert bench.discarded.get(timeout=PATIENCE_SECONDS) == "ada, ready"
    bench.end("keeper")
    assert bench.preparation.taken() == Outcome("keeper", "keeper, ready")
    assert bench.was_wanted == {"ada": False, "keeper": True}
    assert bench.discarded.empty()


def test_what_was_ready_and_not_taken_when_something_newer_was_wished_is_discarded_once() -> None:
    bench = Bench()
    bench.ask("ada")
    bench.begins()
    bench.end("ada")
    assert bench.ask("sejong") == "ada"
    assert bench.preparation.taken() is None
    bench.begins()
    bench.preparation.close()
    bench.preparation.close()
    bench.end("sejong")
    assert [bench.discarded.get(timeout=PATIENCE_SECONDS) for _ in range(2)] == ["ada, ready", "sejong, ready"]
    assert bench.discarded.empty()


REFUSED = Problem("KP0042", "rights.toml", "ran out")


@pytest.mark.parametrize(("error", "code"), [(KioskError(REFUSED), "KP0042"), (ValueError("a bug"), "KA0030")])
def test_what_fails_is_told_and_the_next_wish_is_prepared(error: Exception, code: str) -> None:
    bench = Bench()
    bench.ask("ada", error)
    bench.begins()
    bench.end("ada")
    outcome = bench.preparation.taken()
    assert outcome is not None
    assert outcome.refusal is not None
    assert (outcome.wish, outcome.found, outcome.refusal.code) == ("ada", None, code)
    bench.ask("sejong")
    bench.begins()
    bench.end("sejong")
    assert bench.preparation.taken() == Outcome("sejong", "sejong, ready")


def test_a_preparation_that_hangs_is_left_behind_and_keeps_neither_the_next_nor_the_end_waiting() -> None:
    bench = Bench()
    bench.ask("ada")
    assert bench.begins() == "ada"
    bench.clock.now += LONGEST_SECONDS
    outcome = bench.preparation.taken()
    assert outcome is not None
    assert outcome.refusal is not None
    assert outcome.refusal.code == "KA0031"
    assert bench.threads[0].daemon, "the program ends without it"
    bench.ask("sejong")
    assert bench.begins() == "sejong"
    bench.end("sejong")
    assert bench.preparation.taken() == Outcome("sejong", "sejong, ready")
    hung = bench.threads[0]
    bench.ends["ada"].set()
    hung.join(PATIENCE_SECONDS)
    assert bench.discarded.get(timeout=PATIENCE_SECONDS) == "ada, ready", "it came too late"
    assert bench.preparation.taken() is None
