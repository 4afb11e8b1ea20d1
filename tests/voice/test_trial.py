import json
import wave
from pathlib import Path

import pytest

from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Viseme
from kiosk.voice.marking import read_marks
from kiosk.voice.trial import say
from tests.fakes.synthesizer import FakeSynthesizer


def test_saying_gives_the_figures_of_the_contract_as_json(tmp_path: Path) -> None:
    told = json.loads(json.dumps(say(FakeSynthesizer(), "I am Ada.", "en", Voice(voice="ada"), None)))
    assert list(told) == ["seconds", "engine", "voice", "cues"]
    assert told["seconds"] == pytest.approx(0.45)
    assert told["engine"] == "fake"
    assert told["voice"] == "ada"
    assert told["cues"][0] == [0.0, "sil"]
    assert told["cues"][-1][1] == "sil"
    assert all(name in set(Viseme) for _, name in told["cues"])
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_as_long_as_was_told_and_marked(tmp_path: Path) -> None:
    told = say(FakeSynthesizer(), "I am Ada.", "en", Voice(), tmp_path / "a.wav")
    with wave.open(str(tmp_path / "a.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(told["seconds"])
    assert "AIGC" in read_marks(tmp_path / "a.wav")
