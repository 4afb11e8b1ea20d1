"""Importing twice changes nothing, and what people have changed is never overwritten."""

import tomllib
from pathlib import Path

from kiosk.pack.importers.report import Outcome
from kiosk.pack.importers.wishes import Wishes
from tests.pack.importers import documents
from tests.pack.importers.packs import begun, contents, imported, outcomes, written

FIRST = "question,answer\nWho are you?,I am the keeper.\n"
SECOND = "question,answer\nWho are you?,I was the keeper.\n"
TARGET = "script/en/imported-faq.toml"


def test_importing_the_same_file_again_changes_not_one_byte(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    text = "\n\n".join(documents.paragraph(number) for number in range(12))
    for source in (written(tmp_path, "faq.csv", FIRST), written(tmp_path, "life.txt", text)):
        imported(pack, source, Wishes(author="The Keeper"))
        before = contents(pack)
        again = imported(pack, source, Wishes(author="The Keeper"))
        assert contents(pack) == before
        assert again.problems == ()
        assert Outcome.UNCHANGED in outcomes(again)
        assert not outcomes(again) & {Outcome.MADE, Outcome.UPDATED}


def test_a_new_version_of_the_source_takes_the_place_of_what_nobody_has_touched(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    report = imported(pack, written(tmp_path, "faq.csv", SECOND))
    assert Outcome.UPDATED in outcomes(report)
    assert "I was the keeper." in (pack / TARGET).read_text(encoding="utf-8")


def test_a_file_that_people_have_changed_stays_when_its_source_is_imported_again(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    source = written(tmp_path, "faq.csv", FIRST)
    imported(pack, source)
    edited = (pack / TARGET).read_text(encoding="utf-8").replace("I am the keeper.", "I keep the light.")
    (pack / TARGET).write_text(edited, encoding="utf-8")
    report = imported(pack, source)
    assert outcomes(report) == {Outcome.KEPT}
    assert report.problems == ()
    assert (pack / TARGET).read_text(encoding="utf-8") == edited


def test_a_new_version_of_what_people_have_changed_is_refused_by_name(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    edited = (pack / TARGET).read_text(encoding="utf-8") + "# a note of the curator\n"
    (pack / TARGET).write_text(edited, encoding="utf-8")
    report = imported(pack, written(tmp_path, "faq.csv", SECOND))
    (problem,) = report.problems
    assert (problem.code, problem.where) == ("KP0107", TARGET)
    assert problem.hint
    assert (pack / TARGET).read_text(encoding="utf-8") == edited


def test_every_imported_file_has_a_work_whose_licence_the_check_asks_for(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    before = (pack / "rights.toml").read_text(encoding="utf-8")
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    after = (pack / "rights.toml").read_text(encoding="utf-8")
    assert after.startswith(before.split("[[work]]", 1)[0].rstrip())
    assert f'file = "{TARGET}"' in after
    assert 'licence = "to be completed"' in after


def test_the_works_of_samples_that_gave_way_claim_nothing_of_what_is_imported(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    works = tomllib.loads((pack / "rights.toml").read_text(encoding="utf-8"))["work"]
    assert [work["file"] for work in works] == ["knowledge/*", TARGET]


def test_a_work_that_a_person_has_written_stays_beside_an_import(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    rights = pack / "rights.toml"
    rights.write_text(rights.read_text(encoding="utf-8").replace("The curators", "Harbour Museum"), encoding="utf-8")
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    works = tomllib.loads(rights.read_text(encoding="utf-8"))["work"]
    assert [work["file"] for work in works] == ["script/*", "knowledge/*", TARGET]


def test_a_work_that_people_have_completed_is_left_alone(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    source = written(tmp_path, "faq.csv", FIRST)
    imported(pack, source)
    rights = pack / "rights.toml"
    completed = rights.read_text(encoding="utf-8").replace("to be completed", "CC BY 4.0")
    rights.write_text(completed, encoding="utf-8")
    imported(pack, written(tmp_path, "faq.csv", SECOND))
    assert rights.read_text(encoding="utf-8") == completed


def test_the_samples_of_a_new_pack_give_way_and_changed_ones_stay(tmp_path: Path) -> None:
    pack = begun(tmp_path)
    sample = pack / "script/en/lines.toml"
    assert sample.exists()
    imported(pack, written(tmp_path, "faq.csv", FIRST))
    assert not sample.exists()
    assert (pack / "knowledge/en/notes.md").exists()
    other = begun(tmp_path / "other")
    kept = other / "script/en/lines.toml"
    kept.write_text(kept.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    imported(other, tmp_path / "faq.csv")
    assert kept.exists()


def test_a_folder_that_is_no_pack_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    import pytest

    from kiosk.pack.errors import PackError

    source = written(tmp_path, "faq.csv", FIRST)
    with pytest.raises(PackError, match="KP0109"):
        imported(tmp_path / "nowhere", source)
    pack = begun(tmp_path)
    with pytest.raises(PackError, match="KP0109"):
        imported(pack, source, Wishes(language="it"))
    assert not (tmp_path / "nowhere").exists()
