"""What may be shown on a day: the pack, the version before, or the notice that nobody is on view."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import Config, load
from kiosk.app.config.pack_selection import narrowed, open_library, standing_pack
from kiosk.domain.content.figure import Voice
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Brief, begin
from kiosk.pack.errors import PackError
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.trust.signature_cryptography import make_key
from tests.fakes.visits import phrases
from tests.pack.packs import copy_of

DAY, AFTER = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return load(None)


def lighthouse(folder: Path, version: str, consent: str = "", scope: str = '"likeness", "voice", "words"') -> Path:
    made = copy_of("lighthouse", folder / version)
    manifest, rights = made / "pack.toml", made / "rights.toml"
    manifest.write_text(manifest.read_text().replace('version = "1.0.0"', f'version = "{version}"'))
    text = rights.read_text().replace('basis = "fictional"', f'basis = "fictional"\n{consent}')
    start = text.index("scope")
    rights.write_text(f"{text[:start]}scope = [{scope}]\n{text[text.index(']', start) + 1 :]}")
    return made


def test_a_pack_whose_consent_has_ended_gives_way_to_the_version_before(config: Config, tmp_path: Path) -> None:
    packs = open_library(config)
    for version, consent in (("1.0.0", ""), ("2.0.0", "valid_until = 2026-06-30")):
        packs.install(lighthouse(tmp_path, version, consent), DAY, is_trial=True)
    packs.use("lighthouse")
    assert standing_pack(config, None, DAY).version == "2.0.0"
    assert standing_pack(config, None, AFTER).version == "1.0.0"
    assert not standing_pack(config, None, AFTER).is_withdrawn


def test_where_no_version_may_be_shown_nobody_is_on_view(config: Config, tmp_path: Path) -> None:
    packs = open_library(config)
    packs.install(lighthouse(tmp_path, "1.0.0", "valid_until = 2026-06-30"), DAY, is_trial=True)
    packs.use("lighthouse")
    pack = standing_pack(config, None, AFTER)
    assert pack.is_withdrawn
    assert (pack.figure.name, pack.lines, pack.portrait, pack.photo, pack.folder) == ("", {}, "", "", "")
    assert begin(Brief(pack, {"en": phrases("en")}), 0.0).phase is Phase.CLOSED
    assert not standing_pack(config, None, DAY).is_withdrawn


def test_what_nobody_trusted_has_signed_says_that_it_is_on_trial(config: Config, tmp_path: Path) -> None:
    assert not standing_pack(config, None, DAY).is_trial
    pack = standing_pack(config, str(lighthouse(tmp_path, "1.0.0")), DAY)
    assert pack.is_trial
    scene = compose(begin(Brief(pack, {"en": phrases("en")}), 0.0), 0.0, None)
    assert scene.label == f"Trial · {phrases('en').disclosure_label}"


def test_a_signed_pack_that_was_changed_is_not_shown(config: Config, tmp_path: Path) -> None:
    made, key = lighthouse(tmp_path, "1.0.0"), make_key(tmp_path / "museum.key", "four words are enough")
    carry(made, tmp_path / "lighthouse.kpack", DAY, Signer("Museum", key, DAY))
    packs = open_library(config)
    folder = packs.install(tmp_path / "lighthouse.kpack", DAY, is_trial=True).folder
    packs.use("lighthouse")
    assert not standing_pack(config, None, DAY).is_withdrawn
    lines = folder / "script/en/lines.toml"
    lines.write_text(lines.read_text().replace("twenty", "thirty"))
    assert standing_pack(config, None, DAY).is_withdrawn


def test_a_pack_that_does_not_exist_is_a_problem(config: Config) -> None:
    with pytest.raises(PackError):
        standing_pack(config, "nobody", DAY)


def test_without_consent_to_the_voice_a_neutral_one_speaks_and_no_recording(config: Config, tmp_path: Path) -> None:
    made = lighthouse(tmp_path, "1.0.0", scope='"likeness", "words"')
    manifest, lines = made / "pack.toml", made / "script/en/lines.toml"
    manifest.write_text(manifest.read_text() + '\n[voice]\ngender = "female"\nvoice = "en-gb"\n')
    lines.write_text(lines.read_text() + 'media = "voice/lamp.wav"\n')
    (made / "voice").mkdir()
    (made / "voice/lamp.wav").write_bytes(b"sound")
    pack = standing_pack(config, str(made), DAY)
    assert pack.voice == Voice()
    assert [line.media for line in pack.lines["en"]] == [""]
    granted = lighthouse(tmp_path, "2.0.0")
    assert narrowed(standing_pack(config, str(granted), DAY), DAY) == standing_pack(config, str(granted), DAY)
