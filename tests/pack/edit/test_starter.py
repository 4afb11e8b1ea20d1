"""A new pack is complete, passes its checks, and never replaces anything."""

import re
import tomllib
from pathlib import Path

import pytest

from kiosk.pack.edit.starter import TEMPLATE, new_pack
from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY

README = Path(__file__).parents[3] / "content" / "README.md"


@pytest.mark.parametrize("name", ["The Keeper", 'Ada "the\\Enchantress" Lovelace', "세종대왕", "{id} {{name}} {plain}"])
def test_a_new_pack_passes_its_checks_and_bears_the_name(tmp_path: Path, name: str) -> None:
    new_pack(tmp_path / "packs" / "mine", "mine", name)
    reading = read_pack(tmp_path / "packs" / "mine", DAY)
    assert reading.pack is not None, reading.problems
    assert (reading.pack.id, reading.pack.figure.name) == ("mine", name)
    assert {problem.code for problem in reading.problems} <= {"KP0050", "KP0052"}
    assert "{name}" in reading.pack.words["en"].greeting[0]
    assert [folder.name for folder in (tmp_path / "packs").iterdir()] == ["mine"], "nothing half made is left"


def test_the_commented_keys_of_a_new_pack_are_right_once_uncommented(tmp_path: Path) -> None:
    new_pack(tmp_path / "mine", "mine", "The Keeper")
    (tmp_path / "mine/media").mkdir()
    (tmp_path / "mine/media/house.png").write_bytes(b"")
    for file in [*(tmp_path / "mine").rglob("*.toml"), *(tmp_path / "mine").rglob("*.md")]:
        text = file.read_text(encoding="utf-8")
        keys = re.sub(r"(?m)^# (?=\[\[?\w+\]|[a-z_]+(\.en)? = )", "", text)
        assert keys != text, file
        file.write_text(
            keys.replace('source = ""', 'source = "the log"')
            .replace('voice = ""', 'voice = "en"')
            .replace('gender = ""', 'gender = "male"'),
            encoding="utf-8",
        )
    reading = read_pack(tmp_path / "mine", DAY)
    assert reading.pack is not None, reading.problems
    assert {problem.code for problem in reading.problems} == {"KP0047"}


def test_the_template_and_the_readme_name_the_same_keys() -> None:
    described = set(re.findall(r"(?m)^#? ?([a-z_]+)(?:\.en)? = ", README.read_text(encoding="utf-8")))
    written = {
        key
        for file in TEMPLATE.rglob("*.*")
        for key in re.findall(r"(?m)^#? ?([a-z_]+)(?:\.en)? = ", file.read_text(encoding="utf-8"))
    }
    addresses, stages = {"begins", "takes_questions", "pause_seconds"}, {"date", "variants", "knows_until"}
    steps = {"at", "after", "faces", "types", "expect", "leaves"}
    assert described - written == {"photo", "proposed", "clips", "sign"} | addresses | stages | steps
    assert not written - described


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    with pytest.raises(PackError) as refused:
        new_pack(tmp_path / "mine", "mine", "The Keeper")
    assert [problem.code for problem in refused.value.problems] == ["KP0073"]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    new_pack(tmp_path / "mine", "mine", "The Keeper")
    assert tomllib.loads((tmp_path / "mine/pack.toml").read_text(encoding="utf-8"))["format"] == 1


@pytest.mark.parametrize(("pack_id", "name"), [("My Pack", "A"), ("../up", "A"), ("", "A"), ("a", " "), ("a", "\x7f")])
def test_ids_and_names_that_no_pack_may_bear_are_refused(tmp_path: Path, pack_id: str, name: str) -> None:
    with pytest.raises(PackError) as refused:
        new_pack(tmp_path / "mine", pack_id, name)
    assert [problem.code for problem in refused.value.problems] == ["KP0013"]
    assert not list(tmp_path.iterdir())


def test_a_place_where_nothing_can_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError) as refused:
        new_pack(tmp_path / "file" / "mine", "mine", "The Keeper")
    assert [problem.code for problem in refused.value.problems] == ["KP0072"]
