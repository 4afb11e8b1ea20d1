"""The choice of a recognizer."""

from pathlib import Path

import pytest

from kiosk.domain.problem import Problem
from kiosk.senses.recognition.choose import Choice, choose
from kiosk.senses.settings import RecognizerSettings


@pytest.fixture
def settings(tmp_path: Path) -> RecognizerSettings:
    for name in ("vosk-small-en", "vosk-ko", "moonshine-tiny-en"):
        (tmp_path / name).mkdir()
    return RecognizerSettings(
        vosk={"en": tmp_path / "vosk-small-en", "ko": tmp_path / "vosk-ko", "de": tmp_path / "gone"},
        moonshine={"en": tmp_path / "moonshine-tiny-en"},
    )


@pytest.mark.parametrize(
    ("recognizer", "language", "name"),
    [
        ("auto", "en", "vosk-small-en"),
        ("auto", "en-GB", "vosk-small-en"),
        ("auto", "ko", "vosk-ko"),
        ("moonshine", "en", "moonshine-tiny-en"),
    ],
)
def test_vosk_is_taken_where_its_model_is_installed(
    settings: RecognizerSettings, recognizer: str, language: str, name: str
) -> None:
    choice = choose(RecognizerSettings(recognizer, settings.vosk, settings.moonshine), language)
    assert isinstance(choice, Choice)
    assert choice.name == name


def test_moonshine_hears_english_where_no_vosk_model_is_installed(settings: RecognizerSettings) -> None:
    choice = choose(RecognizerSettings("auto", {}, settings.moonshine), "en")
    assert isinstance(choice, Choice)
    assert choice.engine == "moonshine"


@pytest.mark.parametrize("language", ["de", "ja"])
def test_a_language_that_nothing_hears_is_a_problem_and_not_a_crash(
    settings: RecognizerSettings, language: str
) -> None:
    problem = choose(settings, language)
    assert isinstance(problem, Problem)
    assert problem.code == "KS0009"


def test_an_unknown_recognizer_is_a_problem_that_names_the_known_ones(settings: RecognizerSettings) -> None:
    problem = choose(RecognizerSettings("whisper", settings.vosk, settings.moonshine), "en")
    assert isinstance(problem, Problem)
    assert "vosk or moonshine" in problem.hint
