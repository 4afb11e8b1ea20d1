"""Half an hour of noise in a hall: nothing that was never asked is answered with a line of the script."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.answer import Answer, Route
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.engines.encoders import open_encoder
from kiosk.mind.mind import Engines, Mind
from kiosk.mind.settings import MindSettings
from kiosk.pack.model.reader import read_pack
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import Choice, open_recognizer
from kiosk.senses.settings import MicrophoneSettings, VadSettings
from kiosk.senses.vad_silero import SileroVad
from kiosk.sound.recording import Recording, read_recording, to_int16
from tests.checkout import shipped
from tests.fakes.clock import Clock
from tests.fakes.visits import phrases

RATE = 16000
MINUTES = 30
LAYERS = 3
"""Recordings that sound at the same time."""

LOUDEST_DB, FAINTEST_DB = -22.0, -50.0
PEOPLE = "meeting"
"""People who talk to one another are no noise; they are mixed in far away, at the faintest level."""


def mixture(recordings: list[tuple[str, NDArray[np.float64]]], seed: int) -> Recording:
    """A minute of several recordings at once, each looped from somewhere, at its own level."""
    random = np.random.default_rng(seed)
    whole = np.zeros(60 * RATE)
    for at in random.permutation(len(recordings))[:LAYERS]:
        name, sound = recordings[at]
        db = FAINTEST_DB if PEOPLE in name else random.uniform(FAINTEST_DB, LOUDEST_DB)
        start = int(random.integers(len(sound)))
        piece = np.take(sound, np.arange(start, start + len(whole)), mode="wrap")
        whole += piece * 10 ** (db / 20) / max(1e-9, float(np.sqrt((piece**2).mean())))
    return Recording(to_int16(whole / max(1.0, np.abs(whole).max())), RATE)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_half_an_hour_of_noise_gets_no_line_of_the_script(models: Path, shared_data: Path) -> None:
    folder, embedding = models / "moonshine-tiny-en", sorted((models / "bge-small-en-v1.5").glob("*.onnx"))
    if not folder.is_dir() or not embedding:
        pytest.skip("moonshine-tiny-en and bge-small-en-v1.5 are not both installed")
    pack = read_pack(shipped("ada-lovelace"), date(2026, 6, 1)).pack
    assert pack is not None
    known = {language: phrases(language) for language in pack.languages}
    mind = Mind(pack, known, MindSettings(), Engines(open_encoder(embedding[0], threads=2)))
    files = sorted((shared_data / "noise").glob("*.wav"))
    recordings = [(file.name, read_recording(file).at_rate(RATE).samples / 32768.0) for file in files]
    recordings = [(name, sound) for name, sound in recordings if len(sound) and sound.any()]
    recognizer, heard = open_recognizer(Choice("moonshine", folder)), []
    for seed in range(MINUTES):
        microphone = FileMicrophone(mixture(recordings, seed), MicrophoneSettings())
        told = hear_all(microphone, SileroVad(VadSettings()), recognizer, EndpointingRules(), Clock())
        heard += [one for one in told if one["event"] == "final" and str(one["text"]).strip()]
    answers = [(str(one["text"]), answered(mind, one)) for one in heard]
    print(len(answers), "phantom turns:", [(text, answer.route.value) for text, answer in answers])
    assert [(text, answer.line) for text, answer in answers if answer.route is Route.SCRIPT] == []


def answered(mind: Mind, heard: dict[str, object]) -> Answer:
    mind.forget()
    confidence = heard["confidence"]
    assert confidence is None or isinstance(confidence, float)
    return next(iter(mind.think(str(heard["text"]), "en", Spoken(confidence))))[0]
