"""Worker entries that answer, die, hang or fail, for tests of supervision."""

import os
import signal
import time

from kiosk.domain.commands import Hush, Say
from kiosk.domain.events import SpeechEnded, WorkerReady
from kiosk.process.link import Link


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


def unpacking(link: Link, parcel: str) -> None:
    """Tells how long what it was given is."""
    link.post(WorkerReady(0.0, "voice", str(len(parcel))))
    while not link.is_closed:
        link.commands(timeout=0.2)


def loading(link: Link) -> None:
    """Says that something long begins, and is silent for longer than a hang may be."""
    link.beat()
    with link.busy(60.0):
        time.sleep(1.0)
    link.post(WorkerReady(0.0, "voice"))
    while not link.is_closed:
        link.commands(timeout=0.05)
