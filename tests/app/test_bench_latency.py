"""Latency is counted from the visitor's last sound to the figure's first, and a cut-off is not counted as quick."""

from pathlib import Path

import pytest

from kiosk.app.bench_latency import Measured, recorded, rows
from kiosk.app.orders import ClipHeard
from kiosk.domain.problem import KioskError

CLIP = ClipHeard(10.0, 12.0, b"", 16000)


def measured(closed: float, sounded: float | None, route: str = "script") -> Measured:
    return Measured(CLIP, route, 12.05, closed, sounded)


def test_a_row_tells_the_median_and_what_a_fixed_silence_would_have_cost() -> None:
    (script, over_all) = rows([measured(12.4, 12.5), measured(12.6, 12.7), measured(12.5, 12.6)])
    assert script["route"] == "script"
    assert script["n"] == over_all["n"] == 3
    assert script["p50"] == pytest.approx(0.6)
    assert script["p95"] == pytest.approx(0.7)
    assert script["baseline_p50"]["1.0"] == pytest.approx(12.05 + 1.0 + 0.1 - 12.0)


def test_a_visitor_who_was_cut_off_counts_as_that_alone() -> None:
    *_, over_all = rows([measured(11.0, 11.1), measured(12.4, 12.5)])
    assert over_all["cut_off"] == 0.5
    assert over_all["p50"] == pytest.approx(0.5)


def test_a_missing_or_strange_table_is_a_problem(tmp_path: Path) -> None:
    for text in (None, "", "path\tlang\n", "a\tb\n1\t2\n"):
        table = tmp_path / "speech.tsv"
        if text is not None:
            table.write_text(text)
        with pytest.raises(KioskError):
            recorded(table, "en", 5)
