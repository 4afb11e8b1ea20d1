"""The clock of mouth and captions survives whoever writes it."""

import pytest

from kiosk.process.child import CONTEXT
from kiosk.process.playback_position import Playback


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


def test_a_writer_killed_in_the_middle_of_a_position_silences_no_later_one() -> None:
    playback = Playback(CONTEXT)
    playback.publish(2, 1, 0.5, 10.0)
    slots = playback._slots
    slots[0] += 1.0
    assert playback.read() is None
    playback.publish(3, 0, 0.25, 12.0)
    heard = playback.read()
    assert heard is not None
    assert (heard.turn, heard.position) == (3, 0.25)
