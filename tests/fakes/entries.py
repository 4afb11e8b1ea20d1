"""Worker entries that answer, die, hang or fail, for tests of supervision."""

import os
import signal
import time

from kiosk.app.worker import Link
from kiosk.domain.commands import Hush, Say
from kiosk.domain.events import SpeechEnded, WorkerReady


def echo(link: Link) -> None:
    """Ends the speech of every text at once."""
    link.post(WorkerReady(0.0, "voice"))
    while not link.is_closed:
        for command in link.commands(timeout=0.2):
            if isinstance(command, Say):
                link.post(SpeechEnded(0.0, command.turn, command.part))
            if isinstance(command, Hush):
                os.kill(os.getpid(), signal.SIGSEGV)


def stuck(link: Link) -> None:
    """Beats once and never again."""
    link.beat()
    while True:
        time.sleep(60)


def failing(link: Link) -> None:
    """Raises as soon as it lives."""
    raise RuntimeError("no such device")
