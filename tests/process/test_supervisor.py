"""A worker's death, silence or stubbornness costs the main thread nothing, and the next one takes its place."""

from collections.abc import Callable

from kiosk.domain.commands import Hush
from kiosk.domain.events import WorkerLost, WorkerReady
from kiosk.process.child import Plan
from kiosk.process.link import Beat, Busy
from kiosk.process.supervisor import WAITING_COMMANDS, Worker
from tests.fakes.clock import Clock
from tests.fakes.processes.children import FakeChild, Nursery, Posts

PLAN = Plan("camera", print, ("setup",), silent_seconds=10.0, start_seconds=90.0, backoff_seconds=(1.0, 5.0))


class Supervised:
    """A worker with everything around it made by hand."""

    def __init__(self, child: Callable[[], FakeChild | OSError] = FakeChild, is_held: bool = False) -> None:
        self.clock, self.posts, self.nursery = Clock(), Posts(), Nursery(child, is_held)
        self.worker = Worker(PLAN, self.posts, self.clock, self.nursery)
        self.worker.watch()

    @property
    def child(self) -> FakeChild:
        return self.nursery.children[-1]

    def pass_time(self, seconds: float) -> None:
        """As the main loop does, which looks ten times a second."""
        for _ in range(round(seconds * 10)):
            self.clock.pause(0.1)
            self.worker.watch()


def immortal() -> FakeChild:
    return FakeChild(is_mortal=False)


def test_a_child_that_cannot_be_killed_is_told_of_at_once_and_never_waited_for() -> None:
    camera = Supervised(immortal)
    camera.child.pipe.say(Beat())
    camera.pass_time(11.0)
    assert camera.child.was_killed
    assert not hasattr(camera.child, "joined")
    assert camera.posts.all == [WorkerLost(camera.posts.all[0].at, "camera", "silent for 10 s")]  # type: ignore[union-attr]


def test_no_second_child_takes_a_device_that_the_first_still_holds() -> None:
    camera = Supervised(immortal)
    camera.worker.kill()
    camera.pass_time(60.0)
    assert len(camera.nursery.children) == 1
    assert camera.worker.is_stuck
    camera.child.die()
    camera.pass_time(0.2)
    assert len(camera.nursery.children) == 2


def test_leaving_does_not_wait_for_ever_for_a_child_that_cannot_be_killed() -> None:
    camera = Supervised(immortal)
    camera.worker.stop(timeout=0.5, killed_seconds=0.5)
    assert camera.child.was_killed
    assert camera.worker.is_stuck


def test_nothing_of_a_worker_follows_the_news_that_it_is_lost() -> None:
    camera = Supervised()
    pipe = camera.child.pipe
    camera.worker.kill()
    camera.pass_time(0.1)
    pipe.say(WorkerReady(0.0, "camera"))
    assert [type(post) for post in camera.posts.all] == [WorkerLost]


def test_a_child_that_died_is_replaced_after_a_while_and_later_after_a_longer_one() -> None:
    camera = Supervised()
    waits = []
    for count in (2, 3):
        camera.child.die()
        began = camera.clock.now
        while len(camera.nursery.children) < count:
            camera.pass_time(0.1)
        waits.append(round(camera.clock.now - began))
    assert waits == [1, 5]


def test_the_frame_loop_goes_on_while_a_child_is_being_started() -> None:
    camera = Supervised(is_held=True)
    camera.pass_time(30.0)
    assert not camera.worker.is_alive
    camera.worker.send(Hush())
    camera.nursery.deliver()
    assert camera.child.pipe.got.get(timeout=60.0) == (print, ("setup",))
    assert camera.child.pipe.got.get(timeout=60.0) == Hush()


def test_a_child_that_cannot_be_started_is_told_of_and_tried_again() -> None:
    camera = Supervised(lambda: OSError("no process left"))
    camera.pass_time(1.5)
    assert isinstance(camera.posts.all[0], WorkerLost)
    camera.nursery._child = FakeChild
    camera.pass_time(6.0)
    assert camera.worker.is_alive


def test_long_work_that_was_told_of_is_no_hang_and_longer_silence_than_told_is_one() -> None:
    camera = Supervised()
    camera.child.pipe.say(Beat(), Busy(40.0))
    camera.pass_time(39.0)
    assert camera.posts.all == []
    camera.pass_time(2.0)
    assert isinstance(camera.posts.all[0], WorkerLost)


def test_once_long_work_is_done_silence_is_a_hang_again() -> None:
    camera = Supervised()
    camera.child.pipe.say(Busy(80.0), Busy(0.0))
    camera.pass_time(11.0)
    assert isinstance(camera.posts.all[0], WorkerLost)


def test_nobody_may_ask_for_more_patience_than_a_start_is_given() -> None:
    camera = Supervised()
    camera.child.pipe.say(Busy(10_000.0))
    camera.pass_time(91.0)
    assert isinstance(camera.posts.all[0], WorkerLost)


def test_a_machine_that_slept_kills_nobody() -> None:
    camera = Supervised()
    camera.child.pipe.say(Beat())
    camera.clock.pause(3600.0)
    camera.worker.watch()
    assert camera.posts.all == []


def test_a_worker_that_takes_no_commands_is_replaced() -> None:
    camera = Supervised()
    first = camera.child
    assert first.pipe.got.get(timeout=60.0) == (print, ("setup",))
    first.pipe.takes.clear()
    for _ in range(WAITING_COMMANDS + 2):
        camera.worker.send(Hush())
    assert first.was_killed
    camera.pass_time(2.0)
    first.pipe.takes.set()
    assert [type(post) for post in camera.posts.all] == [WorkerLost]
    assert camera.child is not first


def test_a_child_that_comes_after_the_end_is_not_kept() -> None:
    camera = Supervised(is_held=True)
    camera.worker.stop(timeout=0.0)
    camera.nursery.deliver()
    assert camera.child.was_killed
    assert not camera.worker.is_alive
