"""`kiosk pack rig`: bad pictures are clear problems; a good one becomes a rig, a sheet and a marked film."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.cli.main import main
from kiosk.stage.portrait.photograph.photo import RiggingError, read_photo
from tests.material import drawn


def codes(error: pytest.ExceptionInfo[RiggingError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "face.jpg").write_bytes(content)
    with pytest.raises(RiggingError) as error:
        read_photo(tmp_path / "face.jpg")
    assert codes(error) == ["KG0021"]


def test_a_picture_that_is_not_there_and_a_folder_are_problems(tmp_path: Path) -> None:
    for file in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(RiggingError) as error:
            read_photo(file)
        assert codes(error) == ["KG0020"]


def test_a_picture_of_one_pixel_is_too_small(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "dot.png"), np.zeros((1, 1, 3), np.uint8))
    with pytest.raises(RiggingError) as error:
        read_photo(tmp_path / "dot.png")
    assert codes(error) == ["KG0022"]


def test_grey_and_transparent_pictures_are_read_in_colour(tmp_path: Path) -> None:
    for name, shape in (("grey.png", (80, 90)), ("clear.png", (80, 90, 4))):
        cv2.imwrite(str(tmp_path / name), np.full(shape, 90, np.uint8))
        assert read_photo(tmp_path / name).shape == (80, 90, 3)


@pytest.fixture
def kiosk(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[dict[str, object]]]]:
    """Runs a verb with the installed models and a data folder of its own; gives the status and the rows."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(models)
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[kiosk]\ndata_folder = "{data}"\n', encoding="utf-8")

    def run(*arguments: str) -> tuple[int, list[dict[str, object]]]:
        status = main([*arguments, "--config", str(config), "--json"])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]

    return run


def test_a_photograph_becomes_a_rig_a_sheet_and_a_marked_film(
    tmp_path: Path, kiosk: Callable[..., tuple[int, list[dict[str, object]]]]
) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed")
    photo = drawn("ada-lovelace", tmp_path / "ada.png")
    status, rows = kiosk("pack", "rig", str(photo), "--no-editor")
    assert status == 0
    assert rows[0]["verdict"] == "good"
    assert (tmp_path / "rig.toml").is_file()
    assert cv2.imread(str(tmp_path / "rig-sheet.png")) is not None
    probe = ["ffprobe", "-v", "error", "-show_entries", "format_tags:stream=codec_type", "-of", "json"]
    film = json.loads(
        subprocess.run([*probe, str(tmp_path / "rig-preview.mp4")], capture_output=True, check=True).stdout
    )
    assert {stream["codec_type"] for stream in film["streams"]} == {"video", "audio"}
    assert "AIGC" in film["format"]["tags"]
    before = (tmp_path / "rig.toml").read_bytes()
    status, rows = kiosk("pack", "rig", str(photo), "--no-editor")
    assert (status, rows[0]["verdict"]) == (0, "kept")
    assert (tmp_path / "rig.toml").read_bytes() == before


def test_a_picture_without_a_face_is_refused_and_leaves_nothing(
    tmp_path: Path, kiosk: Callable[..., tuple[int, list[dict[str, object]]]]
) -> None:
    photo = tmp_path / "wall.png"
    cv2.imwrite(str(photo), np.full((300, 300, 3), 120, np.uint8))
    status, rows = kiosk("pack", "rig", str(photo), "--no-editor")
    assert status == 1
    assert rows[0]["verdict"] == "unusable"
    assert not {"rig.toml", "rig-sheet.png"} & set(os.listdir(tmp_path))
