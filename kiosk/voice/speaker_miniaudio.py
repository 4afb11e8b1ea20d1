"""The loudspeaker through miniaudio: PulseAudio, ALSA, JACK, WASAPI or Core Audio."""

import logging
from collections.abc import Callable, Generator
from typing import Any

import miniaudio
import numpy as np

from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.sound.playing import Feed
from kiosk.sound.resampling import resampled
from kiosk.voice.errors import VoiceError
from kiosk.voice.settings import VoiceSettings

LOST_SECONDS = 3.0
"""A device that asks for nothing so long is gone; right after opening it may stall for up to two seconds."""

logger = logging.getLogger(__name__)


class DeviceSpeaker:
    """A stream that is opened once and fed with silence between speeches."""

    def __init__(self, settings: VoiceSettings, clock: Callable[[], float]) -> None:
        self.rate_hz = settings.rate_hz
        self.feed = Feed(settings.rate_hz, settings.latency_ms / 1000, clock)
        self.feed.set_volume(settings.volume_percent)
        self._clock = clock
        self._where = settings.device or "default loudspeaker"
        self._is_stopped = False
        try:
            # The list of devices owns the memory of their ids.
            self._devices = miniaudio.Devices()
            device_id = _chosen(self._devices.get_playbacks(), settings.device)
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                1,
                settings.rate_hz,
                settings.latency_ms,
                device_id,
                app_name="kiosk",
            )
            # Where no sound system runs miniaudio opens a stand-in that plays into nothing.
            if self._device.backend == "Null":
                raise VoiceError(Problem("KV0006", self._where, "no sound system runs", "see: kiosk doctor"))
            self._device.stop_callback = self._stopped
            source = _blocks(self.feed)
            # The library asks only a generator that already waits for it.
            next(source)
            self._device.start(source)
        except miniaudio.MiniaudioError as reason:
            what, hint = f"cannot be opened: {reason}", "plug one in, or name another under [voice] device"
            raise VoiceError(Problem("KV0006", self._where, what, hint)) from reason
        logger.info("loudspeaker open through %s at %s Hz", self._device.backend, settings.rate_hz)

    def start(self, speech: Speech) -> None:
        self._check()
        self.feed.begin(np.frombuffer(resampled(speech, self.rate_hz).samples, np.int16))

    def stop(self) -> None:
        self.feed.cut()

    def hold(self) -> None:
        self.feed.hold()

    def go_on(self) -> None:
        self.feed.go_on()

    def position(self) -> float | None:
        self._check()
        return self.feed.position()

    def is_playing(self) -> bool:
        self._check()
        return self.feed.is_playing()

    def set_volume(self, percent: int) -> None:
        self.feed.set_volume(percent)

    def close(self) -> None:
        self._device.close()

    def _stopped(self) -> None:
        self._is_stopped = True

    def _check(self) -> None:
        if self._is_stopped or self._clock() - self.feed.asked_at > LOST_SECONDS:
            raise VoiceError(Problem("KV0007", self._where, "no longer takes sound", "is it plugged in?"))


def _blocks(feed: Feed) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield feed.take(frames)


def _chosen(devices: list[dict[str, Any]], pattern: str) -> Any:
    """The id of the first device whose name holds the pattern; None means the system's default."""
    if not pattern:
        return None
    for device in devices:
        if pattern.lower() in device["name"].lower():
            return device["id"]
    names = ", ".join(device["name"] for device in devices) or "none"
    raise VoiceError(Problem("KV0006", f"loudspeaker '{pattern}'", "is not there", f"there are: {names}"))
