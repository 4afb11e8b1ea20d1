"""The choice of a recognizer."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.problem import Problem
from kiosk.senses.recognition.choose import Choice, choose, open_recognizer
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
    problem = choose(RecognizerSettings("siri", settings.vosk, settings.moonshine), "en")
    assert isinstance(problem, Problem)
    assert "vosk, moonshine, whisper" in problem.hint


def test_what_is_heard_in_noise_is_heard_again_where_whisper_is_installed(
    settings: RecognizerSettings, tmp_path: Path
) -> None:
    (tmp_path / "whisper-tiny-en").mkdir()
    twice = replace(settings, whisper={"en": tmp_path / "whisper-tiny-en", "ko": tmp_path / "gone"})
    seconds = {
        language: choice.second.name if isinstance(choice := choose(twice, language), Choice) and choice.second else ""
        for language in ("en", "en-GB", "ko")
    }
    assert seconds == {"en": "whisper-tiny-en", "en-GB": "whisper-tiny-en", "ko": ""}
    off = choose(replace(twice, second_pass=False), "en")
    assert isinstance(off, Choice)
    assert off.second is None


def test_whisper_alone_hears_what_nothing_else_does_and_never_twice(tmp_path: Path) -> None:
    (tmp_path / "whisper-base").mkdir()
    alone = choose(RecognizerSettings(whisper={"de": tmp_path / "whisper-base"}), "de-AT")
    assert isinstance(alone, Choice)
    assert (alone.name, alone.second, alone.language) == ("whisper-base", None, "de-AT")


def test_a_second_model_that_is_broken_is_done_without(models: Path, tmp_path: Path) -> None:
    folder = models / "moonshine-tiny-en"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not installed")
    assert open_recognizer(Choice("moonshine", folder, tmp_path)).name == "moonshine-tiny-en"
