"""Recordings become knowledge cited by time and, in the figure's own voice, lines that are played."""

import wave
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.importers.figure_pack import FigurePack
from kiosk.pack.importers.importing import Specials
from kiosk.pack.importers.photographs import import_photograph
from kiosk.pack.importers.recordings import Heard, Spoken, import_memo
from kiosk.pack.importers.report import Outcome, Report
from kiosk.pack.importers.wishes import Wishes
from kiosk.pack.model.reader import read_pack
from tests.pack.importers.packs import begun, contents, imported, lines_of, outcomes, reasons, written
from tests.pack.packs import DAY

RATE = 16000
HEARD = Heard(
    bytes(2 * RATE * 60),
    RATE,
    (
        Spoken(0.5, 6.0, "my mother sold fish on the market", 0.9),
        Spoken(6.5, 9.0, "", None),
        Spoken(9.0, 14.0, "and she sang", 0.4),
        Spoken(30.0, 38.0, "We moved to the city.", None),
    ),
    "fake",
)


class Ears:
    """A transcriber that hears the same in every file, and counts."""

    def __init__(self, heard: Heard = HEARD) -> None:
        self.heard, self.times = heard, 0

    def __call__(self, path: Path, language: str) -> Heard:
        self.times += 1
        return self.heard


def specials(ears: Ears) -> Specials:
    def sound(path: Path, pack: FigurePack, wishes: Wishes) -> Report:
        return import_memo(path, pack, wishes, ears)

    return Specials(sound)


def test_a_memo_becomes_paragraphs_with_times_and_lines_with_clips(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    path = written(tmp_path, "Where did you live.m4a", b"sound")
    report = imported(pack, path, Wishes(author="The Keeper"), specials(Ears()))
    name = "memo-where-did-you-live"
    knowledge = (pack / f"knowledge/en/{name}.md").read_text(encoding="utf-8")
    assert "<!-- at: 0:00 -->\nMy mother sold fish on the market.\n" in knowledge
    assert "<!-- at: 0:30 -->\nWe moved to the city.\n" in knowledge
    first, second, *rest = lines_of(pack / f"script/en/{name}.toml")
    assert first["asks"] == ["Where did you live?"]
    assert (first["media"], first["origin"], first["proposed"]) == (f"voice/{name}-01.wav", "verbatim", True)
    assert first["leads_to"] == [second["id"]]
    with wave.open(str(pack / first["media"])) as clip:
        assert clip.getnframes() / clip.getframerate() == pytest.approx(6.0, abs=0.1)
    assert len(rest) == 1
    assert "0:06: a sound without words" in reasons(report)
    assert any("unsure" in item.what for item in report.items if item.outcome is Outcome.TAKEN)
    assert read_pack(pack, DAY).pack is not None


def test_a_memo_that_was_imported_is_not_heard_again(tmp_path: Path) -> None:
    pack, ears = begun(tmp_path), Ears()
    path = written(tmp_path, "memo 1.wav", b"sound")
    imported(pack, path, Wishes(author="The Keeper"), specials(ears))
    before = contents(pack)
    report = imported(pack, path, Wishes(author="The Keeper"), specials(ears))
    assert ears.times == 1
    assert outcomes(report) == {Outcome.UNCHANGED}
    assert contents(pack) == before


def test_a_voice_that_is_not_the_figures_never_speaks_for_it(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    report = imported(pack, written(tmp_path, "memo.wav", b"sound"), Wishes(author="A friend"), specials(Ears()))
    assert not (pack / "voice").exists()
    assert 'origin = "about"' in (pack / "knowledge/en/memo.md").read_text(encoding="utf-8")
    assert "is not the figure" in reasons(report)


def test_a_recording_in_which_nobody_speaks_is_refused(tmp_path: Path) -> None:
    ears = Ears(replace(HEARD, utterances=()))
    report = imported(begun(tmp_path), written(tmp_path, "memo.wav", b"sound"), Wishes(), specials(ears))
    assert [problem.code for problem in report.problems] == ["KP0105"]


def test_recordings_need_ears(tmp_path: Path) -> None:
    report = imported(begun(tmp_path), written(tmp_path, "memo.wav", b"sound"))
    assert [problem.code for problem in report.problems] == ["KP0111"]


def fitted(photo: Path) -> bool:
    written(photo.parent, "rig.toml", "points = []\n")
    return True


def test_a_photograph_becomes_the_portrait_and_the_rest_of_the_manifest_stays(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    before = (pack / "pack.toml").read_text(encoding="utf-8")
    photo = written(tmp_path, "Old Picture.JPEG", b"picture")
    eyes = Specials(picture=lambda path, found, wishes: import_photograph(path, found, wishes, fitted))
    imported(pack, photo, specials=eyes)
    after = (pack / "pack.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert after.endswith('[portrait]\nphoto = "portrait/old-picture.jpg"\n')
    assert 'file = "portrait/old-picture.jpg"' in (pack / "rights.toml").read_text(encoding="utf-8")
    again = contents(pack)
    assert outcomes(imported(pack, photo, specials=eyes)) == {Outcome.UNCHANGED}
    assert contents(pack) == again
    other = imported(pack, written(tmp_path, "other.jpg", b"another"), specials=eyes)
    assert [problem.code for problem in other.problems] == ["KP0107"]


def test_a_photograph_that_cannot_speak_leaves_nothing_behind(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    before = contents(pack)

    def blind(photo: Path) -> bool:
        raise KioskError(Problem("KG0023", str(photo), "no face"))

    def unfit(photo: Path) -> bool:
        return False

    for fit in (unfit, blind):
        eyes = Specials(picture=partial(import_photograph, fit=fit))
        report = imported(pack, written(tmp_path, "x.png", b"picture"), specials=eyes)
        assert report.count(Outcome.REFUSED) == 1
        assert contents(pack) == before
