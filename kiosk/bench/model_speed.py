"""Measures how fast one core of this machine works through a language model, with one that is installed."""

import time
from pathlib import Path

from kiosk.mind.engines.model import Prompt
from kiosk.mind.engines.model_llama import LlamaModel
from kiosk.models.recommend import Speed

READ_TOKENS = 120
SAID_TOKENS = 25
NOTE = "The keeper carried the oil up the stairs and trimmed the lamp before the evening came over the water. "
PROMPT = Prompt("Tell a long story.", "Begin: the keeper of the light")


def measured(path: Path) -> Speed:
    """Reading and speaking of that model on one core. Raises MindError where it cannot be loaded."""
    model = LlamaModel(path, threads=1)
    try:
        model.likelihood(NOTE, NOTE)
        began = time.perf_counter()
        tokens = model.count(NOTE * 6)
        model.likelihood(NOTE * 3, NOTE * 3)
        reading = tokens / (time.perf_counter() - began)
        stream = model.stream(PROMPT, SAID_TOKENS)
        next(stream, "")
        began, pieces = time.perf_counter(), sum(1 for _ in stream)
        speaking = max(1, pieces) / (time.perf_counter() - began)
        basis = f"{path.stem} read {reading:.0f} and wrote {speaking:.0f} tokens/s on one core of this machine"
        return Speed(reading * model.parameters, speaking * model.parameters, basis)
    finally:
        model.close()
