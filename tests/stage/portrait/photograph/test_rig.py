"""A rig comes back from its file as it was written; what is wrong with one is told, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.stage.portrait.photograph.rig import CURVES, Rig, RigError, check, check_photo, read_rig, write_rig


def codes(error: pytest.ExceptionInfo[RigError]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_a_rig_comes_back_as_it_was_written(rig: Rig, tmp_path: Path) -> None:
    write_rig(rig, tmp_path / "rig.toml")
    back = read_rig(tmp_path / "rig.toml")
    assert back.size == rig.size
    assert back.photo == "face.png"
    for name, curve in rig.curves.items():
        assert [point for pair in back.curves[name] for point in pair] == pytest.approx(
            [point for pair in curve for point in pair], abs=0.01
        )


def test_the_rig_that_stood_there_before_is_kept(rig: Rig, tmp_path: Path) -> None:
    write_rig(rig, tmp_path / "rig.toml")
    write_rig(rig.moved("lip_line", 5, (300.0, 500.0)), tmp_path / "rig.toml")
    assert (
        read_rig(tmp_path / "rig.before.toml").curves["lip_line"] != read_rig(tmp_path / "rig.toml").curves["lip_line"]
    )
    assert {file.name for file in tmp_path.iterdir()} == {"rig.toml", "rig.before.toml"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_no_text_is_taken_for_a_rig_and_none_breaks_the_reader(text: str, tmp_path: Path) -> None:
    (tmp_path / "rig.toml").write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(RigError):
        read_rig(tmp_path / "rig.toml")


@pytest.mark.parametrize(
    ("found", "instead", "code"),
    [
        ("version = 1", "version = 2", "KG0011"),
        ("version = 1", "version = 1\nnose_ring = 3", "KG0011"),
        ("size = [600, 800]", "size = [600]", "KG0012"),
        ("size = [600, 800]", "size = [600, -1]", "KG0012"),
        ('photo = "face.png"', "photo = 7", "KG0012"),
        ("irises = [", "irises = [[nan, 1.0], ", "KG0012"),
        ("irises = [", "eyes = [", "KG0012"),
        ("[228.00, 299.00]", "[371.00, 299.00]", "KG0015"),
        ("[228.00, 299.00]", "[9000.00, 299.00]", "KG0013"),
        ("[245.00, 480.00]", "[590.00, 480.00]", "KG0014"),
        ("[190.00, 300.00]", "[20.00, 300.00]", "KG0018"),
        ("[300.00, 483.00]", "[300.00, 790.00]", "KG0018"),
    ],
)
def test_each_fault_of_a_rig_has_its_code(rig: Rig, tmp_path: Path, found: str, instead: str, code: str) -> None:
    file = tmp_path / "rig.toml"
    write_rig(rig, file)
    text = file.read_text(encoding="utf-8")
    assert found in text
    file.write_text(text.replace(found, instead, 1), encoding="utf-8")
    with pytest.raises(RigError) as error:
        read_rig(file)
    assert code in codes(error)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(RigError) as error:
        read_rig(tmp_path / "rig.toml")
    assert codes(error) == {"KG0010"}


def test_points_of_another_picture_are_refused(rig: Rig) -> None:
    check_photo(rig, "face.png", (600, 800))
    check_photo(replace(rig, photo=""), "other.png", (600, 800))
    for photo, size in (("face.png", (601, 800)), ("other.png", (600, 800))):
        with pytest.raises(RigError) as error:
            check_photo(rig, photo, size)
        assert codes(error) == {"KG0017"}


def test_a_rig_grows_with_its_picture(rig: Rig) -> None:
    grown = rig.scaled(2.0, 10.0, -20.0, (1200, 1600))
    assert grown.eyes == pytest.approx(2 * rig.eyes)
    x, y = rig.curves["middle"][2]
    assert grown.curves["middle"][2] == (2 * x + 10.0, 2 * y - 20.0)


def test_the_rig_of_the_drawn_face_is_whole(rig: Rig) -> None:
    assert set(rig.curves) == set(CURVES)
    assert check(rig) == ()
