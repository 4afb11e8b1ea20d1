"""House facts: what the settings tell of the house reaches the mind, in the language of the visitor."""

import json
import pickle
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import ConfigError, load
from kiosk.app.config.house_facts import house_facts
from kiosk.app.wiring.setup import assemble
from kiosk.cli.main import main
from kiosk.domain.content.house_facts import Fact, HouseFacts
from kiosk.domain.problem import Problem
from kiosk.pack.model.reader import read_pack
from tests.pack.packs import DAY, GOOD

FILE = """
[house_facts]
lift = "The lift is behind the desk."
toilet = { en = "Down the  stairs.", "pt-BR" = "Descendo a escada.", ko = "" }
"""


def written(folder: Path, text: str) -> Path:
    (folder / "kiosk.toml").write_text(text, encoding="utf-8")
    return folder / "kiosk.toml"


def told(file: Path | None, **environment: str) -> HouseFacts:
    return house_facts(load(file, environment).section("house_facts"))


def problems(file: Path | None, **environment: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as error:
        load(file, environment)
    return error.value.problems


def test_every_fact_is_a_setting_and_none_is_told_by_default() -> None:
    assert list(load(None, {}).section("house_facts")) == [fact.value for fact in Fact]
    assert [told(None).told(fact, "en") for fact in Fact] == [None] * len(Fact)


def test_a_plain_sentence_is_told_in_every_language(tmp_path: Path) -> None:
    facts = told(written(tmp_path, FILE))
    assert facts.told(Fact.LIFT, "en") == facts.told("lift", "ko") == "The lift is behind the desk."


def test_a_table_is_told_in_its_languages_and_their_kin_alone(tmp_path: Path) -> None:
    facts = told(written(tmp_path, FILE))
    assert facts.told("toilet", "en") == facts.told("toilet", "en-GB") == "Down the stairs."
    assert facts.told("toilet", "pt-BR") == "Descendo a escada."
    assert [facts.told("toilet", language) for language in ("pt", "ko", "de")] == [None, None, None]


def test_the_exact_language_comes_before_its_base_and_both_before_the_sentence_for_all() -> None:
    facts = HouseFacts({"exit": {"": "All.", "pt": "Base.", "pt-BR": "Exact."}})
    assert [facts.told("exit", language) for language in ("pt-BR", "pt-PT", "ko")] == ["Exact.", "Base.", "All."]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('toilets = "There."', "KC0004", "[house_facts] toilets"),
        ("lift = 3", "KC0005", "[house_facts] lift"),
        ('lift = ["There."]', "KC0005", "[house_facts] lift"),
        ("lift = { en = true }", "KC0005", "[house_facts] lift.en"),
        (f'lift = "{"a" * 301}"', "KC0006", "[house_facts] lift"),
        (f'lift = {{ ko = "{"a" * 301}" }}', "KC0006", "[house_facts] lift.ko"),
        ('lift = { english = "There." }', "KC0010", "[house_facts] lift.english"),
        ('lift = { "" = "There." }', "KC0010", "[house_facts] lift"),
    ],
)
def test_a_fact_that_cannot_be_told_is_a_problem_with_its_place(
    tmp_path: Path, text: str, code: str, where: str
) -> None:
    file = written(tmp_path, f"[house_facts]\n{text}\n")
    (problem,) = problems(file)
    assert (problem.code, problem.where) == (code, f"{file} {where}")


def test_a_misspelt_fact_is_told_with_the_right_one(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, '[house_facts]\ntoilets = "There."\n'))
    assert problem.hint == "did you mean 'toilet'?"


def test_three_hundred_characters_are_not_too_many(tmp_path: Path) -> None:
    assert told(written(tmp_path, f'[house_facts]\nwifi = "{"a" * 300}"\n')).told("wifi", "en") == "a" * 300


def test_the_environment_tells_sentences_and_tables() -> None:
    facts = told(
        None,
        KIOSK_HOUSE_FACTS__EXIT="Left, then left again.",
        KIOSK_HOUSE_FACTS__STAFF='{ en = "At the desk.", ko = "안내 데스크에 있습니다." }',
    )
    assert facts.told("exit", "ko") == "Left, then left again."
    assert facts.told("staff", "ko") == "안내 데스크에 있습니다."


def test_what_the_house_told_arrives_at_the_mind(tmp_path: Path) -> None:
    pack = read_pack(GOOD / "lighthouse", DAY).pack
    assert pack is not None
    config = load(written(tmp_path, f'[kiosk]\ndata_folder = "{tmp_path}"\n{FILE}'), {})
    setup = assemble(config, pack, date.today())
    sent = pickle.loads(pickle.dumps(setup.mind))
    assert sent.settings.facts.told("lift", "en") == "The lift is behind the desk."


def test_the_settings_are_shown_as_they_may_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, FILE)
    assert main(["config", "--config", str(file)]) == 0
    lines = [line.partition(" #")[0].strip() for line in capsys.readouterr().out.splitlines()]
    assert 'toilet = { en = "Down the  stairs.", pt-BR = "Descendo a escada.", ko = "" }' in lines
    assert main(["config", "--config", str(file), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [row] = [row for row in rows if (row["section"], row["key"]) == ("house_facts", "toilet")]
    assert row["value"]["en"] == "Down the  stairs."
