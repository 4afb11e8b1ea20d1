"""Apart: files of unknown origin are read in a child process, which may crash, hang or swell without harm."""

import logging
import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.errors import PackError
from kiosk.pack.importers.formats.source import Source
from kiosk.pack.importers.report import refusal
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.limits import MEBIBYTE

log = logging.getLogger(__name__)

Read = TypeVar("Read")

LONGEST_SECONDS = 600.0
MEMORY_BYTES = 4096 * MEBIBYTE
EXTRA = "pip install 'avatar-kiosk[import]'"


def read_apart(
    reader: Callable[[Source, Wishes], Read], source: Source, wishes: Wishes, seconds: float = LONGEST_SECONDS
) -> Read:
    """What `reader`, a function of a module, makes of the source. Raises PackError where it fails in any way."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(reader, source, wishes, far), daemon=True)
    child.start()
    # While it were open here too, the end of the child would not end the pipe.
    far.close()
    try:
        if not near.poll(seconds):
            raise _failed(source, f"takes longer than {seconds:.0f} s to be read")
        result: Read | KioskError = near.recv()
    except EOFError as error:
        raise _failed(source, "makes its reader crash, or needs more memory than a text can") from error
    finally:
        near.close()
        child.kill()
        child.join()
    if isinstance(result, KioskError):
        raise result
    return result


def _serve(reader: Callable[[Source, Wishes], object], source: Source, wishes: Wishes, answers: Connection) -> None:
    _limit()
    try:
        answers.send(reader(source, wishes))
    except KioskError as error:
        answers.send(_SentError(*error.problems))
    except ImportError as error:
        what = f"cannot be read: the Python package {error.name or 'for it'} is not installed"
        answers.send(_SentError(Problem(Code.LIBRARY_MISSING.value, source.name, what, EXTRA)))
    except (MemoryError, RecursionError):
        answers.send(_SentError(*_failed(source, "is too large or too deeply nested to be read here").problems))
    except Exception as error:
        log.info("%s could not be read", source.name, exc_info=True)
        what = f"is damaged, or written in a way that is not understood ({type(error).__name__})"
        answers.send(
            _SentError(Problem(Code.SOURCE_DAMAGED.value, source.name, what, "open it where it was made, save it anew"))
        )


class _SentError(PackError):
    """An error on its way between processes."""

    # By itself it would be made again from its arguments: the sentence, and not the problems.
    def __reduce__(self) -> tuple[type["_SentError"], tuple[Problem, ...]]:
        return type(self), tuple(self.problems)


def _limit() -> None:
    """No more memory than any text needs, where the system can hold it to that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _failed(source: Source, what: str) -> PackError:
    return refusal(Code.SOURCE_TOO_LARGE, source.name, what, "split it, or save its text alone")
