"""Recordings."""

import io
import struct
import wave
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sound.errors import SoundError
from kiosk.sound.recording import parse_recording, read_recording

TONE = np.sin(np.arange(1600) / 5) * 0.5


def wav(bits: int, channels: int = 1, rate_hz: int = 16000) -> bytes:
    scaled = np.repeat(TONE, channels)
    match bits:
        case 8:
            body = (scaled * 127 + 128).astype(np.uint8).tobytes()
        case 24:
            body = b"".join(struct.pack("<i", int(value * 2**23))[:3] for value in scaled)
        case _:
            body = (scaled * (2.0 ** (bits - 1) - 1)).astype(f"<i{bits // 8}").tobytes()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(bits // 8)
        out.setframerate(rate_hz)
        out.writeframes(body)
    return file.getvalue()


def chunked(kind: int, bits: int, body: bytes, extra: bytes = b"", declared: int | None = None) -> bytes:
    form = struct.pack("<HHIIHH", kind, 1, 16000, 16000 * bits // 8, bits // 8, bits) + extra
    size = len(body) if declared is None else declared
    inner = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size) + body
    return b"RIFF" + struct.pack("<I", min(len(inner), 2**32 - 1)) + inner


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_width_and_stereo_give_the_same_mono_sound(bits: int, channels: int) -> None:
    got = parse_recording(wav(bits, channels), "tone.wav").samples / 32768
    assert len(got) == len(TONE)
    assert np.abs(got - TONE).max() < (0.02 if bits == 8 else 0.001)


def test_floating_point_and_extensible_files_are_read() -> None:
    floats = chunked(3, 32, TONE.astype("<f4").tobytes())
    extensible = chunked(
        0xFFFE, 16, (TONE * 32767).astype("<i2").tobytes(),
        struct.pack("<HHI", 22, 16, 4) + struct.pack("<H", 1) + bytes(14),
    )  # fmt: skip
    for data in (floats, extensible):
        assert np.abs(parse_recording(data, "tone.wav").samples / 32768 - TONE).max() < 0.001


def test_a_file_written_into_a_pipe_is_read_although_its_length_is_unknown() -> None:
    body = (TONE * 32767).astype("<i2").tobytes()
    assert len(parse_recording(chunked(1, 16, body, declared=0xFFFFFFFF), "-").samples) == len(TONE)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"OggS" + bytes(200), "not a WAV file"),
        (b"RIFF", "not a WAV file"),
        (wav(16)[:30], "cut off in its header"),
        (wav(16)[:40], "cut off before its sound begins"),
        (wav(16)[:-500], "is cut off: 2700 of 3200 bytes"),
        (chunked(1, 16, b""), "holds no sound"),
        (chunked(17, 4, bytes(100)), "kind 17 with 4 bits"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(SoundError) as refused:
        parse_recording(data, "voice.wav")
    problem = refused.value.problems[0]
    assert (problem.code, problem.where) == ("KS0007", "voice.wav")
    assert says in problem.what


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="No such file"):
        read_recording(tmp_path / "none.wav")


@given(st.binary(max_size=300), st.integers(0, 60))
def test_garbage_is_refused_and_never_crashes(garbage: bytes, kept: int) -> None:
    with suppress(SoundError):
        assert parse_recording(wav(16)[:kept] + garbage, "garbage.wav").seconds > 0


def test_a_recording_at_44100_hz_lasts_as_long_at_16000(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    path.write_bytes(wav(16, rate_hz=44100))
    assert read_recording(path).at_rate(16000).seconds == pytest.approx(1600 / 44100, abs=1e-4)
