"""Which synthesizer speaks: the natural one where it can, the one that is always there where it cannot."""

import logging
from importlib.metadata import PackageNotFoundError, version

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Engine, Voice
from kiosk.sound.loudness import evened
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.synthesizer import Synthesizer
from kiosk.voice.synthesis.synthesizer_hibari import HibariSynthesizer
from kiosk.voice.synthesis.synthesizer_pyttsx3 import open_synthesizer

ENGINES = ("hibari-tts", "pyttsx3")
NATURAL_LANGUAGE = "en"

logger = logging.getLogger(__name__)


class Voices:
    """Several synthesizers as one, equally loud. For each text the first that can speak it does."""

    def __init__(self, natural: Synthesizer | None, plain: Synthesizer) -> None:
        self._natural = natural
        self._plain = plain
        self._told: set[str] = set()

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        if self._natural is not None and voice.engine != Engine.ESPEAK:
            try:
                return evened(self._natural.speak(text, language, voice))
            except VoiceError as error:
                self._tell(error.problems[0].code)
        return evened(self._plain.speak(text, language, voice))

    def _tell(self, code: str) -> None:
        # Once for each reason: a whole pack in another language would repeat it with every text.
        if code not in self._told:
            self._told.add(code)
            logger.info("the natural voice cannot speak this (%s): the plain voice does", code)


def speaks_naturally(language: str, voice: Voice) -> bool:
    """Whether the natural voice, where it is installed, speaks a language with a pack's voice."""
    is_spoken = language.lower().partition("-")[0] == NATURAL_LANGUAGE
    return is_spoken and voice.engine != Engine.ESPEAK and bool(_version(ENGINES[0]))


def open_voices(is_natural: bool = True) -> "Voices":
    """All that this machine has; without the natural voice where that is not wanted. Raises VoiceError where nothing
    can speak."""
    natural: Synthesizer | None = None
    try:
        natural = HibariSynthesizer() if is_natural else None
    except VoiceError as error:
        logger.info("there is no natural voice (%s)", error.problems[0].code)
    try:
        plain = open_synthesizer()
    except VoiceError:
        if natural is None:
            raise
        return Voices(None, natural)
    return Voices(natural, plain)


def engines() -> str:
    """The engines of this machine with their versions."""
    return ", ".join(f"{name} {found}" for name in ENGINES if (found := _version(name)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
