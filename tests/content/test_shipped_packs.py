"""The packs that ship with the kiosk are whole: languages agree, nothing is too long, nothing is unsourced."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.content.pack import Pack
from kiosk.domain.content.script import Line, Origin
from kiosk.pack.model.reader import Reading, read_pack
from tests.checkout import shipped

CONTENT = Path(__file__).parents[2] / "content"
PACKS = sorted(folder.name for folder in CONTENT.iterdir() if (folder / "pack.toml").is_file())
TRANSLATED = ("sejong",)
DAY = date(2026, 6, 1)
FEWEST_ASKS = 5
MOST_SECONDS = 30.0
SYLLABLES_A_SECOND, WORDS_A_SECOND = 5.0, 160 / 60
"""Korean as espeak-ng says it at 165 words a minute; English as the kiosk reckons it."""


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    return {name: read_pack(shipped(name), DAY) for name in PACKS}


@pytest.fixture
def reading(readings: Mapping[str, Reading], name: str) -> Reading:
    return readings[name]


@pytest.fixture
def pack(reading: Reading) -> Pack:
    assert reading.pack is not None
    return reading.pack


def by_id(pack: Pack, language: str) -> Mapping[str, Line]:
    return {line.id: line for line in pack.lines[language]}


def seconds(text: str, language: str) -> float:
    if language == "ko":
        return sum("가" <= letter <= "힣" or letter.isdigit() for letter in text) / SYLLABLES_A_SECOND
    return len(text.split()) / WORDS_A_SECOND


@pytest.mark.parametrize("name", PACKS)
def test_nothing_is_wrong_with_a_shipped_pack(reading: Reading) -> None:
    assert reading.problems == ()


@pytest.mark.parametrize("name", PACKS)
def test_every_line_is_asked_in_five_ways_and_said_within_half_a_minute(pack: Pack) -> None:
    for language in pack.languages:
        for line in pack.lines[language]:
            assert len(line.asks) >= FEWEST_ASKS, line.id
            for text in line.says:
                assert seconds(text, language) <= MOST_SECONDS, line.id


@pytest.mark.parametrize("name", PACKS)
def test_the_figures_own_words_name_their_source(pack: Pack) -> None:
    own = [line for language in pack.languages for line in pack.lines[language] if line.origin is not Origin.WRITTEN]
    assert own
    assert all(line.source for line in own)


@pytest.mark.parametrize("name", PACKS)
def test_first_questions_are_lines_that_any_child_may_be_offered(pack: Pack) -> None:
    for language in pack.languages:
        suggested = pack.words[language].suggested
        assert len(suggested) >= 3
        assert not any(by_id(pack, language)[one].sensitive for one in suggested)


@pytest.mark.parametrize("name", PACKS)
def test_every_language_has_its_own_name_title_greeting_and_texts(pack: Pack) -> None:
    for language in pack.languages:
        words = pack.words[language]
        assert words.title
        assert words.invitation
        assert all((words.greeting, words.farewell, words.decline, words.unheard, words.thinking))
        assert pack.passages[language]
    names = {pack.named(language) for language in pack.languages}
    assert len(names) == len(pack.languages)


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_language_has_the_same_lines_with_the_same_care(pack: Pack) -> None:
    first, *others = (by_id(pack, language) for language in pack.languages)
    assert others
    for other in others:
        assert set(first) == set(other)
        for line in first.values():
            same = other[line.id]
            assert (line.locked, line.sensitive, line.topic) == (same.locked, same.sensitive, same.topic), line.id
            assert tuple(line.leads_to) == tuple(same.leads_to), line.id


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_king_keeps_his_manner_of_speech_where_he_speaks_himself(pack: Pack) -> None:
    """He says 하오; the portrayal, speaking of itself and of the time after him, says 합니다."""
    for line in pack.lines["ko"]:
        for text in line.says if line.origin is Origin.WRITTEN else ():
            is_portrayal = any(word in text for word in ("습니다", "입니다", "세요"))
            assert is_portrayal == line.after_death, line.id
