"""`kiosk pack build`: what is computed goes into the pack, and only there."""

import json
import shutil
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.domain.content.pack import BUILD
from kiosk.pack.model.files import built_files

LINES = """
[[line]]
id = "lamp"
asks = ["How bright was the lamp?", "Could ships see your light?"]
says = "On a clear night they saw it from twenty miles."
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(tmp_path / "data"))
    folder = tmp_path / "lighthouse"
    assert main(["pack", "new", str(folder)]) == 0
    shutil.rmtree(folder / "script" / "en")
    (folder / "script" / "en").mkdir()
    (folder / "script" / "en" / "lines.toml").write_text(LINES)
    return folder


def built(pack: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["pack", "build", str(pack), "--no-voices", "--json"]) == 0
    row: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return row


def test_a_pack_is_built_into_its_own_folder(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = built(pack, capsys)
    assert (row["event"], row["language"], row["lines"], row["questions"]) == ("built", "en", 1, 2)
    assert row["folder"] == str(pack / BUILD)
    assert list((pack / BUILD).glob("*-en-matcher-*.npz"))


def test_building_again_removes_what_fits_no_more(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(pack, capsys)
    before = {path.name for path in (pack / BUILD).iterdir()}
    (pack / "script" / "en" / "lines.toml").write_text(LINES.replace("bright", "strong"))
    built(pack, capsys)
    after = {path.name for path in (pack / BUILD).iterdir()}
    assert len(after) == len(before)
    assert not {name for name in before & after if "matcher" in name}


def test_everything_that_is_built_can_travel_with_the_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(pack, capsys)
    made = {file.relative_to(pack).as_posix() for file in (pack / BUILD).rglob("*") if file.is_file()}
    assert made == set(built_files(pack))
    assert any("/texts-en-" in file for file in made)
