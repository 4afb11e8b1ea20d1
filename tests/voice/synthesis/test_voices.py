from dataclasses import dataclass

import pytest

from kiosk.domain.content.figure import Voice
from kiosk.voice.synthesis.voices import espeak_voices, system_voice


@dataclass
class _Installed:
    id: str
    languages: list[str | bytes] | None
    gender: str | None


INSTALLED = [
    _Installed("david", ["en-US"], "Male"),
    _Installed("hazel", ["en_GB"], "Female"),
    _Installed("hedda", [b"\x05de"], "Female"),
    _Installed("none", None, None),
]


@pytest.mark.parametrize(
    ("language", "gender", "voice"),
    [
        ("en", "female", "hazel"),
        ("en", "male", "david"),
        ("en-AU", "", "david"),
        ("de", "male", "hedda"),
        ("ko", "", ""),
    ],
)
def test_the_language_decides_before_the_gender(language: str, gender: str, voice: str) -> None:
    assert system_voice(INSTALLED, language, gender) == voice


def test_chinese_is_read_by_the_voice_that_knows_its_characters() -> None:
    assert next(espeak_voices("zh-Hans", Voice(), ())) != "cmn"
    assert list(espeak_voices("zh-Hans", Voice(), ()))[-1] == "cmn-latn-pinyin"


def test_a_variant_that_is_not_installed_is_not_asked_for() -> None:
    assert list(espeak_voices("ko", Voice(gender="female"), {"f1"})) == ["ko+f1", "ko+f1"]
    assert next(espeak_voices("ko", Voice(gender="female"), ())) == "ko"
