"""The programs ffmpeg and ffprobe: looked for in one place, never waited for without end, never left running."""

import logging
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterable, Sequence

from kiosk.domain.problem import KioskError, Problem

FFMPEG, FFPROBE = "ffmpeg", "ffprobe"
PATIENCE_SECONDS = 60.0
"""How long a running ffmpeg may take for the next piece, in or out; then it hangs."""

ENDING_SECONDS, DYING_SECONDS = 600.0, 5.0
"""How long it may take to its end: after the last piece, and after it has refused one."""

UNDECODABLE = "cannot be decoded: "
SAID_CHARACTERS, REASON_CHARACTERS = 400, 120

log = logging.getLogger(__name__)

Buffer = bytes | bytearray | memoryview


class MediaError(KioskError):
    """A film or sound cannot be read or made."""


def find(name: str = FFMPEG) -> str:
    """Where the program is. Raises MediaError where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise MediaError(Problem("KF0001", name, "is not installed", "sudo apt-get install ffmpeg"))
    return found


def run(name: str, arguments: Sequence[str], where: str, seconds: float) -> bytes:
    """What the program writes out. Raises MediaError; `where` names the file that it is about."""
    command = [find(name), *arguments]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise failure(where, f"was not decoded in {seconds:.0f} seconds") from error
    if done.returncode != 0:
        raise failure(where, f"{UNDECODABLE}{_last_words(done.stderr)}")
    return done.stdout


def pieces(arguments: Sequence[str], size: int, patience_seconds: float = PATIENCE_SECONDS) -> Generator[bytearray]:
    """What ffmpeg writes out, in pieces of so many bytes, decoded no faster than they are taken.

    Ends with the last whole piece, or when none comes for so long. Closing the iterator kills ffmpeg.
    """
    command = [find(), *arguments]
    with subprocess.Popen(command, bufsize=0, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            while _is_filled(process.stdout.fileno(), piece := bytearray(size), patience_seconds):
                yield piece
        finally:
            process.kill()


def feed(
    arguments: Sequence[str], given: Iterable[Buffer], where: str, patience_seconds: float = PATIENCE_SECONDS
) -> None:
    """Pours all that is given into ffmpeg and waits for its end. Raises MediaError with ffmpeg's words.

    Whatever else goes wrong meanwhile kills ffmpeg, and so does its taking nothing for so long.
    """
    command = [find(), *arguments]
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stderr=words) as process,
    ):
        assert process.stdin is not None
        try:
            # Whatever waits in the pipe must not hold this process: a full one is waited for by poll alone.
            os.set_blocking(process.stdin.fileno(), False)
            is_taken = all(_is_poured(process.stdin.fileno(), one, patience_seconds) for one in given)
            process.stdin.close()
            status = process.wait(ENDING_SECONDS if is_taken else DYING_SECONDS)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            process.kill()
        words.seek(0)
        said = words.read().decode(errors="replace").strip()[-SAID_CHARACTERS:]
    if status != 0:
        raise MediaError(Problem("KF0002", where, f"ffmpeg failed: {'it hangs' if status is None else said}"))


def failure(where: str, what: str) -> MediaError:
    """A file that is of no use, with what to do about it."""
    hint = "MP4 with H.264 and AAC plays everywhere: ffmpeg -i IN -c:v libx264 -pix_fmt yuv420p -c:a aac OUT.mp4"
    return MediaError(Problem("KF0003", where, what, hint))


def _last_words(said: bytes) -> str:
    """Why ffmpeg failed, from its last line; what stands before the reason is left out."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1].rpartition(": ")[2][:REASON_CHARACTERS].lower() if lines else "ffmpeg does not say why"


def _is_filled(source: int, piece: bytearray, seconds: float) -> bool:
    """Whether a whole piece came, each part of it in time."""
    rest = memoryview(piece)
    while rest:
        count = os.readv(source, [rest]) if _is_ready(source, select.POLLIN, seconds) else 0
        if not count:
            return False
        rest = rest[count:]
    return True


def _is_poured(sink: int, piece: Buffer, seconds: float) -> bool:
    """Whether all of it was taken, each part of it in time."""
    rest = memoryview(piece)
    while rest:
        if not _is_ready(sink, select.POLLOUT, seconds):
            return False
        try:
            rest = rest[os.write(sink, rest) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            return False
    return True


def _is_ready(pipe: int, event: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(pipe, event)
    if poll.poll(seconds * 1000):
        return True
    log.warning("ffmpeg hangs: nothing moved for %.0f s", seconds)
    return False
