import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.audio import WordTime
from kiosk.domain.screen.captions import LINE_CHARACTERS, LINES, blocks, caption_at, reading_times

ENGLISH = (
    "My mother, who feared that I would become a poet like my father, had me taught mathematics. I was twelve when "
    "I wished to fly: I drew wings, weighed birds, and planned a book called “Flyology”. Then came Mr. Babbage…"
)
KOREAN = (
    "안녕하세요. 저는 에이다 러브레이스입니다. 천팔백사십삼년에 "
    "해석기관에 관한 주석을 발표하였습니다. 무엇을 알고 싶으신가요?"
)
CHINESE = (
    "你好，我是阿达·洛芙莱斯。我的母亲担心我会像父亲一样成为诗人，"
    "所以让我学习数学。“分析机”能够编织代数的图案，正如提花机编织花朵和叶子。"
)
MIXED = (
    "Babbage 先生设计了 Analytical Engine，但从未建成。  Two  blanks,\na new line — and a-word-" + "x" * 100 + " end."
)
TEXTS = [ENGLISH, KOREAN, CHINESE, MIXED]


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def _columns(line: str) -> int:
    return sum(2 if re.match(r"[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]", sign) else 1 for sign in line)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_is_shown_exactly_once_and_in_order(text: str) -> None:
    assert "".join(_solid(line) for block in blocks(text) for line in block.lines) == _solid(text)


@pytest.mark.parametrize("text", TEXTS)
def test_no_block_has_more_than_two_lines_of_42_columns(text: str) -> None:
    for block in blocks(text):
        assert 1 <= len(block.lines) <= LINES
        assert all(0 < _columns(line) <= LINE_CHARACTERS for line in block.lines)


@pytest.mark.parametrize("text", TEXTS)
def test_the_offsets_of_a_block_cut_out_its_own_words(text: str) -> None:
    for block in blocks(text):
        assert _solid(text[block.start : block.end]) == _solid("".join(block.lines))
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()


@given(st.text(alphabet=st.sampled_from("ab. ,!?—“”\n 가나。我，-"), max_size=300))
def test_any_text_is_cut_whole_into_narrow_blocks(text: str) -> None:
    made = blocks(text)
    assert "".join(_solid(line) for block in made for line in block.lines) == _solid(text)
    assert all(_columns(line) <= LINE_CHARACTERS for block in made for line in block.lines)
    assert all(first.end <= second.start for first, second in pairwise(made))


def test_words_are_not_torn_where_a_line_breaks() -> None:
    shown = {word for block in blocks(ENGLISH) for line in block.lines for word in line.split()}
    assert shown == set(ENGLISH.split())


def test_chinese_is_not_broken_before_a_comma_or_a_full_stop() -> None:
    assert not [line for block in blocks(CHINESE) for line in block.lines if line[0] in "，。"]


def test_curly_quotes_and_dashes_count_as_one_column() -> None:
    line = "“" + "x" * 18 + "” — ‘" + "y" * 17 + "’"
    assert len(line) == LINE_CHARACTERS
    assert [block.lines for block in blocks(line)] == [(line,)]


def test_a_sentence_that_would_begin_after_two_lines_gets_a_new_block() -> None:
    text = "This is the first sentence and it goes on to the second line of captions. No. Yes."
    assert blocks(text)[1].lines[0].startswith("No.")


def test_nothing_to_say_shows_nothing() -> None:
    assert blocks(" \n") == ()
    assert caption_at("", (), 1.0).lines == ()


@pytest.mark.parametrize("text", TEXTS)
def test_the_caption_always_holds_the_word_that_is_being_spoken(text: str) -> None:
    words, _ = reading_times(text)
    for word in words:
        caption = caption_at(text, words, word.at)
        spoken = " ".join(caption.lines)[: caption.spoken_characters]
        assert _solid(spoken).endswith(_solid(text[word.start : word.end]))


def test_spoken_characters_are_right_after_double_blanks() -> None:
    text = "one  two\n\nthree"
    words = (WordTime(0.0, 0, 3), WordTime(1.0, 5, 8), WordTime(2.0, 10, 15))
    assert [caption_at(text, words, at).spoken_characters for at in (0.5, 1.5, 2.5)] == [3, 7, 13]


def test_before_the_first_word_the_first_block_stands_unspoken() -> None:
    caption = caption_at("Hello there", (WordTime(0.5, 0, 5),), 0.1)
    assert caption.lines == ("Hello there",)
    assert caption.spoken_characters == 0


def test_captions_alone_are_read_at_160_to_180_words_a_minute() -> None:
    _, seconds = reading_times("The loom wove silk " * 40)
    assert 160 <= 160 / (seconds - 1.0) * 60 <= 180


def test_reading_times_never_run_backwards() -> None:
    for text in TEXTS:
        words, seconds = reading_times(text)
        assert [word.at for word in words] == sorted(word.at for word in words)
        assert words[-1].at < seconds
