"""`kiosk doctor --room`: four short recordings with the organizer's voice and the figure's, and what they tell."""

import sys
from collections.abc import Callable
from dataclasses import replace

from kiosk.app.wiring.setup import Setup
from kiosk.authoring.listening import say_aloud
from kiosk.domain.audio import AudioChunk
from kiosk.domain.commands import Say
from kiosk.senses.microphone import Microphone
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone
from kiosk.senses.room import Room, measured
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.choose import open_voices

SECONDS = 5
KEPT_SECONDS = 30.0
"""Sound that waits in the microphone while the figure speaks."""

SENTENCE = "Good morning. I should like to ask you something about your life and about your work."

Ask = Callable[[str], None]


def listened_to(setup: Setup, ask: Ask | None = None) -> Room:
    """Asks for silence and for a sentence twice, and lets the figure speak. Raises SensesError without a microphone."""
    ask = ask or _asked
    microphone = MiniaudioMicrophone(replace(setup.microphone.settings, queue_seconds=KEPT_SECONDS))
    try:
        ask(f"Please be silent for {SECONDS} seconds.")
        silence = recorded(microphone)
        ask(f"Say at a hand's span from the microphone (30 cm): {SENTENCE}")
        near = recorded(microphone)
        ask("Say the same, as loud as before, from where visitors stand.")
        visitor = recorded(microphone)
        _tell("Now the figure speaks; please be silent.")
        return measured(silence, near, visitor, _figure(setup, microphone))
    finally:
        microphone.close()


def recorded(microphone: Microphone, seconds: float = SECONDS) -> list[AudioChunk]:
    """What comes in from now on for so long; less where the microphone gives nothing more."""
    waiting(microphone)
    chunks: list[AudioChunk] = []
    while sum(chunk.seconds for chunk in chunks) < seconds and (chunk := microphone.read(2.0)) is not None:
        if int(chunk.at) != int(chunk.at + chunk.seconds):
            print(".", end="", file=sys.stderr, flush=True)
        chunks.append(chunk)
    print(file=sys.stderr)
    return chunks


def waiting(microphone: Microphone) -> list[AudioChunk]:
    """What has come in since it was last read."""
    found = []
    while (chunk := microphone.read(0.0)) is not None:
        found.append(chunk)
    return found


def _figure(setup: Setup, microphone: Microphone) -> list[AudioChunk]:
    """What the microphone hears of the figure; nothing where it has no voice or no loudspeaker."""
    waiting(microphone)
    try:
        say_aloud(setup.voice, open_voices(), Say(0, 0, SENTENCE, setup.pack.language), setup.pack.voice)
    except VoiceError as error:
        _tell(f"The figure cannot speak here: {error.problems[0].what}")
        return []
    return waiting(microphone)


def _asked(what: str) -> None:
    _tell(what)
    if sys.stdin.isatty():
        input("    Enter when you are ready. ")


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
