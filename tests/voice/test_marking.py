import json
import wave
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.voice.errors import VoiceError
from kiosk.voice.marking import read_marks, write_wav

SAMPLES = bytes(range(256)) * 3 + b"\1\2"


def test_a_written_file_says_in_every_way_that_ai_made_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", SAMPLES, 22050, "espeak-ng")
    found = read_marks(tmp_path / "a.wav")
    label = json.loads(found["AIGC"])
    assert "AI-generated" in found["comment"]
    assert "espeak-ng" in found["software"]
    assert label["Label"] == "1"
    assert label["ContentProducer"]
    assert label["ProduceID"]
    described = ElementTree.fromstring(found["xmp"])[0][0]
    kind = described.attrib["{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"]
    assert kind.endswith("/digitalsourcetype/trainedAlgorithmicMedia")


def test_the_marked_file_is_an_ordinary_wav(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", SAMPLES, 22050, "espeak-ng")
    with wave.open(str(tmp_path / "a.wav")) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22050)
        assert sound.readframes(sound.getnframes()) == SAMPLES


def test_a_file_without_a_mark_shows_none(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "plain.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(SAMPLES)
    assert read_marks(tmp_path / "plain.wav") == {}


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as error:
        write_wav(tmp_path / "none" / "a.wav", SAMPLES, 22050, "espeak-ng")
    assert error.value.problems[0].code == "KV0008"
    assert list(tmp_path.iterdir()) == []
