"""`kiosk pack check` also opens, asks and times: what no reading of the files can tell."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config.config import load
from kiosk.app.wiring.setup import assemble
from kiosk.app.wiring.voice import rendered_folders
from kiosk.authoring.audit import scrutinized
from kiosk.authoring.durations import measured
from kiosk.cli.main import main
from kiosk.domain.audio import Speech
from kiosk.domain.content.pack import Pack
from kiosk.domain.viseme import VisemeTrack
from kiosk.pack.model.reader import Reading, read_pack
from kiosk.voice.flac_encoding import write_flac
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered
from tests.pack.packs import BAD, GOOD, SCRUTINIZED, copy_of

DAY = date(2026, 6, 1)
EXPECTED = {
    "KP0086": ("error", "media/lamp.png", "cannot be opened"),
    "KP0095": ("warning", "script/ko/lines.toml:1", "놟꿹"),
    "KP0096": ("warning", "script/en/lines.toml:1", "Quxolm"),
    "KP0097": ("warning", "script/en/lines.toml:7", "they are answered by locked"),
    "KP0098": ("warning", "script/en/lines.toml:1", "years of school"),
}


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(tmp_path / "data"))


def checked(folder: Path) -> Reading:
    return scrutinized(load(None), folder, read_pack(folder, DAY), DAY)


def long_answers(folder: Path) -> list[str]:
    return [problem.what for problem in checked(folder).problems if problem.code == "KP0023"]


def pack_of(folder: Path) -> Pack:
    pack = read_pack(folder, DAY).pack
    assert pack is not None
    return pack


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_each_bad_pack_is_told_with_its_place(code: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if code == "KP0095":
        korean = request.getfixturevalue("models") / "vosk-ko"
        if not korean.is_dir():
            pytest.skip("the Korean Vosk model is not installed: kiosk models pull vosk-ko")
        (tmp_path / "data" / "models").mkdir(parents=True)
        (tmp_path / "data" / "models" / "vosk-ko").symlink_to(korean)
    if code == "KP0086":
        pytest.importorskip("cv2")
    if code == "KP0096":
        pytest.importorskip("hibari")
    if code == "KP0098":
        pytest.importorskip("textstat")
    severity, where, words = EXPECTED[code]
    assert code not in {problem.code for problem in read_pack(BAD / code, DAY).problems}
    reading = checked(BAD / code)
    (problem,) = [problem for problem in reading.problems if problem.code == code]
    assert (problem.severity.value, problem.where) == (severity, where)
    assert words in problem.what
    assert problem.hint
    assert (reading.pack is None) == (severity == "error")


def test_every_such_pack_is_expected() -> None:
    assert set(EXPECTED) == SCRUTINIZED


def test_the_verb_refuses_a_picture_that_cannot_be_opened(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("cv2")
    assert main(["pack", "check", str(BAD / "KP0086"), "--json"]) == 1
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [row["code"] for row in rows if row.get("severity") == "error"] == ["KP0086"]


def test_a_line_that_stands_beside_another_as_a_choice_is_reached(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    with (folder / "script/en/lines.toml").open("a") as opened:
        opened.write('\n[[line]]\nid = "ships"\nasks = ["Could ships see your light?"]\nsays = "They steered by it."\n')
    assert "KP0097" not in {problem.code for problem in checked(folder).problems}


def test_a_recording_is_timed_by_its_sound(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    from tests.pack.checks.test_media import sound

    folder = copy_of("lighthouse", tmp_path)
    file = sound(folder / "voice/lamp.wav")
    lines = folder / "script/en/lines.toml"
    lines.write_text(lines.read_text() + 'media = "voice/lamp.wav"\n')
    assert long_answers(folder) == []
    head = file.read_bytes()[:44]
    size = 16_000 * 2 * 50
    file.write_bytes(head[:40] + size.to_bytes(4, "little") + bytes(size))
    assert long_answers(folder) == ["line 'lamp' takes 50 s to hear"]


def test_what_was_rendered_counts_instead_of_the_estimate(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    folder = Path(shutil.copytree(BAD / "KP0023", tmp_path / "lighthouse"))
    (estimate,) = long_answers(folder)
    assert "about" in estimate
    setup = assemble(load(None), pack_of(folder), DAY)
    (line,) = setup.pack.lines["en"]
    speeches = open_rendered(rendered_folders(setup.voice)[0])
    speeches.folder.mkdir(parents=True)
    short = Speech(line.says[0], bytes(16_000 * 2), 16_000, VisemeTrack((), 1.0), (), "none", "none")
    speeches.keep(short, speeches.path(line.says[0], "en", setup.pack.voice), "none", write_flac)
    assert speeches.seconds(line.says[0], "en", setup.pack.voice) == pytest.approx(1.0)
    assert measured([setup], read_pack(folder, DAY).problems, ()) == ()


def test_a_consent_for_another_place_is_told_where_the_kiosk_says_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of("lighthouse", tmp_path)
    rights = folder / "rights.toml"
    rights.write_text(rights.read_text().replace("scope =", 'territories = ["NO"]\nscope =', 1))
    assert "KP0084" not in {problem.code for problem in checked(folder).problems}
    monkeypatch.setenv("KIOSK_KIOSK__PLACE", "Berlin, DE")
    (problem,) = [problem for problem in checked(folder).problems if problem.code == "KP0084"]
    assert not problem.is_error


def test_a_difficult_quotation_stands_as_it_was_said() -> None:
    pytest.importorskip("textstat")
    from kiosk.domain.content.script import Origin
    from kiosk.pack.checks.difficulty import check_difficulty
    from kiosk.pack.checks.grade_textstat import grade_of

    pack = pack_of(BAD / "KP0098")
    (line,) = pack.lines["en"]
    assert list(check_difficulty(pack, grade_of))
    quoted = replace(pack, lines={"en": (replace(line, origin=Origin.VERBATIM, source="log"),)})
    assert not list(check_difficulty(quoted, grade_of))
    assert grade_of(line.says[0], "ko") is None


def test_takes_forms_and_near_answers_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(GOOD / "neighbours"), "--json"]) == 0
    row = json.loads(capsys.readouterr().out.splitlines()[-1])
    counts = {"lines": 2, "takes": 1, "short": 2, "simple": 2, "near": 2, "passages": 0}
    assert row == row | counts
    assert main(["pack", "check", str(GOOD / "neighbours")]) == 0
    told = "2 lines (1 with several takes, 2 with a short form, 2 with a simple one), 2 near answers, 0 passages"
    assert capsys.readouterr().out.strip().endswith(told)
