import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.voice.flac import read_head
from kiosk.voice.flac_encoding import write_flac
from kiosk.voice.marking import COMMENT
from kiosk.voice.synthesis.rendered import Rendered, RenderedSpeeches
from kiosk.voice.synthesis.rendered_miniaudio import open_rendered
from tests.fakes.synthesizer import FakeSynthesizer

TEXT, VOICE = "On a clear night they saw it.", Voice(gender="female")


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> RenderedSpeeches:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    kept = open_rendered(tmp_path / "voice")
    kept.keep(FakeSynthesizer().speak(TEXT, "en", VOICE), kept.path(TEXT, "en", VOICE), "fake 1", write_flac)
    return kept


def _times(speech: Speech) -> list[float]:
    return [cue.at for cue in speech.track.cues] + [word.at for word in speech.words]


def is_as_made(found: Speech | None) -> bool:
    """The same, to a tenth of a millisecond."""
    made = FakeSynthesizer().speak(TEXT, "en", VOICE)
    if found is None or (found.samples, found.rate_hz) != (made.samples, made.rate_hz):
        return False
    times = _times(found)
    same = _times(made) == pytest.approx(times, abs=1e-4)
    shown = [cue.viseme for cue in found.track.cues] == [cue.viseme for cue in made.track.cues]
    return bool(same and shown and (found.text, found.engine) == (made.text, made.engine))


def test_a_rendered_speech_is_the_speech_that_was_made(kept: RenderedSpeeches) -> None:
    assert is_as_made(kept.load(TEXT, "en", VOICE))
    assert kept.made_by(TEXT, "en", VOICE) == "fake 1"


def test_what_was_rendered_costs_the_synthesizer_nothing(kept: RenderedSpeeches) -> None:
    engine = FakeSynthesizer()
    spoken = Rendered(kept, engine)
    assert spoken.speak(TEXT, "en", VOICE).samples
    assert engine.asked == []
    spoken.speak("Something else.", "en", VOICE)
    assert engine.asked == ["Something else."]


@pytest.mark.parametrize(
    ("text", "language", "voice"),
    [("On a dark night.", "en", VOICE), (TEXT, "ko", VOICE), (TEXT, "en", replace(VOICE, rate_wpm=150))],
)
def test_other_words_and_another_voice_are_not_taken_for_it(
    kept: RenderedSpeeches, text: str, language: str, voice: Voice
) -> None:
    assert kept.load(text, language, voice) is None


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.99])
def test_a_damaged_file_is_as_good_as_none(kept: RenderedSpeeches, share: float) -> None:
    file = kept.path(TEXT, "en", VOICE)
    content = bytearray(file.read_bytes())
    content[int(share * len(content))] ^= 0x55
    file.write_bytes(content)
    found = kept.load(TEXT, "en", VOICE)
    assert found is None or is_as_made(found)
    file.write_bytes(bytes(content[: int(share * len(content))]))
    assert kept.load(TEXT, "en", VOICE) is None
    assert kept.made_by(TEXT, "en", VOICE) == ""


def test_the_file_says_that_a_machine_speaks(kept: RenderedSpeeches) -> None:
    comments = read_head(kept.path(TEXT, "en", VOICE).read_bytes()).comments
    assert comments["description"] == COMMENT
    assert "trainedAlgorithmicMedia" in comments["xmp"]
    assert '"Label": "1"' in comments["aigc"]


def test_what_is_said_no_more_is_removed(kept: RenderedSpeeches) -> None:
    assert kept.clear({kept.path(TEXT, "en", VOICE)}) == 0
    assert kept.clear(set()) == 1
    assert kept.load(TEXT, "en", VOICE) is None
