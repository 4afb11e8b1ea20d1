"""Checks over a whole pack tell what no single file can."""

from pathlib import Path

import pytest

from kiosk.pack.checks.checks import contrast_ratio
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY, codes_of, copy_of, problems_of


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "basis"), [("living", "public_domain"), ("living", "heir"), ("historical", "fictional")]
)
def test_a_figure_cannot_stand_on_a_ground_that_its_kind_excludes(tmp_path: Path, kind: str, basis: str) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "pack.toml", 'kind = "fictional"', f'kind = "{kind}"')
    rewrite(folder / "rights.toml", 'basis = "fictional"', f'basis = "{basis}"')
    assert "KP0031" in codes_of(folder)


@pytest.mark.parametrize(
    "figure",
    [
        'kind = "living"\ndied = 1900-01-01',
        'kind = "historical"\nborn = 2026-06-02',
        'kind = "historical"\nborn = 1900-01-02\ndied = 1900-01-01',
    ],
)
def test_lives_that_cannot_be_are_refused(tmp_path: Path, figure: str) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "pack.toml", 'kind = "fictional"', figure)
    rewrite(folder / "rights.toml", 'basis = "fictional"', 'basis = "own_will"')
    assert [problem.code for problem in problems_of(folder) if problem.is_error] == ["KP0031"]


def test_a_lapsed_consent_beside_one_that_holds_is_a_warning(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    with (folder / "rights.toml").open("a") as opened:
        opened.write(
            '[[consent]]\nid = "old"\nbasis = "estate"\ngrantor = "Estate"\nscope = ["words"]\nrevoked = true\n'
        )
    reading = read_pack(folder, DAY)
    (problem,) = [problem for problem in reading.problems if problem.code == "KP0043"]
    assert reading.pack is not None
    assert not problem.is_error
    assert problem.where == "rights.toml:6"


def test_a_lapsed_consent_to_the_voice_alone_takes_only_the_voice(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "rights.toml", '"voice", ', "")
    with (folder / "rights.toml").open("a") as opened:
        opened.write(
            '[[consent]]\nid = "v"\nbasis = "heir"\ngrantor = "H"\nscope = ["voice"]\nvalid_until = 2026-01-01\n'
        )
    reading = read_pack(folder, DAY)
    assert reading.pack is not None
    assert {"KP0042", "KP0045"} <= {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    ("language", "text", "is_hidden"),
    [
        ("en", "A portrait by AI", False),
        ("en", "Said again by the keeper", True),
        ("en", "Made with artificial intelligence", False),
        ("ko", "AI로 재현한 인물입니다", False),
        ("ko", "등대지기입니다", True),
        ("sv", "Ett porträtt", False),
    ],
)
def test_a_disclosure_must_say_that_this_is_ai(tmp_path: Path, language: str, text: str, is_hidden: bool) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "pack.toml", '["en"]', f'["en", "{language}"]' if language != "en" else '["en"]')
    with (folder / "pack.toml").open("a", encoding="utf-8") as opened:
        opened.write(f'[disclosure]\nlabel.{language} = "{text}"\n')
    assert ("KP0051" in codes_of(folder)) == is_hidden


def test_a_line_of_another_language_is_no_target(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "pack.toml", '["en"]', '["en", "ko"]')
    (folder / "script/ko").mkdir()
    (folder / "script/ko/a.toml").write_text(
        '[[line]]\nid = "top"\nasks = "높이?"\nsays = "높소."\nleads_to = "lamp"\n'
    )
    (problem,) = [problem for problem in problems_of(folder) if problem.code == "KP0012"]
    assert problem.where == "script/ko/a.toml:5"
    assert "translate" in problem.hint


def test_the_same_id_may_stand_in_two_languages(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rewrite(folder / "pack.toml", '["en"]', '["en", "ko"]')
    (folder / "script/ko").mkdir()
    (folder / "script/ko/a.toml").write_text('[[line]]\nid = "lamp"\nasks = "등불이 밝았소?"\nsays = "밝았소."\n')
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    lamp = pack.line("lamp", "ko")
    assert lamp is not None
    assert lamp.says == ("밝았소.",)


def test_a_text_that_names_author_and_licence_needs_no_work(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    found = [problem.what for problem in problems_of(folder) if problem.code == "KP0047"]
    assert found == ["nothing says where lines.toml in script/en comes from"]
    rewrite(folder / "knowledge/en/log.md", 'licence = "public domain"\n', "")
    assert sum(problem.code == "KP0047" for problem in problems_of(folder)) == 2


def test_words_of_several_files_become_one(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    (folder / "script/en/a.toml").write_text('[words]\ngreeting = "Ahoy, {name} here."\nsuggested = ["lamp"]\n')
    (folder / "script/en/b.toml").write_text('[words]\nfarewell = ["Fair winds.", "Farewell."]\ntitle = "Keeper"\n')
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    words = pack.words["en"]
    assert (words.greeting, words.farewell) == (("Ahoy, {name} here.",), ("Fair winds.", "Farewell."))
    assert (words.title, words.suggested) == ("Keeper", ("lamp",))
