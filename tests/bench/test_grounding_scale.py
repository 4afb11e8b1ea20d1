"""Texts of a given length for `kiosk bench grounding --scale`."""

from pathlib import Path

import pytest

from kiosk.bench.grounding_scale import Opening, asked, of_length, scale_rows
from kiosk.domain.problem import KioskError

PARAGRAPHS = (
    "The lamp burned oil. The oil came in barrels from the north.",
    "Nobody slept. The fog was thick that night.",
)


@pytest.mark.parametrize("words", [5, 20, 333])
def test_a_book_has_exactly_so_many_words_and_no_two_paragraphs_of_it_share_a_place(words: int) -> None:
    found = of_length(PARAGRAPHS, words)
    assert sum(len(passage.words.split()) for passage in found) == words
    assert len({passage.where for passage in found}) == len(found)


def test_the_same_length_is_the_same_book() -> None:
    assert of_length(PARAGRAPHS, 200) == of_length(PARAGRAPHS, 200)


def test_what_is_opened_is_told_with_its_times(tmp_path: Path) -> None:
    row = asked(Opening(of_length(PARAGRAPHS, 200), tmp_path, None, ["What did the lamp burn?"]))
    assert set(row) == {"open_ms", "query_ms_p50", "query_ms_p95", "pss_mib"}


def test_without_books_there_is_nothing_to_measure(tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(KioskError, match="KA0022"):
        scale_rows(tmp_path, None, ["What?"], told.append)
