"""The page of a check: everything that is wrong stands in it, nothing in a pack can break out of it."""

import html
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.problem import Problem
from kiosk.pack.checks.report import Shown, page
from kiosk.pack.model.reader import Reading, read_pack
from tests.pack.packs import DAY, GOOD

BAD = sorted((Path(__file__).parents[2] / "packs" / "bad").iterdir())


class Elements(HTMLParser):
    """Counts what opens and closes, and remembers addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_every_problem_is_told_with_its_code_and_place(folder: Path) -> None:
    reading = read_pack(folder, DAY)
    text = page(folder, reading)
    assert Elements(text).open == []
    assert all(problem.code in text for problem in reading.problems)
    assert ("Refused" in text) == (reading.pack is None)


def test_the_lines_around_a_problem_are_shown_and_the_meant_one_is_marked(tmp_path: Path) -> None:
    folder = tmp_path / "light"
    shutil.copytree(GOOD / "lighthouse", folder)
    script = next((folder / "script" / "en").glob("*.toml"))
    first = script.read_text(encoding="utf-8").splitlines()[0]
    problem = Problem("KP0020", f"script/en/{script.name}:1", "is wrong", "mend it")
    text = page(folder, Reading(None, (problem,)))
    assert f"<mark>   1  {html.escape(first)}</mark>" in text
    outside = Problem("KP0020", "../../secret.toml:1", "is wrong")
    (tmp_path.parent / "secret.toml").write_text("key = 1\n")
    assert "<pre>" not in page(folder, Reading(None, (outside,)))


def test_a_fit_pack_tells_what_it_holds_who_agreed_and_where_it_comes_from() -> None:
    reading = read_pack(GOOD / "lighthouse", DAY)
    assert reading.pack is not None
    text = page(GOOD / "lighthouse", reading, [Shown("the lamp", b"\xff\xd8")])
    assert "Fit to be shown" in text
    assert reading.pack.rights.consents[0].grantor in text
    found = Elements(text)
    assert found.addresses == ["data:image/jpeg;base64,/9g="]
    assert "script" not in found.names


@given(st.text(), st.text(), st.text())
def test_no_words_of_a_pack_break_out_of_the_page(where: str, what: str, hint: str) -> None:
    shown = Shown(what, b"x")
    text = page(Path("<script>"), Reading(None, (Problem("KP0001", f"{where}<script>", what, hint),)), [shown])
    assert "script" not in Elements(text).names


def test_the_page_is_dated_by_nothing() -> None:
    folder = GOOD / "lighthouse"
    assert page(folder, read_pack(folder, DAY)) == page(folder, read_pack(folder, date(DAY.year, DAY.month, DAY.day)))
