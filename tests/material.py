"""Where recordings and photographs of people lie, and what stands in for them: the product's voices and figures.

What the product makes itself may be given away, and is there on every machine.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.content.figure import Engine, Voice
from kiosk.sound.recording import Recording
from kiosk.sound.wav import wav
from kiosk.stage.portrait.ada_lovelace.figure import AdaLovelace
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.sejong.figure import Sejong
from kiosk.stage.portrait.still import save_portrait
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.synthesis.synthesizer import Synthesizer
from tests.checkout import ROOT

Pixels = NDArray[np.uint8]
PAUSE_SECONDS = 0.3
"""Of silence before and after a spoken sentence, as in a recording."""

QUESTIONS = {
    "google_how_old_is_the_brooklyn_bridge": "How old is the Brooklyn Bridge?",
    "azure_whats_the_weather_like": "What's the weather like?",
    "rhasspy3_what_time_is_it": "What time is it?",
}
"""Short questions by the names under which people have recorded them."""

SENTENCES = (
    "The great lamp in the tower could be seen from ten miles away, and every ship that passed the harbour knew it.",
    "When the storm came over the hills in the evening, the keeper closed the windows and lit the second lamp.",
    "My father wrote a letter to his brother every Sunday, and all of us sat around the table and listened.",
    "The river was so cold in the winter that nobody dared to cross it before the sun stood high above the trees.",
    "In the morning we walked down to the market, where the farmers sold their apples, their bread and their cheese.",
    "She opened the old book with great care, because its pages were thin and some of them had come loose.",
    "There is a small house at the end of the road, and behind it lies a garden that nobody has looked after.",
    "The children asked the teacher why the moon looks larger when it has just come up behind the mountains.",
    "After the long war the people of the town built a bridge of stone, which still stands there today.",
    "He worked in the same room for forty years, and on the last day he left the key upon the desk.",
)
KOREAN = "하나 둘 셋 넷 다섯 여섯 일곱 여덟"
"""Said slowly by the plain voice Vosk takes it for other words, but always for the same ones."""

SLOWLY = Voice(engine=Engine.ESPEAK, rate_wpm=130)


def real() -> Path:
    """Where real material lies, if anywhere: KIOSK_SHARED_DATA, else ../shared/data beside the checkout."""
    return Path(os.environ.get("KIOSK_SHARED_DATA", ROOT.parent / "shared" / "data"))


@cache
def speaking() -> Synthesizer:
    """The voices of this machine; skips the test where there are none."""
    try:
        return open_voices()
    except VoiceError as error:
        pytest.skip(str(error))


@cache
def spoken(text: str, language: str = "en", voice: Voice = Voice()) -> Recording:  # noqa: B008
    """A sentence as the product says it, with silence around it."""
    speech = speaking().speak(text, language, voice)
    pause = np.zeros(round(PAUSE_SECONDS * speech.rate_hz), np.int16)
    return Recording(np.concatenate([pause, np.frombuffer(speech.samples, np.int16), pause]), speech.rate_hz)


FIGURES: dict[str, Callable[[], Portrait]] = {"ada-lovelace": AdaLovelace, "sejong": Sejong}


def drawn(figure: str, file: Path) -> Path:
    """A figure as the stage paints it, 540 × 960, in a file: photographs of it are taken for those of a person."""
    save_portrait(FIGURES[figure](), file)
    return file


def drawn_pixels(figure: str, folder: Path) -> Pixels:
    """The same as a frame of blue, green, red."""
    return np.asarray(cv2.imread(str(drawn(figure, folder / f"{figure}.png"))), np.uint8)


def wav_of(recording: Recording) -> bytes:
    """The recording as a whole file."""
    return wav(recording.samples.tobytes(), recording.rate_hz)
