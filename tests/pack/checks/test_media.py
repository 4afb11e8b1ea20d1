"""Pictures, sounds and films are opened apart before a pack is taken over; what cannot be opened is told by name."""

import os
import signal
import wave
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from kiosk.pack.checks.codes import Code
from kiosk.pack.checks.media import CRASHES, HANGS, check_media
from kiosk.pack.errors import PackError
from kiosk.pack.store.library import PackLibrary
from tests.fakes.effort import spent_seconds
from tests.fakes.footage import make_film
from tests.pack.packs import DAY, copy_of


def picture(file: Path, size: tuple[int, int] = (40, 30)) -> Path:
    cv2 = pytest.importorskip("cv2")
    file.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(file), np.zeros((*size, 3), np.uint8))
    return file


def sound(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(16_000)
        made.writeframes(bytes(3200))
    return file


def test_what_can_be_opened_is_well_and_what_is_no_media_is_not_looked_at(tmp_path: Path) -> None:
    files = ["a.png", "b.jpg", "c.webp", "d.wav", "notes.md", "drawing.svg"]
    for file in files[:3]:
        picture(tmp_path / file)
    sound(tmp_path / "d.wav")
    assert check_media(tmp_path, files) == ()
    assert check_media(tmp_path, ["notes.md"]) == ()


def test_each_file_that_cannot_be_opened_is_told_and_the_others_are_looked_at(tmp_path: Path) -> None:
    good = picture(tmp_path / "good.png").read_bytes()
    contents = {
        "cut.png": good[:30],
        "text.jpg": b"no picture",
        "empty.webp": b"",
        "text.wav": b"no sound",
        "text.mp3": b"no sound",
        "text.mp4": b"no film",
        "good.png": good,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    told = {problem.where for problem in check_media(tmp_path, list(contents))}
    assert told >= {"cut.png", "text.jpg", "empty.webp", "text.wav", "text.mp3"}
    assert "good.png" not in told


def test_a_list_of_other_files_that_calls_itself_a_film_is_none(tmp_path: Path) -> None:
    make_film(tmp_path / "real.mp4", 0.3)
    (tmp_path / "list.mp4").write_text("ffconcat version 1.0\nfile real.mp4\n")
    assert [one.where for one in check_media(tmp_path, ["list.mp4", "real.mp4"])] == ["list.mp4"]


def test_a_picture_that_claims_to_be_huge_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    content = bytearray(picture(tmp_path / "bomb.png").read_bytes())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(content)
    before = spent_seconds()
    (problem,) = check_media(tmp_path, ["bomb.png"])
    assert problem.code == Code.MEDIA.value
    assert HANGS not in problem.what
    assert spent_seconds() - before < 30.0


def crashing(answers: Connection, _folder: Path, files: Sequence[str]) -> None:
    """A child whose decoder does not survive some files."""
    answers.send("")
    for file in files:
        if "crash" in file:
            os.kill(os.getpid(), signal.SIGSEGV)
        answers.send("")


def hanging(answers: Connection, _folder: Path, files: Sequence[str]) -> None:
    """One whose decoder does not come to an end with some."""
    answers.send("")
    for file in files:
        if "hang" in file:
            signal.pause()
        answers.send("")


def test_a_decoder_that_crashes_or_hangs_harms_nobody_and_the_next_file_has_its_turn(tmp_path: Path) -> None:
    files = ["a.png", "crash.png", "b.png", "crash-too.png", "c.png"]
    told = check_media(tmp_path, files, 30.0, crashing)
    assert [(one.where, CRASHES in one.what) for one in told] == [("crash.png", True), ("crash-too.png", True)]
    told = check_media(tmp_path, ["a.png", "hang.png", "b.png"], 3.0, hanging)
    assert [(one.where, HANGS in one.what) for one in told] == [("hang.png", True)]


def test_a_pack_with_a_file_that_cannot_be_opened_is_not_installed(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (folder / "media").mkdir()
    (folder / "media/lamp.png").write_bytes(b"no picture")
    packs = PackLibrary(tmp_path / "packs", ())
    with pytest.raises(PackError) as error:
        packs.install(folder, DAY, is_trial=True)
    assert {problem.code for problem in error.value.problems} == {Code.MEDIA.value}  # KP0086
    assert packs.list(DAY) == ()
    picture(folder / "media/lamp.png")
    assert packs.install(folder, DAY, is_trial=True).id == "lighthouse"
