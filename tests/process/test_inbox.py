"""The inbox is bounded, and what gives way is what the next post tells anyway."""

import threading

from kiosk.domain.events import LevelMeasured, Tapped, WorkerLost
from kiosk.process.inbox import Inbox
from kiosk.process.link import Note


def test_posts_come_out_in_the_order_in_which_they_came() -> None:
    inbox = Inbox()
    posts = [Tapped(float(at), "wake") for at in range(5)]
    for post in posts:
        inbox.put(post)
    assert inbox.take() == posts
    assert inbox.take() == []


def test_a_full_inbox_drops_measurements_then_notes_then_what_is_oldest_and_never_news_of_a_worker() -> None:
    inbox = Inbox(most=3)
    lost, first, last = WorkerLost(0.0, "voice"), Tapped(1.0, "wake"), Tapped(2.0, "stop")
    for post in (lost, LevelMeasured(0.0, 0.5), Note("heard"), first):
        inbox.put(post)
    assert inbox.dropped == 1
    inbox.put(last)
    assert inbox.take() == [lost, first, last]
    for post in (lost, first, last, Tapped(3.0, "repeat")):
        inbox.put(post)
    assert inbox.take() == [lost, last, Tapped(3.0, "repeat")]


def test_no_number_of_writers_makes_it_grow() -> None:
    inbox = Inbox(most=50)

    def write() -> None:
        for _ in range(500):
            inbox.put(LevelMeasured(0.0, 0.1))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(inbox.take()) == 50
    assert inbox.dropped == 4 * 500 - 50
