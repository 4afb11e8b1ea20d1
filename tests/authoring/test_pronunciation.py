"""Words that a voice guesses or cannot read are told once for each language."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.authoring.pronunciation import unsure
from kiosk.domain.problem import Problem
from kiosk.pack.model.reader import read_pack
from kiosk.voice.wording.guessing import foreign
from tests.pack.packs import copy_of

DAY = date(2026, 6, 1)


def told(folder: Path) -> list[Problem]:
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    return list(unsure(pack))


def say(folder: Path, says: str) -> None:
    with (folder / "script/en/lines.toml").open("a") as opened:
        opened.write(f'\n[[line]]\nid = "new"\nasks = ["What is new here?"]\nsays = "{says}"\n')


def test_each_guessed_word_is_told_the_most_frequent_first(tmp_path: Path) -> None:
    pytest.importorskip("hibari")
    folder = copy_of("lighthouse", tmp_path)
    say(folder, "Quxolm lies near Zbrelok's farm. Zbrelok lived there, and 12 sheep.")
    (problem,) = told(folder)
    assert problem.what.endswith("in en: Zbrelok, Quxolm")
    assert problem.where.startswith("script/en/lines.toml:")
    assert not problem.is_error


@pytest.mark.parametrize("said", ["/ˈkʌksɒlm/", "Cucksolm", "Quxolm"])
def test_a_word_of_the_packs_own_dictionary_is_not_told(said: str, tmp_path: Path) -> None:
    pytest.importorskip("hibari")
    folder = copy_of("lighthouse", tmp_path)
    say(folder, "Quxolm's lamp is near Quxolm.")
    with (folder / "pack.toml").open("a") as opened:
        opened.write(f'\n[voice.pronounce]\n"Quxolm" = "{said}"\n')
    assert "Quxolm" not in "".join(problem.what for problem in told(folder))


def test_letters_of_another_script_are_told(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    say(folder, "We wrote Ἀθήνα on the door.")
    problem = told(folder)[0]
    assert "cannot read" in problem.what
    assert problem.what.endswith("Ἀθήνα")


@pytest.mark.parametrize(
    ("texts", "strange"),
    [
        (["세종은 Ada 를 몰랐습니다", "世宗"], ["世宗"]),
        (["ひらがなとカタカナと漢字 and Latin"], []),
        (["1843 – 5 %", ""], []),
        (["Ouvert le 1º de Hawaiʻi", "スーパー"], ["スーパー"]),
        (["Ada wrote", "привет"], ["привет"]),
    ],
)
def test_the_script_of_most_words_and_latin_letters_are_read(texts: list[str], strange: list[str]) -> None:
    assert foreign(texts) == strange
