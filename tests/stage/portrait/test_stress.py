"""Brows rise where a speaker would raise them, not with every vowel."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.screen.captions import Caption
from kiosk.domain.screen.scene import Phase
from kiosk.domain.viseme import MouthShape
from kiosk.stage.portrait.behaviour import pose_of
from kiosk.stage.portrait.stress import is_stressed, stressed
from tests.stage.scenes import QUIET_SCENE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The engine weaves algebraic patterns.", ["patterns."]),
        ("In 1843 I wrote of it, and nobody listened to me.", ["1843", "wrote", "listened"]),
        ("나는 수학을 사랑했습니다.", ["사랑했습니다."]),
        ("我在一八四三年写下了关于分析机的那些注释，那时几乎没有人读过它们，也没有人懂。", []),
        ("of the, and to.", []),
        ("", []),
    ],
)
def test_the_last_word_with_meaning_of_a_phrase_and_every_number_are_stressed(text: str, words: list[str]) -> None:
    assert [text[start:end].rstrip(",") for start, end in stressed(text)] == words


@given(st.text(max_size=90), st.integers(0, 120))
def test_any_caption_can_be_asked(text: str, spoken: int) -> None:
    assert is_stressed(Caption((text,), spoken)) in (True, False)
    for start, end in stressed(text):
        assert text[start:end].strip()


def test_brows_go_up_on_the_stressed_word_alone_and_not_in_silence() -> None:
    text = "The engine weaves patterns."
    heights = []
    for spoken in (len("The engine"), len(text)):
        scene = replace(QUIET_SCENE, phase=Phase.ANSWERING, caption=Caption((text,), spoken), mouth=MouthShape(jaw=0.5))
        heights.append(pose_of(scene).brow_raise)
    silent = pose_of(replace(QUIET_SCENE, phase=Phase.ANSWERING, caption=Caption((text,), len(text))))
    assert heights[1] - heights[0] > 0.4
    assert silent.brow_raise == 0.0
