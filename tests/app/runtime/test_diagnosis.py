"""What the doctor says about the ear and the eye."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.app.runtime.diagnosis import DEGRADED, WORKS, echo_finding, faces_finding, hearing_finding, room_level
from kiosk.domain.audio import AudioChunk
from kiosk.senses.settings import RecognizerSettings

NAMES = ("Built-in Audio (alsa_input.pci)", "Kiosk echo-free microphone (echo-free)")


@pytest.mark.parametrize(
    ("device", "state"), [("echo-free", WORKS), ("Echo-Free", WORKS), ("built-in", DEGRADED), ("", DEGRADED)]
)
def test_speaking_over_the_figure_wants_an_echo_canceller(device: str, state: str) -> None:
    finding = echo_finding(device, NAMES)
    assert finding.state == state
    assert bool(finding.hint) == (state == DEGRADED)


def test_a_language_that_whisper_alone_hears_is_told_with_how_well(tmp_path: Path) -> None:
    (tmp_path / "whisper-base").mkdir()
    (tmp_path / "vosk-ko").mkdir()
    whisper = {"de": tmp_path / "whisper-base", "ko": tmp_path / "whisper-base"}
    settings = RecognizerSettings(vosk={"ko": tmp_path / "vosk-ko"}, whisper=whisper)
    german, korean = hearing_finding(settings, "de"), hearing_finding(settings, "ko")
    assert (german.state, korean.state) == (DEGRADED, WORKS)
    assert "one word in six" in german.what
    assert "once more by whisper-base" in korean.what


@pytest.mark.parametrize(("db", "is_loud"), [(-50.0, False), (-20.0, True)])
def test_a_room_too_loud_to_hear_in_is_told(db: float, is_loud: bool) -> None:
    noise = np.random.default_rng(2).normal(0, 10 ** (db / 20) * 32767, (40, 512)).clip(-32768, 32767).astype(np.int16)
    told = room_level([AudioChunk(0.032 * at, piece.tobytes(), 16000) for at, piece in enumerate(noise)])
    assert ("too loud" in told) is is_loud


@pytest.mark.parametrize(
    ("name", "wished", "share", "state", "hint"),
    [
        ("CenterFace", "auto", 0.36, WORKS, ""),
        ("BlazeFace", "blazeface", 0.08, WORKS, ""),
        ("BlazeFace", "auto", 0.08, DEGRADED, "kiosk models pull centerface"),
        ("BlazeFace", "centerface", 0.08, DEGRADED, "kiosk models pull centerface"),
        ("CenterFace", "auto", 1.6, DEGRADED, "blazeface"),
    ],
)
def test_a_detector_that_sees_less_far_or_takes_too_long_is_told(
    name: str, wished: str, share: float, state: str, hint: str
) -> None:
    finding = faces_finding(name, wished, share)
    assert finding.state == state
    assert f"{share:.0%} of one core" in finding.what
    assert hint in finding.hint
