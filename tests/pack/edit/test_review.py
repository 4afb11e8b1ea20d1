"""Review: what a person decides is in the files at once, and comments and layout around it stay."""

import tomllib
from pathlib import Path

import pytest

from kiosk.pack.edit.review import Review
from kiosk.pack.errors import PackError
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY, copy_of

SCRIPT = """# Notes of the curator stay.
[words]
greeting = ["Good day."]   # said first
suggested = ["first", "lamp"]
proposed = true

# The first of them.
[[line]]
id = "first"
asks = ["Who are you?"]    # asked by everybody
says = "I was born here."
origin = "verbatim"
source = "My Light, p. 3"
leads_to = ["second"]
media = "voice/first.wav"
proposed = true            # not seen yet

[[line]]
id = "second"
asks = [
  "And then?",             # a comment inside
]
says = "I grew old."
proposed = true
"""
FILE = "script/en/proposed-life.toml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = copy_of("lighthouse", tmp_path)
    (folder / FILE).write_text(SCRIPT, encoding="utf-8")
    (folder / "voice").mkdir()
    (folder / "voice/first.wav").write_bytes(b"RIFF")
    return folder


def text(pack: Path) -> str:
    return (pack / FILE).read_text(encoding="utf-8")


def test_everything_that_waits_is_shown_in_the_order_of_the_file(pack: Path) -> None:
    assert [entry.id for entry in Review(pack).waiting()] == ["", "first", "second"]


def test_accepting_takes_away_the_mark_and_nothing_else(pack: Path) -> None:
    review = Review(pack)
    review.accept(review.waiting()[1])
    assert text(pack) == SCRIPT.replace("proposed = true            # not seen yet\n", "")
    review.accept(review.waiting()[0])
    assert [entry.id for entry in Review(pack).waiting()] == ["second"]


def test_other_words_are_no_longer_the_figures_own_and_its_recording_does_not_play_to_them(pack: Path) -> None:
    review = Review(pack)
    entry = review.waiting()[1]
    review.reword(entry, entry.asks, ["I was born far away."])
    line = tomllib.loads(text(pack))["line"][0]
    assert (line["says"], line["origin"]) == ("I was born far away.", "edited")
    assert "media" not in line
    assert "proposed" not in line
    assert "# asked by everybody" in text(pack)


def test_a_dropped_line_leaves_no_link_behind(pack: Path) -> None:
    review = Review(pack)
    review.drop(review.waiting()[2])
    assert "leads_to" not in tomllib.loads(text(pack))["line"][0]
    review.drop(review.waiting()[1])
    assert tomllib.loads(text(pack))["words"]["suggested"] == ["lamp"]
    assert text(pack).startswith("# Notes of the curator stay.\n")
    assert {problem.code for problem in read_pack(pack, DAY).problems if problem.is_error} == set()


def test_forms_and_near_answers_stay_until_what_they_offer_is_dropped(pack: Path) -> None:
    near = '\n[[near]]\ntopics = ["Q?"]   # a neighbour\nsays = "Not that."\noffers = ["first", "second"]\n'
    forms = 'says = "I grew old."\nshort = "Old."\nsimple = "I am old."  # for children\n'
    script = SCRIPT.replace('says = "I grew old."\n', forms) + near
    (pack / FILE).write_text(script, encoding="utf-8")
    review = Review(pack)
    review.accept(review.waiting()[2])
    assert text(pack) == script.replace(forms + "proposed = true\n", forms)
    review.drop(review.waiting()[1])
    assert tomllib.loads(text(pack))["near"] == [{"topics": ["Q?"], "says": "Not that.", "offers": ["second"]}]
    review.undo()
    review.undo()
    review.drop(review.waiting()[1])
    review.drop(review.waiting()[1])
    assert "near" not in tomllib.loads(text(pack))


def test_every_decision_can_be_undone_back_to_the_first(pack: Path) -> None:
    review = Review(pack)
    review.accept(review.waiting()[1])
    review.drop(review.waiting()[1])
    review.reword(review.waiting()[0], (), ["Hello."])
    assert review.waiting() == ()
    while review.undo():
        pass
    assert text(pack) == SCRIPT


@pytest.mark.parametrize(
    ("asks", "says"), [(["Q?"], [" "]), ([], ["A."]), (["Q?"], ["a" * 1201]), (["q" * 201], ["A."])]
)
def test_words_that_no_pack_may_hold_are_refused_and_nothing_changes(
    pack: Path, asks: list[str], says: list[str]
) -> None:
    review = Review(pack)
    with pytest.raises(PackError, match="KP0112"):
        review.reword(review.waiting()[1], asks, says)
    assert text(pack) == SCRIPT


def test_a_file_that_is_no_toml_is_told_and_not_touched(pack: Path) -> None:
    (pack / FILE).write_text("[[line]\nproposed = true\n", encoding="utf-8")
    with pytest.raises(PackError, match="KP0005"):
        Review(pack).waiting()
