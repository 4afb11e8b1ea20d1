"""What every loudspeaker promises, and the one that cannot be heard."""

from collections.abc import Callable
from typing import Protocol

from kiosk.domain.audio import Speech


class Speaker(Protocol):
    """Plays one speech at a time on a stream that is always open. One thread owns it.

    `start`, `position` and `is_playing` raise VoiceError when the device is lost; nothing else does.
    """

    @property
    def rate_hz(self) -> int:
        """The rate at which `start` takes speeches without resampling them."""

    def start(self, speech: Speech) -> None:
        """Begins a speech in place of the one that plays."""

    def stop(self) -> None:
        """Fades out within 100 ms. Never fails."""

    def hold(self) -> None:
        """Lets the speech stand still within 100 ms; its position with it. Never fails."""

    def go_on(self) -> None:
        """Goes on where the speech was held. Never fails."""

    def position(self) -> float | None:
        """Seconds into the speech of the sample being heard now; None before the first and after the last."""

    def is_playing(self) -> bool:
        """From `start` until the last sample has been heard."""

    def set_volume(self, percent: int) -> None: ...

    def close(self) -> None: ...


class SilentSpeaker:
    """No device: the same timing by the clock alone, so that captions and lips go on."""

    def __init__(self, rate_hz: int, clock: Callable[[], float]) -> None:
        self.rate_hz = rate_hz
        self._clock = clock
        self._begun = 0.0
        self._seconds = 0.0
        self._held_at: float | None = None

    def start(self, speech: Speech) -> None:
        self.resume(speech, 0.0)

    def resume(self, speech: Speech, position: float) -> None:
        """Goes on with a speech whose device was lost at `position`."""
        self._begun = self._clock() - position
        self._seconds = speech.seconds
        self._held_at = None

    def stop(self) -> None:
        self._seconds = 0.0
        self._held_at = None

    def hold(self) -> None:
        self._held_at = self.position()

    def go_on(self) -> None:
        if self._held_at is not None:
            self._begun = self._clock() - self._held_at
            self._held_at = None

    def position(self) -> float | None:
        position = self._clock() - self._begun if self._held_at is None else self._held_at
        return position if position < self._seconds else None

    def is_playing(self) -> bool:
        return self.position() is not None

    def set_volume(self, percent: int) -> None:
        pass

    def close(self) -> None:
        self.stop()
