"""The way of a new organizer: from a book, a spreadsheet and a recording to a kiosk that answers."""

import tomllib
from pathlib import Path

import pytest

from tests.e2e.command import data_folder, kiosk
from tests.material import spoken, wav_of

QUESTIONS = (
    "question;answer\nDo you like tea?;I drink it at four o'clock.\nMay I shake your hand?;I am only a picture.\n"
)


def begun(folder: Path, name: str, data: Path) -> Path:
    pack = folder / "figure"
    assert kiosk("pack", "new", pack, data=data).status == 0
    manifest = (pack / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(manifest.replace('name = "Figure"', f'name = "{name}"'), encoding="utf-8")
    return pack


def test_from_one_book_alone_a_figure_answers_in_its_own_words(tmp_path: Path, models: Path, shared_data: Path) -> None:
    book = shared_data / "qa" / "memoirs" / "darwin_autobiography_pg2010.txt"
    if not book.is_file():
        pytest.skip(f"there is no {book}")
    data = data_folder(tmp_path / "data", models)
    pack = begun(tmp_path, "Charles Darwin", data)
    first = kiosk("pack", "import", book, "--into", pack, data=data)
    assert first.status == 0
    assert {row["outcome"] for row in first.only("item")} >= {"made", "skipped"}
    assert kiosk("pack", "check", pack, data=data).status == 0
    (row,) = kiosk("ask", "--pack", pack, "When were you born?", data=data).rows
    assert row["route"] == "script"
    assert "Shrewsbury on February 12th, 1809" in row["text"]
    again = kiosk("pack", "import", book, "--into", pack, data=data)
    assert not {row["outcome"] for row in again.only("item")} & {"made", "updated"}


def test_a_spreadsheet_is_answered_from_and_reviewed_lines_are_no_longer_counted(tmp_path: Path, models: Path) -> None:
    data = data_folder(tmp_path / "data", models)
    pack = begun(tmp_path, "The Keeper", data)
    (tmp_path / "faq.csv").write_text(QUESTIONS, encoding="utf-8")
    assert kiosk("pack", "import", tmp_path / "faq.csv", "--into", pack, data=data).status == 0
    (row,) = kiosk("ask", "--pack", pack, "Do you like tea?", data=data).rows
    assert row["text"] == "I drink it at four o'clock."
    script = pack / "script/en/imported-faq.toml"
    script.write_text(script.read_text(encoding="utf-8") + "proposed = true\n", encoding="utf-8")
    assert kiosk("pack", "check", pack, data=data).only("problem")[0]["code"] == "KP0064"
    done = kiosk("pack", "review", pack, data=data, stdin="e\nI am a portrait.\nShake hands?\nq\n")
    assert done.only("reviewed")[0]["waiting"] == 0
    assert tomllib.loads(script.read_text(encoding="utf-8"))["line"][1]["says"] == "I am a portrait."


def test_a_recording_is_heard_by_the_kiosks_own_recognizer(tmp_path: Path, models: Path) -> None:
    if not any(models.glob("*moonshine*")):
        pytest.skip("there is no English recognizer")
    data = data_folder(tmp_path / "data", models)
    pack = begun(tmp_path, "The Keeper", data)
    (tmp_path / "Is there iron.wav").write_bytes(wav_of(spoken("There is iron in the hills beyond the river.")))
    done = kiosk("pack", "import", tmp_path / "Is there iron.wav", "--into", pack, "--author", "The Keeper", data=data)
    assert done.status == 0, done.errors
    (line,) = tomllib.loads((pack / "script/en/memo-is-there-iron.toml").read_text(encoding="utf-8"))["line"]
    assert "iron" in line["says"]
    assert (pack / line["media"]).stat().st_size > 50_000
    assert kiosk("pack", "check", pack, data=data).status == 0


def test_a_source_that_is_missing_does_not_keep_the_others_from_being_imported(tmp_path: Path, models: Path) -> None:
    data = data_folder(tmp_path / "data", models)
    pack = begun(tmp_path, "The Keeper", data)
    (tmp_path / "faq.csv").write_text(QUESTIONS, encoding="utf-8")
    done = kiosk("pack", "import", tmp_path / "none.pdf", tmp_path / "faq.csv", "--into", pack, data=data)
    assert done.status == 1
    assert [row["code"] for row in done.only("problem")] == ["KP0100"]
    assert (pack / "script/en/imported-faq.toml").exists()
