"""A stop does what was to be done, once, and never after the work is over."""

import threading

from kiosk.mind.engines.stop import Stop


def test_what_was_to_be_done_is_done_once_and_has_been_done_when_the_call_returns() -> None:
    stop, done = Stop(), []
    with stop.doing(lambda: done.append(1)):
        stop.call()
        stop.call()
        assert done == [1]
        assert stop.is_called


def test_a_call_that_came_before_counts_at_once() -> None:
    stop, done = Stop(), []
    stop.call()
    with stop.doing(lambda: done.append(1)):
        assert done == [1]


def test_a_call_after_the_end_touches_nothing() -> None:
    stop, done = Stop(), []
    with stop.doing(lambda: done.append(1)):
        pass
    stop.call()
    assert done == []


def test_a_stop_within_a_time_calls_itself_on_another_thread() -> None:
    stop, called = Stop(), threading.Event()
    with stop.doing(called.set), stop.within(0.01):
        assert called.wait(60)


def test_time_that_was_not_used_up_stops_nothing() -> None:
    stop = Stop()
    with stop.within(3600.0):
        pass
    assert not stop.is_called
