"""WAV files as they are written, read by the standard library and by ourselves."""

import io
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sound.recording import parse_recording
from kiosk.sound.wav import RIFF_HEAD_BYTES, chunk, chunks, open_head, wav, write_whole

SAMPLES = st.binary(min_size=2, max_size=300).map(lambda some: some[: len(some) // 2 * 2])


@given(SAMPLES, st.sampled_from([8000, 16000, 22050, 48000]))
def test_any_player_reads_what_was_written(samples: bytes, rate_hz: int) -> None:
    with wave.open(io.BytesIO(wav(samples, rate_hz, chunk(b"LIST", b"INFOx")))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, rate_hz)
        assert file.readframes(file.getnframes()) == samples


@given(SAMPLES)
def test_a_recording_written_and_read_is_the_same(samples: bytes) -> None:
    read = parse_recording(wav(samples, 16000), "a.wav")
    assert read.samples.tobytes() == samples
    assert read.wav == wav(samples, 16000)


@given(SAMPLES)
def test_what_was_written_before_an_interruption_is_read(samples: bytes) -> None:
    assert parse_recording(open_head(16000) + samples, "take.wav").samples.tobytes() == samples


@given(st.lists(st.binary(max_size=9)))
def test_chunks_of_any_length_follow_one_another(contents: list[bytes]) -> None:
    file = b"".join(chunk(b"any ", content) for content in contents)
    assert list(chunks(file)) == [(b"any ", len(content), content) for content in contents]


def test_no_sound_is_a_file_of_44_bytes() -> None:
    assert len(wav(b"", 16000)) == len(open_head(16000)) == 44
    assert [name for name, _, _ in chunks(wav(b"", 16000), RIFF_HEAD_BYTES)] == [b"fmt ", b"data"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.wav").mkdir()
    (tmp_path / "a.wav/inside").touch()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.wav", wav(b"", 16000))
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]
