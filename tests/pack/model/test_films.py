"""Films find their lines by their names."""

import shutil
from pathlib import Path

import pytest

from kiosk.pack.model.reader import Reading, read_pack
from tests.pack.packs import DAY, GOOD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD / "lighthouse", tmp_path / "lighthouse"))


def read(folder: Path, portrait: str, *films: str, line: str = "") -> Reading:
    manifest, lines = folder / "pack.toml", folder / "script/en/lines.toml"
    manifest.write_text(f"{manifest.read_text()}\n[portrait]\n{portrait}\n")
    lines.write_text(f"{lines.read_text()}\n{line}\n")
    for film in films:
        (folder / film).parent.mkdir(parents=True, exist_ok=True)
        (folder / film).write_bytes(b"film")
    return read_pack(folder, DAY)


def test_a_filmed_line_sounds_as_its_film_and_has_its_signs(folder: Path) -> None:
    films = ("clips/idle.mp4", "clips/thinking.webm", "clips/en/lamp.mov", "sign/en/lamp.mp4")
    found = read(folder, 'clips = "portrait/clips/"\nsign = "portrait/sign"', *(f"portrait/{film}" for film in films))
    assert found.pack is not None
    (line,) = found.pack.lines["en"]
    assert (line.clip, line.media, line.sign) == (
        "portrait/clips/en/lamp.mov",
        "portrait/clips/en/lamp.mov",
        "portrait/sign/en/lamp.mp4",
    )
    assert found.pack.loops == {"idle": "portrait/clips/idle.mp4", "thinking": "portrait/clips/thinking.webm"}
    assert not {problem.code for problem in found.problems} & {"KP0052", "KP0056", "KP0057"}


def test_a_line_with_a_recording_has_no_film_of_its_own_sound(folder: Path) -> None:
    films = ("portrait/clips/idle.mp4", "portrait/clips/en/lamp.mp4", "voice/lamp.wav")
    found = read(folder, 'clips = "portrait/clips"', *films, line='media = "voice/lamp.wav"')
    assert found.pack is None
    assert [problem.code for problem in found.problems if problem.severity.value == "error"] == ["KP0031"]


@pytest.mark.parametrize("clips", ["../films", "/srv/films", "C:films"])
def test_films_lie_in_the_pack(folder: Path, clips: str) -> None:
    found = read(folder, f'clips = "{clips}"')
    assert "KP0026" in {problem.code for problem in found.problems}
    assert found.pack is None


def test_one_look_is_enough(folder: Path) -> None:
    found = read(folder, 'clips = "portrait/clips"\nvector = "ada-lovelace"', "portrait/clips/idle.mp4")
    assert "KP0031" in {problem.code for problem in found.problems}


def test_a_line_may_say_the_figure_s_name(folder: Path) -> None:
    lines = folder / "script/en/lines.toml"
    lines.write_text(lines.read_text().replace("On a clear night", "{name} knows: on a clear night"))
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    assert pack.lines["en"][0].says[0].startswith("The Keeper knows")
