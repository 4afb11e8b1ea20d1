"""Media: every picture, sound and film of a pack is opened by its decoder before the pack is taken over.

That happens in a child process with bounded time and memory: a file that crashes its decoder, or makes it hang, is
told by name, and nothing else comes of it.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath

from kiosk.domain.problem import Problem
from kiosk.media_ffmpeg.probing import FILMS, OGG, probe
from kiosk.media_ffmpeg.program import FFPROBE, MediaError, find
from kiosk.pack.checks.codes import Code
from kiosk.pack.model.limits import MEBIBYTE

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
SOUNDS = frozenset({".wav", ".flac", ".mp3"})
STREAMS = frozenset({".ogg", ".opus", ".m4a", ".mp4", ".webm", ".mkv", ".mov"})
"""Opened by ffprobe, a program of the system; where it is missing they are not looked at."""

Serve = Callable[[Connection, Path, Sequence[str]], None]
FILE_SECONDS = 30.0
MEMORY_BYTES = 3072 * MEBIBYTE
HINT = "open it where it was made and save it anew, or leave it out"


def check_media(
    folder: Path, files: Sequence[str], seconds: float = FILE_SECONDS, serve: Serve | None = None
) -> tuple[Problem, ...]:
    """A problem for each file that its decoder cannot open, none for those of other kinds. Never raises.

    `serve` is what the child does, a function of a module; `seconds` is the longest for one file.
    """
    waiting = [file for file in files if PurePosixPath(file).suffix.lower() in PICTURES | SOUNDS | STREAMS]
    problems: list[Problem] = []
    while waiting:
        done, found = _opened(folder, waiting, seconds, serve or _serve)
        problems += found
        waiting = waiting[done:]
    return tuple(problems)


def _opened(folder: Path, files: Sequence[str], seconds: float, serve: Serve) -> tuple[int, list[Problem]]:
    """One child's work: how many files it came through, the one that ended it included, and what was wrong."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe(duplex=False)
    child = context.Process(target=serve, args=(far, folder, tuple(files)), daemon=True)
    child.start()
    far.close()
    problems: list[Problem] = []
    try:
        _waited(near, FILE_SECONDS)
        for number, file in enumerate(files, start=1):
            reason = _waited(near, seconds)
            if reason:
                problems.append(Problem(Code.MEDIA.value, file, f"cannot be opened: {reason}", HINT))
            if reason in (HANGS, CRASHES):
                return number, problems
    finally:
        near.close()
        child.kill()
        child.join()
    return len(files), problems


HANGS, CRASHES = "its decoder does not come to an end", "its decoder crashes or needs too much memory"


def _waited(near: Connection, seconds: float) -> str:
    try:
        return str(near.recv()) if near.poll(seconds) else HANGS
    except (EOFError, OSError):
        return CRASHES


def _serve(answers: Connection, folder: Path, files: Sequence[str]) -> None:
    """In the child: first a sign that it has begun, then for each file why it cannot be opened, or nothing."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    answers.send("")
    for file in files:
        answers.send(_reason(folder / file))


def _reason(file: Path) -> str:
    try:
        return _decoder(file.suffix.lower())(file)
    except ImportError as error:
        return f"the Python package {error.name} is not installed"
    except Exception as error:
        return f"{type(error).__name__}"


def _decoder(suffix: str) -> Callable[[Path], str]:
    if suffix in PICTURES:
        from kiosk.pack.checks.decoder_opencv import why_no_picture

        return why_no_picture
    if suffix in SOUNDS:
        from kiosk.pack.checks.decoder_miniaudio import why_no_sound

        return why_no_sound
    return _why_no_stream


def _why_no_stream(file: Path) -> str:
    try:
        find(FFPROBE)
    except MediaError:
        return ""
    try:
        contents = probe(file, (*FILMS, *OGG))
    except MediaError:
        return "it holds neither sound nor pictures"
    return "" if contents.has_sound or contents.has_picture else "it holds neither sound nor pictures"
