"""A name filled into a Korean sentence takes the particle its last syllable asks for."""

import pytest

from kiosk.domain.content.particles import settled
from kiosk.domain.content.phrases import filled


@pytest.mark.parametrize(
    ("open_text", "text"),
    [
        ("세종은(는) 임금이다", "세종은 임금이다"),
        ("태조은(는) 할아버지다", "태조는 할아버지다"),
        ("장영실이(가) 만들었다", "장영실이 만들었다"),
        ("박연과(와) 이순지과(와)", "박연과 이순지와"),
        ("책을(를) 서울으로(로) 경주으로(로) 여강으로(로)", "책을 서울로 경주로 여강으로"),
        ("Ada Lovelace은(는) 실제로 살았던 인물입니다", "Ada Lovelace은(는) 실제로 살았던 인물입니다"),
        ("은(는)", "은(는)"),
    ],
)
def test_a_particle_fits_the_syllable_before_it(open_text: str, text: str) -> None:
    assert settled(open_text) == text


def test_a_filled_phrase_reads_as_a_korean_would_write_it() -> None:
    assert filled("{author}이(가) 이렇게 썼습니다.", author="정인지") == "정인지가 이렇게 썼습니다."
