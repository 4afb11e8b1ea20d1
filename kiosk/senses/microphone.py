"""What a microphone promises."""

from typing import Protocol

from kiosk.domain.audio import AudioChunk


class Microphone(Protocol):
    """Gives mono sound in chunks of one length. Raises SensesError when the device is lost."""

    @property
    def rate_hz(self) -> int: ...

    @property
    def is_over(self) -> bool:
        """A recording has been read to its end; never true of a device."""
        ...

    def read(self, timeout: float) -> AudioChunk | None:
        """The next chunk; None where none came in `timeout` seconds or none will."""
        ...

    def clock_of(self, audio_seconds: float) -> float:
        """When, on the kiosk's clock, the sound at this audio time was in the air."""
        ...

    def close(self) -> None: ...
