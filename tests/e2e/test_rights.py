"""Rights on the command line and in a rehearsal: what may not be said here and today is not said."""

from pathlib import Path

import pytest

from kiosk.pack.edit.starter import new_pack
from tests.e2e.command import Ran, data_folder, kiosk
from tests.pack.model.test_variants import MANIFEST, life

PHRASE = "a lamp over the harbour"
TEXT = """+++
title = "Log of the light"
author = "The Keeper"
year = 1871
licence = "public domain"
origin = "primary"
{more}
+++
# March
The great storm of March tore the roof off the boat house and broke three panes of the lantern before the morning.
"""
STORM = "What happened to the roof of the boat house in the great storm of March?"
REHEARSAL = """
[[step]]
at = 0.5
faces = 1
[[step]]
after = "greeting"
types = "How bright was the lamp?"
expect = { route = "script", line = "lamp-as-a-child", says = "not allowed to look" }
[[step]]
after = "answer"
types = "What happened to the roof of the boat house in the great storm of March?"
expect = { route = "decline" }
[[step]]
after = "answer"
leaves = true
"""


@pytest.fixture
def data(tmp_path: Path, models: Path, learned: Path) -> Path:
    return data_folder(tmp_path / "data", models, learned)


def told(pack: Path, more: str = "") -> Path:
    text = pack / "knowledge/en/log.md"
    text.write_text(TEXT.format(more=more), encoding="utf-8")
    return pack


def asked(pack: Path | str, question: str, data: Path, **environment: str) -> Ran:
    return kiosk("ask", "--pack", pack, question, data=data, **environment)


def codes(ran: Ran) -> set[str]:
    return {str(row["code"]) for row in ran.only("problem")}


def test_the_child_answers_as_a_child_and_knows_nothing_of_later(tmp_path: Path, data: Path) -> None:
    pack = told(life(tmp_path, MANIFEST.replace('vector = "sejong"', 'vector = "ada-lovelace"')))
    (child,) = asked(f"{pack}:child", "How bright was the lamp?", data).rows
    assert child["line"] == "lamp-as-a-child"
    (keeper,) = asked(f"{pack}:keeper", STORM, data).rows
    assert keeper["route"] == "knowledge"
    (unknown,) = asked(f"{pack}:child", STORM, data).rows
    assert unknown["route"] == "decline"
    assert codes(asked(f"{pack}:chidl", STORM, data)) == {"KP0080"}
    rehearsal = tmp_path / "child.toml"
    rehearsal.write_text(REHEARSAL, encoding="utf-8")
    played = kiosk("rehearse", rehearsal, "--pack", f"{pack}:child", data=data)
    assert played.status == 0, played.only("problem")


def test_a_text_is_quoted_no_longer_than_it_allows(tmp_path: Path, data: Path) -> None:
    pack = told(life(tmp_path, "", ""), "max_quote_words = 60")
    (whole,) = asked(pack, STORM, data).rows
    assert whole["route"] == "knowledge"
    assert "before the morning" in whole["text"]
    told(pack, "max_quote_words = 9")
    (short,) = asked(pack, STORM, data).rows
    assert "before the morning" not in short["text"]


def test_a_pack_that_holds_elsewhere_is_shown_only_there(tmp_path: Path, data: Path) -> None:
    pack = life(tmp_path, "", "")
    rights = pack / "rights.toml"
    rights.write_text(rights.read_text(encoding="utf-8") + 'territories = ["NO"]\n', encoding="utf-8")
    assert codes(asked(pack, STORM, data)) == {"KP0084"}
    assert codes(asked(pack, STORM, data, KIOSK_KIOSK__PLACE="Town Museum, SE")) == {"KP0084"}
    assert asked(pack, STORM, data, KIOSK_KIOSK__PLACE="Harbour Museum, Bergen, NO").status == 0


def test_a_signed_list_takes_a_pack_back_and_nobody_else_s_does(tmp_path: Path, data: Path) -> None:
    pack, key = tmp_path / "lighthouse", tmp_path / "museum.key"
    new_pack(pack, "lighthouse", "The Keeper")
    secret = {"KIOSK_KEY_PHRASE": PHRASE}
    archive, withdrawal = tmp_path / "lighthouse.kpack", tmp_path / "lighthouse.revoke"
    assert kiosk("pack", "sign", pack, "--new-key", key, "-o", archive, data=data, **secret).status == 0
    made = kiosk("pack", "revoke", "lighthouse", "--key", key, "-o", withdrawal, data=data, **secret)
    assert made.only("revoked")[0]["pack"] == "lighthouse"
    assert codes(kiosk("pack", "revoke", "--honour", withdrawal, data=data)) == {"KP0083"}
    assert kiosk("pack", "trust", tmp_path / "museum.pub", data=data).status == 0
    assert kiosk("pack", "install", archive, data=data).status == 0
    assert asked("lighthouse", "How bright was the lamp?", data).status == 0
    assert kiosk("pack", "revoke", "--honour", withdrawal, data=data).status == 0
    assert codes(asked("lighthouse", "How bright was the lamp?", data)) == {"KP0082"}
    assert "KP0082" in codes(kiosk("pack", "install", archive, data=data))
    (row,) = [one for one in kiosk("pack", "list", data=data).rows if one["id"] == "lighthouse"]
    assert row["fit"] is False
