"""Pre-rendering: what is said word for word is spoken ahead, and only what changed is spoken again."""

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import load
from kiosk.app.config.pack_selection import open_pack
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.app.wiring.voice import rendered_folders, spoken_ahead
from kiosk.authoring.prerender import fixed_texts, prerender
from kiosk.cli.main import main
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.choose import open_voices
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered
from tests.checkout import shipped
from tests.fakes.synthesizer import FakeSynthesizer

PACK = """
format = 1
id = "lighthouse"
version = "1"
languages = ["en"]
[figure]
name = "The Keeper"
kind = "fictional"
[policy]
house_lines = false
[voice]
engine = "espeak"
"""
RIGHTS = """
[[consent]]
id = "author"
basis = "fictional"
grantor = "Harbour Museum"
scope = ["likeness", "voice", "words"]
"""
LINES = """
[[line]]
id = "lamp"
asks = ["How bright was the lamp?"]
says = ["They saw it from twenty miles.", "Twenty miles."]
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    try:
        open_voices()
    except VoiceError as error:
        pytest.skip(str(error))
    monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(tmp_path / "data"))
    folder = tmp_path / "lighthouse"
    (folder / "script" / "en").mkdir(parents=True)
    (folder / "pack.toml").write_text(PACK)
    (folder / "rights.toml").write_text(RIGHTS)
    (folder / "script" / "en" / "lines.toml").write_text(LINES)
    return folder


def setup_of(folder: Path) -> Setup:
    config = load(None)
    return assemble(config, open_pack(config, str(folder)), date.today())


def built(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return told(folder, capsys)[-1]


def told(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["pack", "build", str(folder), "--json", *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_variant_and_what_is_said_around_answers_is_spoken_ahead(folder: Path) -> None:
    setup = setup_of(folder)
    texts = [text for text, _ in fixed_texts(setup.pack, setup.phrases)]
    assert {"They saw it from twenty miles.", "Twenty miles.", "One moment.", "Do you mean one of these?"} <= set(texts)
    assert "I am a portrayal of The Keeper, made with artificial intelligence." in texts
    assert len(texts) == len(set(texts))


def test_short_and_simple_forms_and_near_answers_are_spoken_ahead(folder: Path) -> None:
    near = '[[near]]\ntopics = "Was it dark?"\nsays = ["Of that I cannot tell.", "I do not know."]\noffers = "lamp"\n'
    forms = 'short = "Far."\nsimple = "It was bright!"\nafter_death = true\n'
    (folder / "script" / "en" / "lines.toml").write_text(LINES + forms + near)
    setup = setup_of(folder)
    texts = [text for text, _ in fixed_texts(setup.pack, setup.phrases)]
    assert {"Of that I cannot tell.", "I do not know."} <= set(texts)
    [short, simple] = [text for text in texts if text.endswith((" Far.", " It was bright!"))]
    assert "The Keeper" in short, "the portrayal tells of the time after death"
    assert simple != "It was bright!"


def test_what_is_spoken_ahead_has_no_gaps_and_names_the_figure_as_the_language_does() -> None:
    config = load(None)
    setup = assemble(config, open_pack(config, str(shipped("sejong"))), date.today())
    texts = fixed_texts(setup.pack, setup.phrases)
    assert not [text for text, _ in texts if "{" in text]
    english = " ".join(text for text, language in texts if language == "en")
    assert "Sejong" in english
    assert "세종" not in english


def test_only_what_changed_is_rendered_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = built(folder, capsys)
    assert first["event"] == "rendered"
    assert first["rendered"] == first["texts"]
    lines = folder / "script" / "en" / "lines.toml"
    lines.write_text(LINES.replace('"Twenty miles."', '"Some twenty miles."'))
    second = built(folder, capsys)
    assert (second["rendered"], second["removed"]) == (1, 1)
    assert built(folder, capsys)["rendered"] == 0


def test_speech_alone_can_be_made_before_what_matching_needs_is_at_hand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [row] = told(folder, capsys, "--only-voices")
    assert (row["event"], row["rendered"]) == ("rendered", row["texts"])
    assert built(folder, capsys)["rendered"] == 0


def test_a_damaged_speech_is_rendered_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(folder, capsys)
    setup = setup_of(folder)
    kept = open_rendered(rendered_folders(setup.voice)[0])
    file = kept.path("Twenty miles.", "en", setup.pack.voice)
    file.write_bytes(file.read_bytes()[:-50])
    assert built(folder, capsys)["rendered"] == 1
    speech = kept.load("Twenty miles.", "en", setup.pack.voice)
    assert speech is not None
    assert speech.rate_hz == setup.voice.settings.rate_hz
    assert len(speech.track.cues) > 5


def test_a_pack_that_cannot_be_written_is_spoken_into_the_cache(folder: Path) -> None:
    setup = setup_of(folder)
    made = prerender([setup], setup.cache, lambda _done, _all: None)
    assert made.rendered == made.texts
    assert made.folder == rendered_folders(setup.voice)[1]
    assert not (folder / "build").exists()


@pytest.mark.parametrize("left", ["of an older kiosk", "damaged"])
def test_what_is_of_no_use_in_the_pack_does_not_hide_what_the_cache_holds(folder: Path, left: str) -> None:
    setup = setup_of(folder)
    prerender([setup], setup.cache, lambda _done, _all: None)
    voice = setup.pack.voice
    inside, cached = (open_rendered(place) for place in rendered_folders(setup.voice))
    inside.folder.mkdir(parents=True)
    name = "0a1b.flac" if left == "of an older kiosk" else inside.path("Twenty miles.", "en", voice).name
    (inside.folder / name).write_bytes(b"fLaC")
    now = FakeSynthesizer()
    kept = cached.load("Twenty miles.", "en", voice)
    assert kept is not None
    assert spoken_ahead(setup.voice, now).speak("Twenty miles.", "en", voice) == kept
    assert spoken_ahead(setup.voice, now).speak("Never written.", "en", voice) != kept


def test_the_same_pack_built_in_two_places_is_the_same_archive(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives = []
    for name in ("one", "two"):
        monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(tmp_path / name / "data"))
        copy = Path(shutil.copytree(folder, tmp_path / name / "lighthouse"))
        archives.append(tmp_path / name / "lighthouse.kpack")
        assert main(["pack", "build", str(copy), "-o", str(archives[-1])]) == 0
    with zipfile.ZipFile(archives[0]) as first, zipfile.ZipFile(archives[1]) as second:
        assert {name: first.read(name) for name in first.namelist()} == {
            name: second.read(name) for name in second.namelist()
        }
        speeches = [name for name in first.namelist() if name.endswith(".flac")]
        assert len(speeches) > 10
        assert [name for name in first.namelist() if name.startswith("build/portrait-")]
        assert all(b"AIGC" in first.read(name) and b"trainedAlgorithmicMedia" in first.read(name) for name in speeches)
    assert archives[0].read_bytes() == archives[1].read_bytes()
