"""In a hall the level tells when a question begins and ends; in a quiet room it has no say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.senses.hall import LIKELY, SURE, WEIGHTS, Hall

CHUNK_SECONDS = 0.032


def hear(hall: Hall, seconds: float, level_db: float, spread_db: float = 2.0, seed: int = 1) -> list[float]:
    """How likely the question is over, chunk by chunk."""
    dice = np.random.default_rng(seed)
    told = []
    for _ in range(round(seconds / CHUNK_SECONDS)):
        hall.hear(level_db + float(dice.normal(0, spread_db)))
        told.append(hall.likelihood)
    return told


def asked(hall: Hall, seconds: float, level_db: float, between_db: float) -> list[float]:
    """Words of a third of a second, with a tenth between."""
    told = []
    for number in range(round(seconds / 0.45)):
        told += hear(hall, 0.35, level_db, 3.0, number) + hear(hall, 0.1, between_db, 2.0, number)
    return told


@pytest.mark.parametrize("rise_db", [9.0, 12.0, 16.0])
def test_a_question_is_over_when_the_visitor_has_sunk_back_into_the_hall(rise_db: float) -> None:
    hall = Hall()
    hear(hall, 3.0, -40.0)
    hear(hall, 0.1, -40.0 + rise_db)
    hall.begin()
    assert max(asked(hall, 2.5, -40.0 + rise_db, -38.0)) < LIKELY
    after = hear(hall, 2.0, -40.0)
    assert max(after[: round(0.5 / CHUNK_SECONDS)]) < SURE
    assert after[-1] >= SURE


def test_a_pause_within_a_question_is_not_its_end() -> None:
    hall = Hall()
    hear(hall, 3.0, -40.0)
    hall.begin()
    asked(hall, 1.5, -28.0, -38.0)
    assert max(hear(hall, 0.6, -40.0)) < SURE
    assert max(asked(hall, 1.0, -28.0, -38.0)) < LIKELY


def test_in_a_quiet_room_whoever_speaks_is_the_visitor_and_only_silence_ends_a_question() -> None:
    hall = Hall()
    hear(hall, 3.0, -75.0)
    hear(hall, 0.1, -30.0)
    assert hall.stands_out
    hall.begin()
    asked(hall, 2.0, -30.0, -60.0)
    assert not hall.fills_gaps
    assert set(hear(hall, 3.0, -75.0)) == {0.0}


def test_a_murmur_does_not_stand_out_of_itself_and_who_stands_near_does() -> None:
    hall = Hall()
    hear(hall, 5.0, -40.0)
    assert hall.fills_gaps
    assert not hall.stands_out
    hear(hall, 0.2, -30.0)
    assert hall.stands_out


@pytest.mark.parametrize(("rise_db", "is_alone"), [(1.0, True), (9.0, False)])
def test_a_question_in_which_nobody_stands_out_is_the_halls(rise_db: float, is_alone: bool) -> None:
    hall = Hall()
    hear(hall, 3.0, -40.0)
    hall.begin()
    asked(hall, 2.0, -40.0 + rise_db, -40.0)
    assert len(hall.values()) == len(WEIGHTS)
    assert hall.is_alone is is_alone


def test_a_hall_that_has_not_been_heard_yet_shuts_nobody_out() -> None:
    hall = Hall()
    hear(hall, 0.5, -40.0)
    assert hall.stands_out


@given(st.lists(st.floats(-120.0, 0.0), min_size=1, max_size=200), st.integers(0, 199))
def test_whatever_is_heard_the_likelihood_is_one(levels: list[float], begins: int) -> None:
    hall = Hall()
    for number, level in enumerate(levels):
        hall.hear(level)
        if number == begins:
            hall.begin()
        assert 0.0 <= hall.likelihood <= 1.0
        assert hall.rise_db >= 0.0 or number >= begins
