"""Others see the last frame while they look, and nothing is copied for nobody."""

import os
from collections.abc import Iterator

import pytest

from kiosk.process.last_frame import HEADER, LOOKING_SECONDS, MEMORY, FrameReader, FrameWriter
from tests.fakes.clock import Clock

pytestmark = pytest.mark.skipif(not MEMORY.is_dir(), reason="only Linux has files in memory")

SIZE = (4, 2)
RED = b"\xff\x00\x00" * 8


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def name() -> str:
    return f"kiosk-test-{os.getpid()}"


@pytest.fixture
def writer(name: str, clock: Clock) -> Iterator[FrameWriter]:
    made = FrameWriter(name, SIZE, clock)
    yield made
    made.close()


def test_a_frame_is_seen_as_it_was_written(writer: FrameWriter, name: str, clock: Clock) -> None:
    reader = FrameReader(name, clock)
    assert reader.look() is None
    writer.write(RED)
    frame = reader.look()
    assert frame is not None
    assert (frame.width, frame.height, frame.pixels, frame.at) == (4, 2, RED, clock.now)
    reader.close()


def test_no_frame_is_wanted_while_nobody_looks(writer: FrameWriter, name: str, clock: Clock) -> None:
    wanted = [writer.is_wanted]
    reader = FrameReader(name, clock)
    reader.look()
    wanted.append(writer.is_wanted)
    clock.pause(LOOKING_SECONDS)
    wanted.append(writer.is_wanted)
    assert wanted == [False, True, False]
    reader.close()


def test_whoever_looks_costs_no_more_than_two_copies_a_second(writer: FrameWriter, name: str, clock: Clock) -> None:
    reader, copies = FrameReader(name, clock), 0
    for _ in range(600):
        clock.pause(1 / 60)
        reader.look()
        if writer.is_wanted:
            writer.write(RED)
            copies += 1
    assert 15 <= copies <= 21
    reader.close()


def test_half_a_frame_is_not_shown_and_the_next_whole_one_is(writer: FrameWriter, name: str, clock: Clock) -> None:
    reader = FrameReader(name, clock)
    writer.write(RED)
    assert writer._memory is not None
    HEADER.pack_into(writer._memory, 0, 3, clock.now, 0.0, *SIZE)
    assert reader.look() is None
    writer.write(RED)
    assert reader.look() is not None
    reader.close()


def test_what_a_kiosk_left_behind_that_was_killed_is_taken_over(writer: FrameWriter, name: str, clock: Clock) -> None:
    again = FrameWriter(name, (2, 2), clock)
    again.write(b"\x00" * 12)
    reader = FrameReader(name, clock)
    frame = reader.look()
    assert frame is not None
    assert (frame.width, frame.height) == (2, 2)
    reader.close()
    again.close()


def test_after_the_end_there_is_nothing_to_look_at(name: str, clock: Clock) -> None:
    FrameWriter(name, SIZE, clock).close()
    with pytest.raises(FileNotFoundError):
        FrameReader(name, clock)


def test_only_the_kiosks_own_user_can_look(writer: FrameWriter, name: str) -> None:
    assert (MEMORY / name).stat().st_mode & 0o777 == 0o600
