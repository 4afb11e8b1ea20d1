"""Speech recognition by Moonshine: English."""

from pathlib import Path

from kiosk.domain.sensing.plausibility import MOST_A_SECOND
from kiosk.domain.sensing.transcript import Transcript
from kiosk.domain.word_error import written_words
from kiosk.senses.recognition.moonshine_onnx import MoonshineModel
from kiosk.senses.recognition.whole import RATE_HZ, SHORTEST_SECONDS, Floats, WholeRecognizer

AROUND_SECONDS = 0.5
"""Of silence before and after what is said, at least."""


def moonshine_recognizer(folder: Path, name: str) -> WholeRecognizer:
    """Raises SensesError where the folder holds no model that can be loaded."""
    model = MoonshineModel(folder)

    def reading(sound: Floats) -> Transcript:
        return Transcript(unrepeated(model.transcribed(sound), len(sound) / RATE_HZ))

    return WholeRecognizer(reading, name)


def unrepeated(text: str, seconds: float) -> str:
    """Once what the model says twice though there was no time for it: it does so with short sound."""
    words = text.split()
    half = len(words) // 2
    is_twice = half > 1 and written_words(" ".join(words[:half])) == written_words(" ".join(words[half:]))
    spoken = max(seconds - AROUND_SECONDS, SHORTEST_SECONDS)
    return " ".join(words[:half]) if is_twice and len(words) / spoken > MOST_A_SECOND else text
