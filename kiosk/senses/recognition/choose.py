"""Which recognizer hears a language: Vosk where its model is installed, else Moonshine, else Whisper alone.

And what tells voice apart.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.problem import Problem
from kiosk.senses.errors import SensesError, refuse
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.recognition.second_pass import TwicePassed
from kiosk.senses.recognition.vocabulary import Knows
from kiosk.senses.settings import RecognizerSettings, VadSettings
from kiosk.senses.vad import EnergyVad, Vad

log = logging.getLogger(__name__)

ENGINES = ("vosk", "moonshine", "whisper")
DETECTORS = ("silero", "webrtc", "energy")


@dataclass(frozen=True, slots=True)
class Choice:
    """A recognizer that can be opened."""

    engine: str
    folder: Path
    second: Path | None = None
    """Whisper's model, which hears once more what was said in noise."""

    language: str = "en"

    @property
    def name(self) -> str:
        """The engine and the model's folder, as transcripts carry them."""
        return self.folder.name if self.folder.name.startswith(self.engine) else f"{self.engine}-{self.folder.name}"


def choose(settings: RecognizerSettings, language: str) -> Choice | Problem:
    """The recognizer for a language such as en or en-GB, or why there is none."""
    if settings.recognizer not in ("auto", *ENGINES):
        hint = f"use auto, {', '.join(ENGINES)}"
        return Problem("KS0010", "recognizer.recognizer", f"there is no recognizer '{settings.recognizer}'", hint)
    wanted = ENGINES if settings.recognizer == "auto" else (settings.recognizer,)
    for engine in wanted:
        folders = {"vosk": settings.vosk, "moonshine": settings.moonshine, "whisper": settings.whisper}[engine]
        folder = folders.get(language) or folders.get(language.partition("-")[0])
        if folder is not None and folder.is_dir():
            second = None if engine == "whisper" else _second(settings, language)
            return Choice(engine, folder, second, language)
    by = "" if settings.recognizer == "auto" else f" by {settings.recognizer}"
    hint = "kiosk models pull --recommended; until then visitors touch and type"
    return Problem("KS0009", f"language {language}", f"no model is installed that hears it{by}", hint)


def _second(settings: RecognizerSettings, language: str) -> Path | None:
    folder = settings.whisper.get(language) or settings.whisper.get(language.partition("-")[0])
    return folder if settings.second_pass and folder is not None and folder.is_dir() else None


def open_recognizer(choice: Choice) -> Recognizer:
    """Loads the models; an engine that is not chosen is not even imported. A second one that fails is done without."""
    first = _first(choice)
    if choice.second is None:
        return first
    try:
        from kiosk.senses.recognition.recognizer_whisper import WhisperModel

        return TwicePassed(first, WhisperModel(choice.second, choice.second.name, choice.language))
    except (SensesError, ImportError) as error:
        log.warning("nothing is heard a second time: %s", error)
        return first


def _first(choice: Choice) -> Recognizer:
    if choice.engine == "vosk":
        from kiosk.senses.recognition.recognizer_vosk import VoskRecognizer

        return VoskRecognizer(choice.folder, choice.name)
    if choice.engine == "whisper":
        from kiosk.senses.recognition.recognizer_whisper import whisper_recognizer

        return whisper_recognizer(choice.folder, choice.name, choice.language)
    from kiosk.senses.recognition.recognizer_moonshine import moonshine_recognizer

    return moonshine_recognizer(choice.folder, choice.name)


def open_vocabulary(choice: Choice) -> Knows | None:
    """Which words the recognizer has; None where it spells whatever it hears."""
    if choice.engine != "vosk":
        return None
    from kiosk.senses.recognition.recognizer_vosk import VoskRecognizer

    return VoskRecognizer(choice.folder, choice.name).knows


def open_vad(settings: VadSettings) -> Vad:
    """The detector of voice that is set; Silero's where none is."""
    match settings.detector:
        case "auto" | "silero":
            from kiosk.senses.vad_silero import SileroVad

            return SileroVad(settings)
        case "webrtc":
            from kiosk.senses.vad_webrtc import WebRtcVad

            return WebRtcVad(settings)
        case "energy":
            return EnergyVad(settings)
        case other:
            hint = f"use auto, {', '.join(DETECTORS)}"
            raise refuse("KS0011", "microphone.voice_detector", f"there is no detector '{other}'", hint)
