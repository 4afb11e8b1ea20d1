"""Recording: one answer recorded to a file as it is spoken, so that neither Ctrl-C nor a power cut loses it."""

import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.senses.microphone import Microphone
from kiosk.senses.vad import Vad
from kiosk.sound.wav import open_head

WAIT_SECONDS = 0.2
SILENCE_SECONDS = 4.0
"""Whoever has begun to speak and is silent for so long has ended."""

LONGEST_SECONDS = 600.0


def record(microphone: Microphone, vad: Vad, file: Path, is_stopped: Callable[[], bool]) -> float:
    """Records until told to stop, until silence after speech, or until a recording ends; gives its seconds.

    What was said lies in the file whatever happens.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    seconds, last_voice = 0.0, 0.0
    with file.open("wb") as opened:
        opened.write(open_head(microphone.rate_hz))
        while not microphone.is_over and not is_stopped() and seconds < LONGEST_SECONDS:
            chunk = microphone.read(WAIT_SECONDS)
            if chunk is None:
                continue
            opened.write(chunk.samples)
            opened.flush()
            seconds += chunk.seconds
            if vad.is_voiced(chunk):
                last_voice = seconds
            if last_voice and seconds - last_voice > SILENCE_SECONDS:
                break
    return seconds


def enter_pressed() -> bool:
    """Whether somebody at the terminal has pressed Enter; never where input is no terminal."""
    if not sys.stdin.isatty():
        return False
    import select

    if select.select([sys.stdin], [], [], 0.0)[0]:
        sys.stdin.readline()
        return True
    return False
