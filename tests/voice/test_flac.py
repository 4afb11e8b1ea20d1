import shutil
from pathlib import Path

import pytest

from kiosk.voice.flac import FlacError, read_head
from kiosk.voice.flac_encoding import write_flac


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    file = tmp_path / "speech.flac"
    write_flac(file, bytes(range(256)) * 40, 24000, {"description": "made by machine = so", "kiosk_track": "x" * 5000})
    return file


def test_comments_and_rate_are_read_back(file: Path) -> None:
    head = read_head(file.read_bytes())
    assert head.rate_hz == 24000
    assert head.comments["description"] == "made by machine = so"
    assert head.comments["kiosk_track"] == "x" * 5000


def test_nothing_else_is_left_in_the_folder(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "content", [b"", b"fLaC", b"RIFF", b"fLaC\x84\x00\x00\x10", b"fLaC\x80\x00\x00\x02ab", b"fLaC\x04\xff"]
)
def test_what_is_no_flac_is_told(content: bytes) -> None:
    with pytest.raises(FlacError):
        read_head(content)


def test_every_cut_of_a_head_is_told_or_read(file: Path) -> None:
    content = file.read_bytes()
    for length in range(200):
        try:
            read_head(content[:length])
        except FlacError:
            continue
