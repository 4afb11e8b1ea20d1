"""Every verb as the contracts word it, and every mistake as a problem instead of a traceback."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.checkout import shipped
from tests.e2e.command import LIGHTHOUSE, data_folder, kiosk
from tests.material import FIGURES, drawn_pixels


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    return data_folder(tmp_path_factory.mktemp("data"), models)


def test_the_smallest_valid_pack_answers_as_it_is(data: Path) -> None:
    ran = kiosk("ask", "--pack", LIGHTHOUSE, data=data, stdin="Could ships see the light?\n\nWho won the football?\n")
    assert [row["question"] for row in ran.rows] == ["Could ships see the light?", "", "Who won the football?"]
    first, empty, foreign = ran.rows
    assert (first["route"], first["line"]) == ("script", "lamp")
    assert first["candidates"][0]["line"] == "lamp"
    assert {"question", "route", "line", "score", "text", "label", "candidates", "sources", "ms"} == set(first)
    assert empty["route"] == "unheard"
    assert foreign["route"] == "decline"
    assert foreign["line"] is None


def test_only_the_routes_that_were_asked_for_answer(data: Path) -> None:
    ran = kiosk("ask", "--routes", "knowledge", "Who taught you mathematics?", data=data)
    assert ran.rows[0]["route"] in ("knowledge", "decline")
    assert ran.rows[0]["line"] is None


def test_a_quotation_can_be_found_in_its_file(data: Path) -> None:
    (row,) = kiosk("ask", "Who was Joseph Clement?", data=data).rows
    assert row["route"] == "knowledge"
    source = row["sources"][0]
    text = (shipped("ada-lovelace") / source["file"]).read_text(encoding="utf-8")
    quoted = " ".join(text[source["start"] : source["end"]].split())
    assert quoted.split(".")[0] in " ".join(row["text"].split())


def test_speech_is_written_with_its_track_and_its_mark(data: Path, tmp_path: Path) -> None:
    wav = tmp_path / "evening.wav"
    (row,) = kiosk("say", "Good evening.", "-o", wav, data=data).rows
    assert row["engine"] in ("hibari", "espeak-ng")
    assert row["cues"][0] == [0.0, "sil"]
    assert row["cues"][-1][1] == "sil"
    assert b"AIGC" in wav.read_bytes()


def test_a_recording_is_heard_with_its_times(data: Path, asked_aloud: Callable[[str], Path]) -> None:
    ran = kiosk("hear", asked_aloud("azure_whats_the_weather_like"), data=data)
    final = ran.only("final")[-1]
    assert "weather" in final["text"].lower()
    assert 0.0 <= final["speech_start"] < final["speech_end"] <= final["audio"]
    assert {"event", "audio", "clock", "text", "confidence", "speech_start", "speech_end", "recognizer"} == set(final)


def test_faces_are_counted_on_a_picture_of_two_people(data: Path, tmp_path: Path) -> None:
    people = [drawn_pixels(figure, tmp_path)[75:650] for figure in FIGURES]
    cv2.imwrite(str(tmp_path / "two.png"), np.hstack(people))
    (row,) = kiosk("watch", tmp_path / "two.png", data=data).rows
    assert row["event"] == "sighting"
    assert len(row["faces"]) == len(row["distance_m"]) == 2


def test_a_new_pack_is_made_checked_installed_and_used(data: Path, tmp_path: Path) -> None:
    pack = tmp_path / "my-figure"
    assert kiosk("pack", "new", pack, data=data).status == 0
    assert kiosk("pack", "check", pack, data=data).rows[-1]["fit"]
    assert kiosk("pack", "install", pack, "--trial", data=data).status == 0
    assert kiosk("pack", "use", "my-figure", data=data).status == 0
    listed = {row["id"]: row for row in kiosk("pack", "list", data=data).rows}
    assert listed["my-figure"]["in_use"]
    assert kiosk("pack", "use", "ada-lovelace", data=data).status == 0


def test_every_setting_says_where_it_came_from(data: Path) -> None:
    rows = kiosk("config", data=data).rows
    origins = {(row["section"], row["key"]): row["origin"] for row in rows}
    assert origins[("kiosk", "data_folder")] == "KIOSK_KIOSK__DATA_FOLDER"
    assert origins[("voice", "volume_percent")] == "default"


def test_the_pin_of_the_staff_is_told_to_nobody(data: Path) -> None:
    ran = kiosk("config", data=data, KIOSK_STAFF__PIN="0420")
    assert [row["value"] for row in ran.rows if row["key"] == "pin"] == ["(set)"]
    assert "0420" not in str(ran.rows) + ran.errors


def test_the_doctor_names_every_part(data: Path) -> None:
    parts = {row["part"]: row for row in kiosk("doctor", data=data).rows}
    assert {"screen", "camera", "microphone", "speaker", "matching en", "disk", "memory", "pack"} <= set(parts)
    assert all(row["hint"] for row in parts.values() if row["state"] == "missing")


def test_models_are_listed_with_their_licences(data: Path) -> None:
    rows = kiosk("models", "list", data=data).rows
    assert all(row["licence"] for row in rows)
    assert any(row["installed"] for row in rows)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--pack", "no-such-pack", "hello"),
        ("ask", "--pack", "/no/such/folder", "hello"),
        ("ask", "--language", "xx", "hello"),
        ("ask", "--routes", "sideways", "hello"),
        ("hear", "/no/such/file.wav"),
        ("hear", "README.md"),
        ("hear", "--recognizer", "vosk", "/no/such/file.wav"),
        ("watch", "/no/such/file.mp4"),
        ("watch", "README.md"),
        ("rehearse", "/no/such/visit.toml"),
        ("pack", "check", "tests/fakes"),
        ("pack", "install", "/no/such/folder"),
        ("pack", "use", "no-such-pack"),
        ("models", "path", "no-such-model"),
        ("models", "pull"),
        ("config", "--config", "/no/such/file.toml"),
        ("run", "--config", "README.md"),
        ("say", "x" * 100_000, "-o", "/no/such/folder/x.wav"),
    ],
    ids=lambda arguments: " ".join(str(part)[:20] for part in arguments),
)
def test_a_mistake_is_a_problem_and_never_a_traceback(arguments: tuple[str, ...], data: Path) -> None:
    ran = kiosk(*arguments, data=data)
    assert ran.status == 1, ran.errors
    assert "Traceback" not in ran.errors
    (problem, *_) = ran.only("problem")
    assert problem["code"]
    assert problem["what"]
