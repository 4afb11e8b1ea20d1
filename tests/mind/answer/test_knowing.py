"""Knowing: sums, the time and the date, where a pack says that its figure knows them."""

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.domain.answer import Route
from kiosk.mind.answer.connectives import connectives
from kiosk.mind.answer.knowing import dated, reckoned
from tests.fakes.minds import answer, mind_of
from tests.fakes.packs import lighthouse

AT = datetime(2026, 3, 1, 15, 5)
ALL = frozenset({"sums", "time", "date"})


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("What is seven times eight?", "56"),
        ("how much is twenty-three plus four", "27"),
        ("12 x 12", "144"),
        ("ten divided by four", "2.5"),
        ("five minus nine", "-4"),
        ("칠 곱하기 팔은 얼마예요?", "56"),
        ("백이십 나누기 사는?", "30"),
        ("2 더하기 2는?", "4"),
    ],
)
def test_two_numbers_are_reckoned(asked: str, made: str) -> None:
    assert reckoned(asked) == made


@pytest.mark.parametrize(
    "asked", ["What is pi?", "four divided by zero", "2000000 times 3", "one plus two plus three", ""]
)
def test_what_is_no_sum_of_two_numbers_is_left_alone(asked: str) -> None:
    assert reckoned(asked) is None


def test_the_time_and_the_date_are_told_each_where_it_is_known() -> None:
    around = connectives("en")
    assert around is not None
    assert dated("What time is it?", AT, ALL, around) == "By the clock of this machine it is 15:05."
    assert dated("What day is it?", AT, ALL, around) == "Today is Sunday, the 1st of March, 2026."
    assert dated("What time is it?", AT, frozenset({"date"}), around) is None
    assert dated("Is it Sunday?", AT, ALL, around) == "Today is Sunday, the 1st of March, 2026."
    assert dated("Will it rain today?", AT, ALL, around) is None


def test_only_a_figure_whose_pack_says_so_does_sums() -> None:
    plain = lighthouse((), ())
    learned = replace(plain, policy=replace(plain.policy, knows=("sums",)))
    asked = "What is seven times eight?"
    assert "56" not in answer(mind_of(plain), asked).text
    found = answer(mind_of(learned), asked)
    assert (found.route, found.text) == (Route.HOUSE, "That makes 56.")
