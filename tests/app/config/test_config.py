"""Configuration is layered, and every mistake in it is told with a way out."""

from pathlib import Path

import pytest

from kiosk.app.config.config import Config, ConfigError, load


def problems(extra: Path | None = None, **environment: str) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load(extra, environment)
    return [problem.code for problem in error.value.problems]


def written(folder: Path, text: str) -> Path:
    (folder / "kiosk.toml").write_text(text)
    return folder / "kiosk.toml"


def test_a_file_overrides_the_default_and_the_environment_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "[voice]\nvolume_percent = 40\nlatency_ms = 60")
    config = load(file, {"KIOSK_VOICE__VOLUME_PERCENT": "55"})
    assert config.value("voice", "volume_percent") == 55
    assert config.settings["voice"]["volume_percent"].origin == "KIOSK_VOICE__VOLUME_PERCENT"
    assert config.settings["voice"]["latency_ms"].origin == str(file)
    assert config.settings["camera"]["source"].origin == "default"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[voice", "KC0002"),
        ("[vioce]\nlatency_ms = 40", "KC0004"),
        ("[voice]\nvolume = 3", "KC0004"),
        ("[voice]\nvolume_percent = 'loud'", "KC0005"),
        ("[stage]\nfullscreen = 1", "KC0005"),
        ("[voice]\nvolume_percent = 101", "KC0006"),
        ("[patience]\nanswer_seconds = -1", "KC0006"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(tmp_path: Path, text: str, code: str) -> None:
    assert problems(written(tmp_path, text)) == [code]


def test_a_misspelt_key_is_told_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load(written(tmp_path, "[voice]\nvolume_precent = 40"), {})
    assert "volume_percent" in error.value.problems[0].hint


def test_every_problem_is_told_not_only_the_first(tmp_path: Path) -> None:
    assert problems(written(tmp_path, "[x]\na = 1\n[voice]\nlatency_ms = 0")) == ["KC0004", "KC0006"]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path / "absent.toml") == ["KC0001"]


def test_an_environment_variable_without_a_section_is_left_alone() -> None:
    assert isinstance(load(None, {"KIOSK_VENV": "somewhere"}), Config)


def test_an_unfit_environment_variable_is_a_problem() -> None:
    assert problems(None, KIOSK_STAGE__FULLSCREEN="perhaps") == ["KC0005"]


def test_digits_in_the_environment_are_a_text_where_a_text_is_wanted() -> None:
    config = load(None, {"KIOSK_STAFF__PIN": "0420", "KIOSK_CAMERA__SOURCE": "1", "KIOSK_VOICE__DEVICE": '"USB"'})
    assert config.value("staff", "pin") == "0420"
    assert config.value("camera", "source") == "1"
    assert config.value("voice", "device") == "USB"
