"""Who stands before the kiosk and who talks behind."""

from functools import reduce

import pytest

from kiosk.domain.sensing.foreground import Foreground, ForegroundRules, beside, voice

RULES = ForegroundRules()
CHUNK = 0.032


def heard(now: Foreground, level_db: float, seconds: float) -> Foreground:
    return reduce(lambda state, _: voice(state, CHUNK, level_db, RULES), range(round(seconds / CHUNK)), now)


def test_whoever_speaks_first_is_the_visitor_however_faint() -> None:
    assert not heard(Foreground(), -60.0, 1.0).is_far


@pytest.mark.parametrize(("fainter", "is_far"), [(6.0, False), (12.0, True), (20.0, True)])
def test_a_voice_that_is_much_fainter_than_the_visitors_is_somebody_elses(fainter: float, is_far: bool) -> None:
    assert heard(heard(Foreground(), -20.0, 2.0), -20.0 - fainter, 1.2).is_far is is_far


def test_one_faint_syllable_is_still_the_visitors() -> None:
    assert not heard(heard(Foreground(), -20.0, 2.0), -40.0, 0.2).is_far


def test_who_grows_fainter_slowly_stays_the_visitor() -> None:
    now = Foreground()
    for step in range(20):
        now = heard(now, -20.0 - step * 0.9, 0.6)
        assert not now.is_far


def test_the_visitor_is_known_again_at_the_first_loud_word() -> None:
    now = heard(heard(Foreground(), -20.0, 2.0), -35.0, 2.0)
    assert now.is_far
    assert not heard(now, -21.0, 0.2).is_far


def test_who_comes_nearer_than_the_first_becomes_the_visitor() -> None:
    assert heard(heard(heard(Foreground(), -40.0, 1.0), -20.0, 1.0), -40.0, 1.2).is_far


def test_who_speaks_over_the_answer_must_be_as_near_as_the_one_who_asked() -> None:
    asked = beside(heard(Foreground(), -20.0, 2.0))
    assert voice(asked, CHUNK, -34.0, RULES).is_far
    assert not voice(asked, CHUNK, -26.0, RULES).is_far
