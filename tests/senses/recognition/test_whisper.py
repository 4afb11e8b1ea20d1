"""Whisper by itself: its vocabulary, its doubts, and real speech where its model is installed."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.word_error import written_words
from kiosk.senses.errors import SensesError
from kiosk.senses.recognition.recognizer_whisper import Heard, WhisperModel, repeats, spelled
from kiosk.sound.log_mel import RATE_HZ
from tests.material import spoken


@pytest.fixture(scope="module")
def whisper(models: Path) -> WhisperModel:
    # Whichever the machine has: the larger one knows many languages and must be told which.
    found = [models / name for name in ("whisper-base", "whisper-tiny-en") if (models / name).is_dir()]
    if not found:
        pytest.skip(f"no Whisper model in {models} is installed")
    return WhisperModel(found[0], found[0].name)


def test_bytes_are_spelled_as_the_vocabulary_writes_them() -> None:
    assert spelled(["<|startoftranscript|>", "ĠWho", "Ġwas", "Ġyour", "Ġfather", "?", "<|endoftext|>"]) == (
        "Who was your father?"
    )
    assert spelled(["ĠCaf", "Ã©"]) == "Café"
    assert spelled([]) == ""


def test_a_model_is_missing_with_its_name_told(tmp_path: Path) -> None:
    with pytest.raises(SensesError, match=r"model\.bin"):
        WhisperModel(tmp_path, "whisper")


def test_what_is_said_over_and_over_was_made_up() -> None:
    assert repeats("I'm sorry. " * 12)
    assert not repeats("Who taught you mathematics when you were a child in London?")
    assert not repeats("no no no")


@pytest.mark.parametrize(
    ("log_probability", "no_speech", "is_doubtful"), [(-0.3, 0.9, False), (-1.4, 0.9, True), (-1.4, 0.2, False)]
)
def test_noise_is_doubted(log_probability: float, no_speech: float, is_doubtful: bool) -> None:
    assert Heard("Thank you.", log_probability, no_speech).is_doubtful is is_doubtful


def test_a_spoken_question_is_understood(whisper: WhisperModel) -> None:
    recording = spoken("Who was your father?").at_rate(RATE_HZ)
    heard = whisper.heard(recording.samples.astype(np.float32) / np.float32(32768))
    assert heard is not None
    assert not heard.is_doubtful
    assert {"who", "father"} <= set(written_words(heard.text))


def test_silence_and_a_click_say_nothing(whisper: WhisperModel) -> None:
    assert whisper.heard(np.zeros(RATE_HZ, np.float32)) is None
    assert whisper.heard(np.ones(100, np.float32)) is None
