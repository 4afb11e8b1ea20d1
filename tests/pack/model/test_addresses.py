"""Speeches are read from the script, and what is wrong with one is told with its place."""

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.domain.content.address import Part
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY, copy_of

GOOD = """
[[address]]
id = "opening"
title = "The opening"
begins = 2026-12-05T19:30:00
takes_questions = true
[[address.part]]
says = "Good evening."
pause_seconds = 4
[[address.part]]
media = "media/fanfare.ogg"
title = "Fanfare"
"""


def problems(folder: Path, text: str) -> set[tuple[str, str]]:
    (folder / "script/en/speeches.toml").write_text(text, encoding="utf-8")
    found = {(one.code, one.where.partition("/")[2]) for one in read_pack(folder, DAY).problems if one.is_error}
    return {(code, where.partition("/")[2]) for code, where in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = copy_of("lighthouse", tmp_path)
    (made / "media").mkdir()
    (made / "media/fanfare.ogg").write_bytes(b"sound")
    return made


def test_a_speech_is_read_with_its_parts_pauses_and_time(folder: Path) -> None:
    assert problems(folder, GOOD) == set()
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    (address,) = pack.addresses["en"]
    assert (address.id, address.title, address.takes_questions) == ("opening", "The opening", True)
    assert address.begins == datetime(2026, 12, 5, 19, 30)
    assert address.parts == (Part("Good evening.", pause_seconds=4.0), Part("", "media/fanfare.ogg", "Fanfare"))


@pytest.mark.parametrize(
    ("found", "instead", "code"),
    [
        ('title = "The opening"', "", "KP0007"),
        ("begins = 2026-12-05T19:30:00", 'begins = "half past seven"', "KP0008"),
        ("begins = 2026-12-05T19:30:00", "begins = 2026-12-05", "KP0008"),
        ("pause_seconds = 4", "pause_seconds = 4000", "KP0014"),
        ("pause_seconds = 4", "pause = 4", "KP0009"),
        ('says = "Good evening."', 'says = ""', "KP0017"),
        ("media/fanfare.ogg", "media/fanfares.ogg", "KP0025"),
        ("media/fanfare.ogg", "../fanfare.ogg", "KP0026"),
        ('title = "The opening"', 'title = "The opening"\norigin = "verbatim"', "KP0016"),
        (GOOD, GOOD + GOOD, "KP0011"),
        (GOOD, '[[address]]\nid = "empty"\ntitle = "Nothing"', "KP0017"),
    ],
)
def test_each_fault_of_a_speech_has_its_code(folder: Path, found: str, instead: str, code: str) -> None:
    assert found in GOOD
    assert code in {code for code, _ in problems(folder, GOOD.replace(found, instead, 1))}
