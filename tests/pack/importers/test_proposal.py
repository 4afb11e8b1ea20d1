"""From a book alone a kiosk speaks, in the book's own words, marked until somebody has reviewed them."""

from pathlib import Path

import pytest

from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.reader import read_pack
from tests.pack.importers import documents
from tests.pack.importers.packs import begun, imported, lines_of, written
from tests.pack.packs import DAY

CHAPTERS = "\n\n\n\n".join(
    f"CHAPTER {number}\n\n{title}\n\n\n" + "\n\n".join(documents.paragraph(number + at, 5) for at in range(5))
    for number, title in ((1, "THE LAMP"), (2, "THE SEA"))
)


def pack_of(tmp_path: Path, origin: str = "") -> Path:
    pack = begun(tmp_path, languages='["en"]')
    imported(
        pack, written(tmp_path, "life.txt", CHAPTERS), Wishes(origin=origin, author="The Keeper", title="My Light")
    )
    return pack


def test_a_book_alone_makes_a_pack_that_is_fit_and_answers(tmp_path: Path) -> None:
    reading = read_pack(pack_of(tmp_path), DAY)
    assert reading.pack is not None
    lines = {line.id: line for line in reading.pack.lines["en"]}
    assert lines["life-birth"].says[0].startswith("I was born in a house by the harbour")
    assert lines["life-who"].asks[0] == "Who are you?"
    assert {"life-overview", "life-mother", "life-father"} <= set(lines)
    assert reading.pack.words["en"].greeting
    assert set(reading.pack.words["en"].suggested) <= set(lines)


def test_every_proposed_line_is_marked_and_the_check_counts_them(tmp_path: Path) -> None:
    reading = read_pack(pack_of(tmp_path), DAY)
    assert reading.pack is not None
    assert all(line.proposed for line in reading.pack.lines["en"])
    (problem,) = [problem for problem in reading.problems if problem.code == "KP0064"]
    assert f"{len(reading.pack.lines['en'])} lines" in problem.what


def test_what_is_proposed_as_the_figures_own_words_stands_letter_by_letter_in_the_book(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    verbatim = [line for line in lines_of(pack / "script/en/proposed-life.toml") if line.get("origin") == "verbatim"]
    assert verbatim
    for line in verbatim:
        assert line["says"] in " ".join(CHAPTERS.split())
        assert line["source"].startswith("My Light")
        assert len(line["says"].split()) <= 60


def test_words_that_the_pack_has_already_are_not_proposed_again(tmp_path: Path) -> None:
    pack = begun(tmp_path, languages='["en"]')
    written(pack / "script/en", "mine.toml", '[words]\ngreeting = "Ahoy."\n')
    imported(pack, written(tmp_path, "life.txt", CHAPTERS), Wishes(author="The Keeper"))
    assert "Good day" not in (pack / "script/en/proposed-life.toml").read_text(encoding="utf-8")
    assert "KP0024" not in {problem.code for problem in read_pack(pack, DAY).problems}


@pytest.mark.parametrize("origin", ["written", "about"])
def test_nothing_of_others_is_proposed_as_the_figures_own(tmp_path: Path, origin: str) -> None:
    pack = pack_of(tmp_path, origin=origin)
    script = pack / "script/en/proposed-life.toml"
    assert not script.exists() or "verbatim" not in script.read_text(encoding="utf-8")
