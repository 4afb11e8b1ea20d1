"""What is published reaches every subscriber, and no subscriber can reach back."""

import queue
import threading

from kiosk.process.publisher import Publisher

HANG_SECONDS = 60.0


def test_what_is_told_reaches_every_subscriber_in_order() -> None:
    publisher: Publisher[int] = Publisher()
    first: queue.SimpleQueue[int] = queue.SimpleQueue()
    second: queue.SimpleQueue[int] = queue.SimpleQueue()
    publisher.subscribe("first", first.put)
    publisher.subscribe("second", second.put)
    for number in range(3):
        publisher.publish(number)
    for one in (first, second):
        assert [one.get(timeout=HANG_SECONDS) for _ in range(3)] == [0, 1, 2]


def test_a_subscriber_that_fails_is_told_the_next_thing_all_the_same() -> None:
    publisher: Publisher[int] = Publisher()
    got: queue.SimpleQueue[int] = queue.SimpleQueue()

    def failing(number: int) -> None:
        got.put(number)
        raise OSError("disk full")

    publisher.subscribe("journal", failing)
    publisher.publish(1)
    publisher.publish(2)
    assert [got.get(timeout=HANG_SECONDS) for _ in range(2)] == [1, 2]


def test_a_subscriber_that_hangs_costs_others_and_the_publisher_nothing() -> None:
    publisher: Publisher[int] = Publisher(most_waiting=3)
    release, begun = threading.Event(), threading.Event()
    seen: queue.SimpleQueue[int] = queue.SimpleQueue()

    def hanging(number: int) -> None:
        begun.set()
        release.wait(HANG_SECONDS)
        seen.put(number)

    publisher.subscribe("slow", hanging)
    publisher.publish(0)
    assert begun.wait(HANG_SECONDS)
    for number in range(1, 100):
        publisher.publish(number)
    release.set()
    assert [seen.get(timeout=HANG_SECONDS) for _ in range(4)] == [0, 97, 98, 99]
