"""`kiosk pack interview`: consent first, answers kept with their words, and nothing lost on the way."""

import hashlib
import io
import json
import shutil
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kiosk.authoring.recording import record
from kiosk.cli.main import main
from kiosk.domain.audio import AudioChunk
from kiosk.pack.model.reader import read_pack
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.settings import MicrophoneSettings, VadSettings
from kiosk.senses.vad_webrtc import WebRtcVad
from kiosk.sound.recording import Recording, read_recording
from tests.material import wav_of

QUESTIONS = """
[[question]]
id = "coffee"
asks = ["What do you drink?", "Do you like coffee?"]

[[question]]
id = "morning"
asks = "What do you drink in the morning?"
"""


@pytest.fixture(scope="module")
def clips(read_aloud: Sequence[tuple[Recording, str]]) -> list[Recording]:
    return [recording for recording, _ in read_aloud[:3]]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, models: Path, clips: Sequence[Recording]) -> Path:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(models)
    monkeypatch.setenv("KIOSK_KIOSK__DATA_FOLDER", str(data))
    folder = tmp_path / "moe"
    assert main(["pack", "new", str(folder), "--plain"]) == 0
    manifest = folder / "pack.toml"
    manifest.write_text(manifest.read_text().replace('kind = "fictional"', 'kind = "living"'))
    rights = folder / "rights.toml"
    rights.write_text(rights.read_text().replace('basis = "fictional"', 'basis = "own_will"'))
    (folder / "questions.toml").write_text(QUESTIONS)
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    for name, clip in zip(("consent", "coffee", "morning"), clips, strict=True):
        (recordings / f"{name}.wav").write_bytes(wav_of(clip))
    return folder


def interviewed(pack: Path, keys: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    recordings = str(pack.parent / "recordings")
    return main(["pack", "interview", str(pack), "--quiet", "--json", "--recordings", recordings, *more])


def rows_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_answers_become_lines_that_play_and_texts_that_cite_them_after_a_spoken_consent(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert interviewed(pack, "\nk\n" * 3, monkeypatch) == 0
    events = [row["event"] for row in rows_of(capsys)]
    assert [one for one in events if one in ("consented", "kept")] == ["consented", "kept", "kept"]
    (spoken,) = (pack / "rights").glob("spoken-*.wav")
    consent = tomllib.loads((pack / "rights.toml").read_text())["consent"][-1]
    assert consent["document_sha256"] == hashlib.sha256(spoken.read_bytes()).hexdigest()
    assert set(consent["scope"]) == {"voice", "words"}
    assert (consent["basis"], consent["signed_on"]) == ("own_will", date.today())
    script = tomllib.loads((pack / "script/en/memo-interview-coffee.toml").read_text())["line"]
    assert script[0]["asks"] == ["What do you drink?", "Do you like coffee?"]
    assert script[0]["proposed"]
    assert (pack / script[0]["media"]).is_file()
    assert "<!-- at: " in (pack / "knowledge/en/memo-interview-coffee.md").read_text()
    reading = read_pack(pack, date.today())
    assert reading.pack is not None
    assert {problem.code for problem in reading.problems} & {"KP0028", "KP0047", "KP0048", "KP0049"} == set()


def test_whoever_leaves_goes_on_where_they_were(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert interviewed(pack, "\nk\n\nq\n", monkeypatch) == 0
    take = pack / ".interview/coffee.wav"
    assert read_recording(take).seconds > 1.0
    capsys.readouterr()
    assert interviewed(pack, "k\ns\n", monkeypatch) == 0
    rows = rows_of(capsys)
    assert [(row["event"], row.get("id")) for row in rows if row["event"] in ("recorded", "kept", "skipped")] == [
        ("kept", "coffee"),
        ("skipped", "morning"),
    ]
    assert rows[-1]["waiting"] == 0
    assert not take.exists()


def test_without_consent_nothing_is_asked(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert interviewed(pack, "s\n", monkeypatch) == 1
    assert [row["event"] for row in rows_of(capsys)] == ["consent", "interviewed"]
    assert not list((pack / "knowledge").rglob("memo-*"))


def test_a_take_that_is_repeated_gives_way_to_the_new_one(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    interviewed(pack, "\nr\nk\n", monkeypatch)
    assert [row["event"] for row in rows_of(capsys)].count("recorded") == 2


def test_a_figure_that_cannot_be_asked_is_refused(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = pack / "pack.toml"
    manifest.write_text(manifest.read_text().replace('kind = "living"', 'kind = "fictional"'))
    assert interviewed(pack, "\nk\n", monkeypatch) == 1
    assert not (pack / ".interview").exists()


def test_questions_that_cannot_be_read_are_told(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "questions.toml").write_text('[[question]]\nid = "Not An Id"\nasks = "What?"\n')
    capsys.readouterr()
    assert interviewed(pack, "", monkeypatch) == 1
    assert "KP0005" in capsys.readouterr().out


class Interrupted(FileMicrophone):
    """A microphone at which somebody presses Ctrl-C after a second of sound."""

    def read(self, timeout: float) -> AudioChunk | None:
        chunk = super().read(timeout)
        if chunk is not None and chunk.at > 1.0:
            raise KeyboardInterrupt
        return chunk


def test_what_was_said_before_an_interruption_lies_in_the_take(clips: Sequence[Recording], tmp_path: Path) -> None:
    microphone = Interrupted(clips[0], MicrophoneSettings())
    with pytest.raises(KeyboardInterrupt):
        record(microphone, WebRtcVad(VadSettings()), tmp_path / "takes/a.wav", lambda: False)
    assert 0.9 < read_recording(tmp_path / "takes/a.wav").seconds < 1.2
