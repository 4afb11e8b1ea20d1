"""Which recognizer hears a language: Vosk where its model is installed, else Moonshine where it can."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.senses.recognizer import Recognizer
from kiosk.senses.settings import RecognizerSettings

ENGINES = ("vosk", "moonshine")


@dataclass(frozen=True, slots=True)
class Choice:
    """A recognizer that can be opened."""

    engine: str
    folder: Path

    @property
    def name(self) -> str:
        """The engine and the model's folder, as transcripts carry them."""
        return self.folder.name if self.folder.name.startswith(self.engine) else f"{self.engine}-{self.folder.name}"


def choose(settings: RecognizerSettings, language: str) -> Choice | Problem:
    """The recognizer for a language such as en or en-GB, or why there is none."""
    if settings.recognizer not in ("auto", *ENGINES):
        hint = f"use auto, {' or '.join(ENGINES)}"
        return Problem("KS0010", "recognizer.recognizer", f"there is no recognizer '{settings.recognizer}'", hint)
    wanted = ENGINES if settings.recognizer == "auto" else (settings.recognizer,)
    for engine in wanted:
        folders = settings.vosk if engine == "vosk" else settings.moonshine
        folder = folders.get(language) or folders.get(language.partition("-")[0])
        if folder is not None and folder.is_dir():
            return Choice(engine, folder)
    by = "" if settings.recognizer == "auto" else f" by {settings.recognizer}"
    hint = "kiosk models pull --recommended; until then visitors touch and type"
    return Problem("KS0009", f"language {language}", f"no model is installed that hears it{by}", hint)


def open_recognizer(choice: Choice) -> Recognizer:
    """Loads the model; an engine that is not chosen is not even imported."""
    if choice.engine == "vosk":
        from kiosk.senses.recognizer_vosk import VoskRecognizer

        return VoskRecognizer(choice.folder, choice.name)
    from kiosk.senses.recognizer_moonshine import MoonshineRecognizer

    return MoonshineRecognizer(choice.folder, choice.name)
