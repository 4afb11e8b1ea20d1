"""Stages of a life stand in the manifest, and lines, texts and words refer to them."""

from datetime import date
from pathlib import Path

from kiosk.domain.content.life_stage import staged
from kiosk.domain.content.pack import Pack
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY, codes_of, copy_of

MANIFEST = """
[portrait]
vector = "ada-lovelace"
[[variant]]
id = "keeper"
[[variant]]
id = "child"
name = "Young Henrik"
title = "Aged twelve"
knows_until = 1853-12-31
[variant.portrait]
vector = "sejong"
[variant.voice]
pitch_percent = 80
"""
SCRIPT = """date = 1866-07-27
[[line]]
id = "lamp-as-a-child"
variants = ["child"]
asks = "How bright was the lamp?"
says = "So bright that I was not allowed to look."
[words]
greeting = "Good day."
[words.variant.child]
greeting = ["Hello!"]
suggested = ["lamp-as-a-child"]
"""


def life(tmp_path: Path, manifest: str = MANIFEST, script: str = SCRIPT) -> Path:
    folder = copy_of("lighthouse", tmp_path)
    for name, text in (("pack.toml", manifest), ("script/en/lines.toml", script)):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return folder


def read(folder: Path) -> Pack:
    reading = read_pack(folder, DAY)
    assert reading.pack is not None, reading.problems
    return reading.pack


def test_a_stage_is_read_with_all_that_is_its_own(tmp_path: Path) -> None:
    pack = read(life(tmp_path))
    assert [(one.id, one.knows_until) for one in pack.variants] == [("keeper", None), ("child", date(1853, 12, 31))]
    child = staged(pack, "child")
    assert (child.figure.name, child.figure.title, child.portrait) == ("Young Henrik", "Aged twelve", "sejong")
    assert child.voice.pitch_percent == 80
    assert [line.id for line in child.lines["en"]] == ["lamp-as-a-child"]
    assert child.words["en"].greeting == ("Hello!",)
    assert child.passages["en"] == (), "the log is of 1871"
    keeper = staged(pack, "keeper")
    assert [line.id for line in keeper.lines["en"]] == ["lamp"]
    assert keeper.words["en"].greeting == ("Good day.",)
    assert len(keeper.passages["en"]) == 1


def test_a_question_may_be_asked_of_two_stages_but_not_of_two_lines_of_one(tmp_path: Path) -> None:
    apart = SCRIPT.replace("date = 1866-07-27", 'variants = ["keeper"]')
    assert "KP0020" not in codes_of(life(tmp_path / "apart", script=apart))
    assert "KP0020" in codes_of(life(tmp_path / "both", script=apart.replace('["keeper"]', '["keeper", "child"]')))


def test_what_cannot_be_of_a_stage_is_told(tmp_path: Path) -> None:
    for at, (manifest, code) in enumerate(
        {
            MANIFEST + 'sign = "portrait/sign"\n': "KP0009",
            MANIFEST.replace('vector = "sejong"', 'sign = "portrait/sign"'): "KP0009",
            MANIFEST.replace('id = "child"', 'id = "keeper"'): "KP0011",
            MANIFEST.replace('id = "child"', 'id = "The Child"'): "KP0013",
            MANIFEST.replace("1853-12-31", '"1853"'): "KP0008",
            MANIFEST.replace('vector = "sejong"', 'photo = "portrait/none.jpg"'): "KP0025",
        }.items()
    ):
        assert code in codes_of(life(tmp_path / str(at), manifest))
