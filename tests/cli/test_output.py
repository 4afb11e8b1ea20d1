"""Problems are told to people and to programs, and only errors make a command fail."""

import json

import pytest

from kiosk.cli.output import Output, table
from kiosk.domain.problem import Problem, Severity

ERROR = Problem("KP0012", "script/en/life.toml:41", "leads to 'famly'", "did you mean 'family'?")
WARNING = Problem("KP0052", "pack.toml", "no portrait", severity=Severity.WARNING)


def test_only_errors_make_the_exit_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert Output(is_json=True).problems([WARNING]) == 0
    assert Output(is_json=True).problems([WARNING, ERROR]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[-1] == {
        "event": "problem",
        "severity": "error",
        "code": "KP0012",
        "where": "script/en/life.toml:41",
        "what": "leads to 'famly'",
        "hint": "did you mean 'family'?",
    }


def test_people_read_the_code_the_place_and_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    Output(is_json=False).problems([ERROR])
    assert "KP0012 script/en/life.toml:41 leads to 'famly' — did you mean 'family'?" in capsys.readouterr().err


def test_a_table_has_a_head_and_aligned_columns() -> None:
    text = table([{"process": "mind", "pss_mib": 120.5}, {"process": "camera", "pss_mib": None}])
    head, rule, first, second = text.splitlines()
    assert head.split() == ["process", "pss_mib"]
    assert set(rule) <= {"-", " "}
    assert first.index("120") == second.index("–") == head.index("pss_mib")
