"""ffmpeg is never waited for without end and never left running: a program of ours takes its place."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.media_ffmpeg.program import FFMPEG, MediaError, feed, find, pieces, run

SHORT = 0.3
ALWAYS = 60.0


@pytest.fixture(name="place")
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs are looked for first."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def install(place: Path, does: str) -> Path:
    """A program in ffmpeg's place; the file in which it writes its number."""
    program, number = place / FFMPEG, place / "number"
    program.write_text(f"#!/bin/sh\necho $$ > {number}\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    return number


def is_running(number: Path) -> bool:
    try:
        os.kill(int(number.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_not_installed_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for act in (find, lambda: run(FFMPEG, [], "a.mp4", ALWAYS), lambda: next(pieces([], 1)), lambda: feed([], [], "a")):
        with pytest.raises(MediaError) as error:
            act()
        assert error.value.problems[0].code == "KF0001"
        assert "apt-get install ffmpeg" in error.value.problems[0].hint


def test_pieces_are_whole_and_what_is_left_over_is_none(place: Path) -> None:
    install(place, "printf abcdefgh")
    assert [bytes(piece) for piece in pieces([], 3)] == [b"abc", b"def"]


def test_whoever_stops_taking_pieces_ends_the_program(place: Path) -> None:
    number = install(place, "head -c 1000 /dev/zero; exec sleep 600")
    taken = pieces([], 1000)
    assert bytes(next(taken)) == bytes(1000)
    assert is_running(number)
    taken.close()
    assert not is_running(number)


def test_a_program_from_which_nothing_comes_is_ended(place: Path) -> None:
    number = install(place, "printf ab; exec sleep 600")
    assert [bytes(piece) for piece in pieces([], 2, SHORT)] == [b"ab"]
    assert not is_running(number)


def test_a_program_that_takes_nothing_is_ended_and_told(place: Path) -> None:
    number = install(place, "exec sleep 600")
    with pytest.raises(MediaError, match="it hangs"):
        feed([], (bytes(1 << 16) for _ in range(100)), "film.mp4", SHORT)
    assert not is_running(number)


def test_all_that_is_given_is_taken_in_its_order(place: Path) -> None:
    install(place, f"exec cat > {place}/taken")
    given = [bytes([number]) * 100_000 for number in range(20)]
    feed([], given, "film.mp4")
    assert (place / "taken").read_bytes() == b"".join(given)


def test_a_program_that_refuses_what_it_is_given_is_told_in_its_own_words(place: Path) -> None:
    install(place, "echo 'no room on the disk' >&2; exit 3")
    with pytest.raises(MediaError, match=r"KF0002 film\.mp4 .*no room on the disk"):
        feed([], (bytes(1 << 16) for _ in range(100)), "film.mp4")


class NoPictureError(Exception):
    """What goes wrong while a frame is drawn."""


def test_whatever_goes_wrong_with_what_is_given_ends_the_program(place: Path) -> None:
    number = install(place, "exec sleep 600")

    def frames() -> Iterator[bytes]:
        yield bytes(1000)
        while not number.exists():
            pass
        raise NoPictureError

    with pytest.raises(NoPictureError):
        feed([], frames(), "film.mp4")
    assert not is_running(number)


def test_why_a_file_is_of_no_use_is_what_the_program_said_last(place: Path) -> None:
    install(place, "echo '[mov @ 0x55] a lot' >&2; echo 'a.mp4: Invalid data found' >&2; exit 1")
    with pytest.raises(MediaError, match=r"KF0003 a\.mp4 cannot be decoded: invalid data found"):
        run(FFMPEG, [], "a.mp4", ALWAYS)


def test_a_program_that_does_not_end_is_not_waited_for(place: Path) -> None:
    install(place, "exec sleep 600")
    with pytest.raises(MediaError, match="was not decoded"):
        run(FFMPEG, [], "a.mp4", SHORT)
