"""Recordings: WAV files of any kind as mono samples."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.sound.errors import refuse
from kiosk.sound.resampling import Samples, resample
from kiosk.sound.wav import FORMAT, PCM, RIFF_HEAD_BYTES, SAMPLES, UNKNOWN_LENGTHS, chunks, wav

FLOAT, EXTENSIBLE = 3, 0xFFFE

HINT = "give a WAV file, or convert it: ffmpeg -i FILE recording.wav"


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A whole recording."""

    samples: Samples
    rate_hz: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz

    @property
    def wav(self) -> bytes:
        """As a whole file of 16-bit samples."""
        return wav(self.samples.tobytes(), self.rate_hz)

    def at_rate(self, rate_hz: int) -> "Recording":
        """The same sound at another rate."""
        return Recording(resample(self.samples, self.rate_hz, rate_hz), rate_hz)


@dataclass(frozen=True, slots=True)
class _Format:
    kind: int
    channels: int
    rate_hz: int
    bits: int


def to_int16(samples: NDArray[np.floating]) -> Samples:
    """Samples between −1 and 1 as 16-bit numbers."""
    return np.clip(np.round(samples * 32768.0), -32768, 32767).astype(np.int16)


def read_recording(path: Path) -> Recording:
    """The recording in a file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse("KS0007", path, f"cannot be read: {error.strerror or error}") from error
    return parse_recording(data, str(path))


def parse_recording(data: bytes, where: str) -> Recording:
    """The recording in the bytes of a WAV file; `where` names it in complaints."""
    if not data:
        raise refuse("KS0007", where, "is empty", HINT)
    if data[:4] not in (b"RIFF", b"RF64") or data[8:12] != b"WAVE":
        raise refuse("KS0007", where, "is not a WAV file", HINT)
    form: _Format | None = None
    for name, declared, body in chunks(data, RIFF_HEAD_BYTES):
        if name == FORMAT:
            form = _format(body, where)
        elif name == SAMPLES:
            if form is None:
                raise refuse("KS0007", where, "has samples before it says of what kind", HINT)
            if declared > len(body) and declared not in UNKNOWN_LENGTHS:
                raise refuse("KS0007", where, f"is cut off: {len(body)} of {declared} bytes of sound are there", HINT)
            return _decoded(body, form, where)
    raise refuse("KS0007", where, "is cut off before its sound begins", HINT)


def _format(body: bytes, where: str) -> _Format:
    if len(body) < 16:
        raise refuse("KS0007", where, "is cut off in its header", HINT)
    kind, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", body)
    if kind == EXTENSIBLE and len(body) >= 26:
        # The true kind begins the GUID of an extensible format.
        kind = struct.unpack_from("<H", body, 24)[0]
    supported = (kind == PCM and bits in (8, 16, 24, 32)) or (kind == FLOAT and bits in (32, 64))
    if not supported:
        raise refuse("KS0007", where, f"holds sound of kind {kind} with {bits} bits, which is not read", HINT)
    if not channels or not 4000 <= rate_hz <= 384000:
        raise refuse("KS0007", where, f"says {channels} channels at {rate_hz} Hz, which cannot be", HINT)
    return _Format(kind, channels, rate_hz, bits)


def _decoded(body: bytes, form: _Format, where: str) -> Recording:
    frame_bytes = form.bits // 8 * form.channels
    body = body[: len(body) // frame_bytes * frame_bytes]
    if not body:
        raise refuse("KS0007", where, "holds no sound", HINT)
    mono = np.nan_to_num(_numbers(body, form)).reshape(-1, form.channels).mean(axis=1)
    return Recording(to_int16(mono), form.rate_hz)


def _numbers(body: bytes, form: _Format) -> NDArray[np.float64]:
    """Every sample of every channel, −1 to 1."""
    if form.kind == FLOAT:
        return np.frombuffer(body, f"<f{form.bits // 8}").astype(np.float64)
    if form.bits == 8:
        return np.frombuffer(body, np.uint8) / 128.0 - 1.0
    if form.bits == 24:
        parts = np.frombuffer(body, np.uint8).reshape(-1, 3)
        # As the upper bytes of 32 bits they keep their sign.
        padded = np.concatenate([np.zeros((len(parts), 1), np.uint8), parts], axis=1)
        return padded.view("<i4").ravel() / 2.0**31
    return np.frombuffer(body, f"<i{form.bits // 8}") / 2.0 ** (form.bits - 1)


def samples_of(data: bytes) -> Samples:
    """Signed 16-bit little-endian bytes as samples."""
    return np.frombuffer(data, "<i2").astype(np.int16)
