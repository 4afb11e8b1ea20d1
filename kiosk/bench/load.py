"""Neighbours for `kiosk bench frames`: what hearing and thinking do, without a pause."""

import os
import time
from collections.abc import Sequence
from typing import Any

from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.app.workers.mind import THINKING_NICENESS
from kiosk.domain.audio import AudioChunk
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.mind.settings import MindSettings
from kiosk.senses.recognition.choose import choose, open_recognizer

HEAR, THINK = "hear", "think"
NICENESS = {HEAR: 15, THINK: THINKING_NICENESS}
"""As in a visit, see kiosk.app.runtime.kiosk.plans."""

WARM_SECONDS = 8.0
CHUNK_SECONDS = 0.03


def jobs(hearing: MicrophoneSetup, thinking: MindSettings) -> list[tuple[str, str, int]]:
    """What this machine can do: a name, the job, its nice value."""
    found = []
    choice = choose(hearing.recognizers, hearing.languages[0])
    if not isinstance(choice, Problem):
        found.append((f"recognizing with {choice.name}", HEAR, NICENESS[HEAR]))
    if thinking.language_model is not None:
        found.append((f"generating with {thinking.language_model.stem}", THINK, NICENESS[THINK]))
    return found


def run(job: str, hearing: MicrophoneSetup, thinking: MindSettings, niceness: int) -> None:
    """Does one job for ever; the process is killed when it is no longer needed."""
    os.nice(niceness)
    if job == HEAR:
        _hear(hearing)
    else:
        _think(thinking)


def wait_until_warm(processes: Sequence[Any]) -> None:
    """Models take a while to load; measured is what comes after."""
    if processes:
        time.sleep(WARM_SECONDS)


def _hear(hearing: MicrophoneSetup) -> None:
    from kiosk.voice.synthesis.synthesizer_pyttsx3 import open_synthesizer

    choice = choose(hearing.recognizers, hearing.languages[0])
    assert not isinstance(choice, Problem)
    recognizer = open_recognizer(choice)
    speech = open_synthesizer().speak(
        "How did you come to know the engine and its maker?", hearing.languages[0], Voice()
    )
    step = int(CHUNK_SECONDS * speech.rate_hz) * 2
    while True:
        began, sent = time.monotonic(), 0.0
        for start in range(0, len(speech.samples) - step, step):
            recognizer.accept(AudioChunk(sent, speech.samples[start : start + step], speech.rate_hz))
            sent += CHUNK_SECONDS
            time.sleep(max(0.0, began + sent - time.monotonic()))
        recognizer.finish()
        recognizer.reset()


def _think(thinking: MindSettings) -> None:
    from kiosk.mind.engines.model import Prompt
    from kiosk.mind.engines.model_llama import LlamaModel

    assert thinking.language_model is not None
    model = LlamaModel(thinking.language_model, thinking.threads, thinking.context)
    prompt = Prompt("You are a careful guide.", "Tell me about the Analytical Engine and the cards that drive it.")
    while True:
        for _ in model.stream(prompt, 200):
            pass
