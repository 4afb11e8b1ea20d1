"""A whole visit through real recognition, real matching, real llama.cpp and real synthesis, filmed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkout import shipped
from tests.e2e.command import DEMO, HANGUL, LONGEST_SECONDS, Ran, data_folder, kiosk

KOREAN_LINE = """
[[line]]
id = "walker"
asks = ["그는 이리저리 피하면서 길 한 옆으로 걸어갔다", "그는 길 옆으로 걸어갔습니까?"]
says = "그렇소. 그는 사람들을 피하여 길가로 걸어갔소."
"""

KOREAN_VISIT = """
[[step]]
at = 0.5
faces = 1

[[step]]
after = "greeting"
wav = "question.wav"
expect = { line = "walker" }
"""

RECORDED_VISIT = """
[[step]]
at = 0.5
faces = 1

[[step]]
after = "greeting"
wav = "question.wav"
expect = { heard = "brooklyn bridge", route = "decline" }
"""


HELD_VISIT = """
[[step]]
at = 0.5
faces = 1

[[step]]
after = "greeting"
wav = "aside.wav"

[[step]]
after = "sound"
holds = true

[[step]]
after = "step"
wav = "question.wav"

[[step]]
after = "sound"
holds = false
expect = { heard = "brooklyn bridge", route = "decline" }
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("film") / "visit.mp4"


@pytest.fixture(scope="module")
def visit(film: Path, models: Path, learned: Path) -> Ran:
    """The demo's own rehearsal, as `deploy/try.sh` plays it."""
    needed = ("moonshine-tiny-en", "bge-small-en-v1.5")
    if missing := [name for name in needed if not (models / name).is_dir()]:
        pytest.skip(f"models are missing: {', '.join(missing)}")
    data = data_folder(film.parent / "data", models, learned)
    return kiosk("rehearse", shipped(DEMO) / "rehearsals" / "first-visit.toml", "--video", film, data=data)


def test_every_expectation_of_the_demos_rehearsal_is_met(visit: Ran) -> None:
    assert visit.only("problem") == []
    assert visit.status == 0


def test_a_spoken_question_gets_the_curators_line_aloud(visit: Ran) -> None:
    first = visit.summary["turns"][0]
    assert first["route"] == "script"
    assert first["label"]
    assert first["latency"] is not None


def test_the_first_words_are_the_disclosure(visit: Ran) -> None:
    assert "artificial portrayal" in visit.only("speech_started")[0]["text"]


def test_the_routes_of_a_visit_are_told_apart(visit: Ran) -> None:
    routes = [turn["route"] for turn in visit.summary["turns"]]
    assert routes == ["script", "script", "knowledge", "decline", "house"]


def test_the_film_has_picture_and_sound_and_says_that_it_is_made_by_ai(visit: Ran, film: Path) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("ffmpeg is not installed")
    assert visit.status == 0
    probe = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", str(film)]
    found = json.loads(subprocess.run(probe, capture_output=True, check=True).stdout)
    kinds = {stream["codec_type"]: stream for stream in found["streams"]}
    assert set(kinds) == {"video", "audio"}
    seconds = float(found["format"]["duration"])
    spoken = sum(row["seconds"] for row in visit.only("speech_started"))
    assert seconds > spoken
    marks = {key.lower(): value for key, value in found["format"]["tags"].items()}
    assert "aigc" in marks
    assert "trainedAlgorithmicMedia" in marks["digitalsourcetype"]


def test_a_recorded_visitor_is_heard_and_answered(
    tmp_path: Path, models: Path, learned: Path, asked_aloud: Callable[[str], Path]
) -> None:
    (tmp_path / "question.wav").symlink_to(asked_aloud("google_how_old_is_the_brooklyn_bridge"))
    (tmp_path / "visit.toml").write_text(RECORDED_VISIT)
    ran = kiosk("rehearse", tmp_path / "visit.toml", data=data_folder(tmp_path / "data", models, learned))
    assert ran.only("problem") == []
    assert ran.summary["turns"][0]["latency"] is not None


def test_where_visitors_hold_a_button_they_are_heard_while_they_hold_it_and_at_no_other_time(
    tmp_path: Path, models: Path, learned: Path, asked_aloud: Callable[[str], Path]
) -> None:
    (tmp_path / "question.wav").symlink_to(asked_aloud("google_how_old_is_the_brooklyn_bridge"))
    (tmp_path / "aside.wav").symlink_to(asked_aloud("rhasspy3_what_time_is_it"))
    (tmp_path / "visit.toml").write_text(HELD_VISIT)
    data = data_folder(tmp_path / "data", models, learned)
    ran = kiosk("rehearse", tmp_path / "visit.toml", data=data, KIOSK_MICROPHONE__TALK="hold")
    assert ran.only("problem") == []
    [turn] = ran.summary["turns"]
    assert "brooklyn bridge" in turn["heard"].casefold()
    assert turn["latency"] is not None


def test_a_korean_visitor_is_heard_by_vosk_and_answered_in_korean(
    tmp_path: Path, models: Path, shared_data: Path
) -> None:
    if not (models / "vosk-ko").is_dir():
        pytest.skip("the Korean Vosk model is not installed: kiosk models pull vosk-ko")
    pack = tmp_path / "hangul"
    shutil.copytree(HANGUL, pack)
    (pack / "script" / "ko" / "walker.toml").write_text(KOREAN_LINE, encoding="utf-8")
    (tmp_path / "question.wav").symlink_to(shared_data / "speech" / "other_languages" / "leopard_ko.wav")
    (tmp_path / "visit.toml").write_text(KOREAN_VISIT)
    ran = kiosk("rehearse", tmp_path / "visit.toml", "--pack", pack, data=data_folder(tmp_path / "data", models))
    assert ran.only("problem") == []
    turn = ran.summary["turns"][0]
    assert "걸어갔" in turn["heard"].replace(" ", "")
    assert "길가로" in turn["text"]


def test_a_rehearsal_that_is_ended_from_outside_ends(models: Path, learned: Path, tmp_path: Path) -> None:
    """SDL would take the signal for itself."""
    data = data_folder(tmp_path / "data", models, learned)
    surroundings = {**os.environ, "KIOSK_KIOSK__DATA_FOLDER": str(data), "SDL_VIDEODRIVER": "dummy"}
    file = shipped(DEMO) / "rehearsals" / "first-visit.toml"
    command = [sys.executable, "-m", "kiosk", "rehearse", str(file), "--json"]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "event" in process.stdout.readline()
        process.terminate()
        rows = [json.loads(line) for line in process.stdout]
        status = process.wait(LONGEST_SECONDS)
    assert status == 1
    assert [row["code"] for row in rows if row["event"] == "problem"] == ["KR0014"]
