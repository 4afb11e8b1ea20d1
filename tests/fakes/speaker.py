"""A loudspeaker that plays by a clock turned by hand, and can be unplugged."""

from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.voice.trouble import VoiceError
from tests.fakes.clock import Clock


class FakeSpeaker:
    """What is started is heard `latency` seconds later."""

    rate_hz = 8000

    def __init__(self, clock: Clock, latency: float = 0.04) -> None:
        self.started: list[Speech] = []
        self.stops: list[float] = []
        self.volumes: list[int] = []
        self.is_unplugged = False
        self.is_closed = False
        self._clock = clock
        self._latency = latency
        self._from: float | None = None

    def start(self, speech: Speech) -> None:
        self._check()
        self.started.append(speech)
        self._from = self._clock() + self._latency

    def stop(self) -> None:
        self.stops.append(self._clock())
        self._from = None

    def position(self) -> float | None:
        self._check()
        if self._from is None or not 0.0 <= self._clock() - self._from < self.started[-1].seconds:
            return None
        return self._clock() - self._from

    def is_playing(self) -> bool:
        self._check()
        return self._from is not None and self._clock() - self._from < self.started[-1].seconds

    def set_volume(self, percent: int) -> None:
        self.volumes.append(percent)

    def close(self) -> None:
        self.is_closed = True

    def _check(self) -> None:
        if self.is_unplugged:
            raise VoiceError(Problem("KV0007", "fake", "no longer takes sound"))
