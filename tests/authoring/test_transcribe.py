"""Recordings of any kind are decoded, and nothing that pretends to be one opens other files."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from kiosk.authoring.transcribe import FORMATS, decoded
from kiosk.domain.problem import KioskError

if shutil.which("ffmpeg") is None:
    pytest.skip("ffmpeg is not installed", allow_module_level=True)

ENCODERS = {
    ".wav": "pcm_s16le",
    ".mp3": "libmp3lame",
    ".m4a": "aac",
    ".ogg": "libvorbis",
    ".flac": "flac",
    ".opus": "libopus",
}


def tone(path: Path, seconds: float = 2.0) -> Path:
    made = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-c:a", ENCODERS[path.suffix], str(path)]
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *made], check=True)
    return path


@pytest.mark.parametrize("suffix", ENCODERS)
def test_what_telephones_and_recorders_write_is_decoded(tmp_path: Path, suffix: str) -> None:
    recording = decoded(tone(tmp_path / f"a name with blanks{suffix}"))
    assert recording.seconds == pytest.approx(2.0, abs=0.1)
    assert np.abs(recording.samples).max() > 1000
    assert suffix in FORMATS


@pytest.mark.parametrize("suffix", [".m4a", ".mp3", ".ogg", ".wav"])
def test_a_play_list_in_disguise_opens_no_other_file(tmp_path: Path, suffix: str) -> None:
    other = tone(tmp_path / "other.wav")
    evil = tmp_path / f"evil{suffix}"
    evil.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\n{other.as_uri()}\n", encoding="utf-8")
    with pytest.raises(KioskError, match="KC0041"):
        decoded(evil)


def test_a_recording_that_is_cut_off_in_its_header_is_told_by_name(tmp_path: Path) -> None:
    whole = tone(tmp_path / "whole.m4a").read_bytes()
    (tmp_path / "cut.m4a").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KioskError, match=r"KC0041 cut\.m4a"):
        decoded(tmp_path / "cut.m4a")
