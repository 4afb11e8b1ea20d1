"""Latency is counted from the visitor's last sound to the figure's first, and a cut-off is not counted as quick."""

from pathlib import Path

import pytest

from kiosk.bench.latency import recorded
from kiosk.bench.latency_rows import Measured, rows
from kiosk.domain.problem import KioskError


def measured(closed: float, sounded: float | None, route: str = "script") -> Measured:
    return Measured(route, 12.0, (closed,), 12.05, closed, sounded)


def test_a_row_tells_the_median_and_what_a_fixed_silence_would_have_cost() -> None:
    (script, over_all) = rows([measured(12.4, 12.5), measured(12.6, 12.7), measured(12.5, 12.6)])
    assert script["route"] == "script"
    assert script["n"] == over_all["n"] == 3
    assert script["p50"] == pytest.approx(0.6)
    assert script["p95"] == pytest.approx(0.7)
    assert script["baseline_p50"]["1.0"] == pytest.approx(12.05 + 1.0 + 0.1 - 12.0)


def test_a_visitor_who_was_cut_off_counts_as_that_alone() -> None:
    *_, over_all = rows([measured(11.0, 11.1), measured(12.4, 12.5)])
    assert over_all["cut_off"] == over_all["ended_early"] == 0.5
    assert over_all["p50"] == pytest.approx(0.5)


def test_an_end_that_was_taken_back_unnoticed_is_told_but_is_no_cut_off() -> None:
    *_, over_all = rows([Measured("script", 12.0, (11.0, 12.3), 12.05, 12.35, 12.4, resumed=1)])
    assert (over_all["cut_off"], over_all["ended_early"], over_all["taken_back"]) == (0.0, 1.0, 1)
    assert over_all["p50"] == pytest.approx(0.4)


def test_a_visitor_whose_rest_was_never_heard_is_told_from_one_who_was_spoken_over_and_heard_on() -> None:
    lost = Measured("script", 12.0, (11.0,), 11.0, 11.05, 11.1)
    heard_on = Measured("script", 12.0, (11.0, 12.3), 12.05, 12.35, 11.1, resumed=1)
    for one, share in ((lost, 1.0), (heard_on, 0.0)):
        *_, over_all = rows([one])
        assert (over_all["cut_off"], over_all["lost_rest"]) == (1.0, share)


def test_words_lost_at_the_start_are_counted_and_misheard_ones_are_not() -> None:
    lost = [("who were your parents", "were your parents"), ("who were your parents", "how were your parents")]
    for (said, heard), count in zip(lost, (1, 0), strict=True):
        *_, over_all = rows([Measured("script", 12.0, (12.3,), 12.0, 12.3, 12.4, said=said, heard=heard)])
        assert over_all["lost_at_start"] == count


def test_a_missing_or_strange_table_is_a_problem(tmp_path: Path) -> None:
    for text in (None, "", "path\tlang\n", "a\tb\n1\t2\n"):
        table = tmp_path / "speech.tsv"
        if text is not None:
            table.write_text(text)
        with pytest.raises(KioskError):
            recorded(table, "en", 5)
