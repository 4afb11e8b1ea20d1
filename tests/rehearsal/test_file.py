"""Rehearsal files are read whole or refused with every problem."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rehearsal.file import RehearsalError, Step, Turn, check_chips, ended_phase, read_rehearsal, unmet

GOOD = """
[[step]]
at = 1.0
faces = 1

[[step]]
after = "greeting"
says = "How bright was the lamp?"
expect = { route = "script", line = "lamp" }
"""


def codes(error: pytest.ExceptionInfo[RehearsalError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_rehearsal_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "visit.toml").write_text(GOOD)
    first, second = read_rehearsal(tmp_path / "visit.toml")
    assert (first.at, first.action, first.value) == (1.0, "faces", 1)
    assert (second.after, second.expect["line"]) == ("greeting", "lamp")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[step", "KR0002"),
        ("", "KR0004"),
        ("title = 1\n[[step]]\nat = 0\nfaces = 1", "KR0003"),
        ("[[step]]\nat = 0\nfaces = 1\nsays = 'x'", "KR0005"),
        ("[[step]]\nat = 0\nfaces = 'one'", "KR0006"),
        ("[[step]]\nat = 0\nwav = 'absent.wav'", "KR0007"),
        ("[[step]]\nfaces = 1", "KR0008"),
        ("[[step]]\nat = 0\nafter = 'answer'\nfaces = 1", "KR0008"),
        ("[[step]]\nafter = 'lunch'\nfaces = 1", "KR0008"),
        ("[[step]]\nat = -1\nfaces = 1", "KR0008"),
        ("[[step]]\nat = 0\nfaces = 1\nexpect = 'yes'", "KR0009"),
    ],
)
def test_a_faulty_rehearsal_says_what_is_wrong(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "visit.toml").write_text(text)
    with pytest.raises(RehearsalError) as error:
        read_rehearsal(tmp_path / "visit.toml")
    assert code in codes(error)


def test_a_missing_rehearsal_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(RehearsalError) as error:
        read_rehearsal(tmp_path / "absent.toml")
    assert codes(error) == ["KR0001"]


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_stumble(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("rehearsal") / "visit.toml"
    file.write_bytes(content)
    with pytest.raises(RehearsalError):
        read_rehearsal(file)


def test_an_unmet_expectation_is_told_with_both_sides() -> None:
    turn = Turn("how bright", "decline", None, "I have not spoken of that.", "", None)
    step = Step(2, "says", "How bright?", after="greeting", expect={"route": "script", "heard": "BRIGHT"})
    (problem,) = unmet(step, turn)
    assert "script" in problem.what
    assert "decline" in problem.what
    assert unmet(step, None)


def test_the_ends_that_steps_wait_for() -> None:
    assert ended_phase("greeting", "listening") == "greeting"
    assert ended_phase("answering", "listening") == "answer"
    assert ended_phase("farewell", "attract") == "farewell"
    assert ended_phase("attract", "attract") is None
    assert ended_phase("listening", "thinking") is None


def test_touching_a_question_that_the_pack_does_not_have_is_refused_before_the_visit() -> None:
    steps = (Step(1, "taps", "chip:lump", 1.0, None), Step(2, "taps", "repeat", 2.0, None))
    with pytest.raises(RehearsalError, match="chip:lamp"):
        check_chips(steps, {"lamp", "engine"})
    check_chips(steps[1:], ())
