"""Microphones through miniaudio: a stream that is opened once and stays open."""

import time
from collections import deque
from collections.abc import Callable, Generator
from threading import Condition
from typing import Any

import miniaudio
import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.senses.errors import refuse
from kiosk.senses.settings import MicrophoneSettings
from kiosk.sound.recording import to_int16
from kiosk.sound.resampling import Resampler

PERIOD_MS = 20
USUAL_RATE_HZ = 48000
"""Where a device does not say its own."""

LOST_AFTER_SECONDS = 3.0
"""Devices stall up to 2 s once, right after the stream is opened."""

OFFSET_WINDOW_SECONDS = 10.0
"""The device's clock drifts against the kiosk's; what is older no longer counts."""


def device_names() -> tuple[str, ...]:
    """The names of all microphones, each with the sound system's own name for it."""
    return tuple(str(device["name"]) for device in _captures())


class MiniaudioMicrophone:
    """A sound device. One thread reads; the library's own thread fills a bounded queue, which drops its oldest."""

    is_over = False

    def __init__(self, settings: MicrophoneSettings, clock: Callable[[], float] = time.monotonic) -> None:
        device = _found(settings.device)
        self.rate_hz, self.name = settings.rate_hz, str(device["name"]) if device else "default"
        self.dropped_seconds = 0.0
        self._chunk_bytes = settings.chunk_samples * 2
        self._clock = clock
        self._device_hz = _native_rate(device)
        self._resampler = Resampler(self._device_hz, self.rate_hz)
        self._arrived: deque[tuple[int, bytes]] = deque()
        self._most_samples = int(settings.queue_seconds * self._device_hz)
        self._waiting_samples, self._heard_samples = 0, 0
        self._ready = Condition()
        self._offsets: deque[tuple[float, float]] = deque()
        self._last_arrival = clock()
        self._buffer, self._buffer_at, self._expected = b"", 0.0, 0
        self._stream = self._opened(device)

    def _opened(self, device: dict[str, Any] | None) -> miniaudio.CaptureDevice:
        try:
            stream = miniaudio.CaptureDevice(
                miniaudio.SampleFormat.SIGNED16, 1, self._device_hz, PERIOD_MS,
                device_id=device["id"] if device else None, app_name="kiosk",
            )  # fmt: skip
            receiver = self._receive()
            # The library sends sound only into a generator that already waits for it.
            next(receiver)
            stream.start(receiver)
        except miniaudio.MiniaudioError as error:
            raise refuse("KS0005", self.name, f"the microphone cannot be opened: {error.args[0]}", HINT) from error
        return stream

    def _receive(self) -> Generator[None, bytearray, None]:
        """Runs in the library's thread: stores what came and when, nothing more."""
        while True:
            data = bytes((yield))
            count = len(data) // 2
            now = self._clock()
            with self._ready:
                self._arrived.append((self._heard_samples, data))
                self._heard_samples += count
                self._waiting_samples += count
                self._last_arrival = now
                while self._waiting_samples > self._most_samples:
                    _, oldest = self._arrived.popleft()
                    self._waiting_samples -= len(oldest) // 2
                    self.dropped_seconds += len(oldest) / 2 / self._device_hz
                self._note_offset(now)
                self._ready.notify()

    def _note_offset(self, now: float) -> None:
        """Keeps the smallest delay of late: it is nearest to the truth, others waited somewhere."""
        offset = now - self._heard_samples / self._device_hz
        # Kept ascending: the first is the smallest of the window, and nobody has to search.
        while self._offsets and self._offsets[-1][1] >= offset:
            self._offsets.pop()
        self._offsets.append((now, offset))
        while self._offsets[0][0] < now - OFFSET_WINDOW_SECONDS:
            self._offsets.popleft()

    def read(self, timeout: float) -> AudioChunk | None:
        until = self._clock() + timeout
        while len(self._buffer) < self._chunk_bytes:
            arrived = self._next(until - self._clock())
            if arrived is None:
                return None
            self._append(*arrived)
        samples, self._buffer = self._buffer[: self._chunk_bytes], self._buffer[self._chunk_bytes :]
        at = self._buffer_at
        self._buffer_at += self._chunk_bytes / 2 / self.rate_hz
        return AudioChunk(at, samples, self.rate_hz)

    def _next(self, timeout: float) -> tuple[int, bytes] | None:
        with self._ready:
            if not self._arrived:
                self._ready.wait(max(0.0, timeout))
            if self._arrived:
                position, data = self._arrived.popleft()
                self._waiting_samples -= len(data) // 2
                return position, data
        if self._clock() - self._last_arrival > LOST_AFTER_SECONDS:
            raise refuse("KS0006", self.name, "the microphone has fallen silent: no samples arrive any more", HINT)
        return None

    def _append(self, position: int, data: bytes) -> None:
        # Sound was dropped between: the filter must not join both sides, and time goes on behind the gap.
        if position != self._expected:
            self._resampler = Resampler(self._device_hz, self.rate_hz)
            self._buffer, self._buffer_at = b"", position / self._device_hz
        self._expected = position + len(data) // 2
        sound = np.frombuffer(data, np.int16) / 32768.0
        self._buffer += to_int16(self._resampler.feed(sound)).tobytes()

    def clock_of(self, audio_seconds: float) -> float:
        with self._ready:
            offset = self._offsets[0][1] if self._offsets else self._clock()
        return audio_seconds + offset

    def close(self) -> None:
        self._stream.close()


HINT = "plug it in, or name another under [microphone] device; kiosk doctor lists them"


def _captures() -> list[dict[str, Any]]:
    try:
        devices = miniaudio.Devices()
        return [{**device, "name": _full_name(device, devices.backend)} for device in devices.get_captures()]
    except miniaudio.MiniaudioError as error:
        raise refuse("KS0005", "microphone", f"sound devices cannot be listed: {error.args[0]}", HINT) from error


def _full_name(device: dict[str, Any], backend: str) -> str:
    """Descriptions repeat, as of two equal microphones; the sound system's own names do not."""
    if backend not in ("PulseAudio", "ALSA"):
        return str(device["name"])
    own = bytes(miniaudio.ffi.buffer(device["id"])).partition(b"\0")[0].decode(errors="replace")
    return f"{device['name']} ({own})"


def _found(pattern: str) -> dict[str, Any] | None:
    """The device whose name holds the pattern; None for the system's default."""
    devices = _captures()
    if not devices or all(device["name"] == NULL_DEVICE for device in devices):
        raise refuse("KS0005", "microphone", "no microphone was found", HINT)
    if not pattern:
        return None
    for device in devices:
        if pattern.casefold() in str(device["name"]).casefold():
            return device
    names = ", ".join(str(device["name"]) for device in devices)
    raise refuse("KS0005", "microphone.device", f"no microphone is called '{pattern}'; there are: {names}", HINT)


NULL_DEVICE = "NULL Capture Device"
"""miniaudio's stand-in where a machine has no sound at all."""


def _native_rate(device: dict[str, Any] | None) -> int:
    rates = [int(form["samplerate"]) for form in device["formats"]] if device else []
    return next((rate for rate in rates if rate >= 8000), USUAL_RATE_HZ)
