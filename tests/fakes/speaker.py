"""A loudspeaker that plays by a clock turned by hand, and can be unplugged."""

from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError
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
        self._held_at: float | None = None

    def start(self, speech: Speech) -> None:
        self._check()
        self.started.append(speech)
        self._from = self._clock() + self._latency
        self._held_at = None

    def stop(self) -> None:
        self.stops.append(self._clock())
        self._from = None

    def hold(self) -> None:
        if self._from is not None:
            self._held_at = self._clock()

    def go_on(self) -> None:
        if self._from is not None and self._held_at is not None:
            self._from += self._clock() - self._held_at
        self._held_at = None

    def position(self) -> float | None:
        self._check()
        position = self._reached()
        return position if position is not None and 0.0 <= position < self.started[-1].seconds else None

    def is_playing(self) -> bool:
        self._check()
        position = self._reached()
        return position is not None and position < self.started[-1].seconds

    def _reached(self) -> float | None:
        if self._from is None:
            return None
        return (self._clock() if self._held_at is None else self._held_at) - self._from

    def set_volume(self, percent: int) -> None:
        self.volumes.append(percent)

    def close(self) -> None:
        self.is_closed = True

    def _check(self) -> None:
        if self.is_unplugged:
            raise VoiceError(Problem("KV0007", "fake", "no longer takes sound"))
