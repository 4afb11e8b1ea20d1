"""Settings of the voice: which device, how loud, how late."""

from dataclasses import dataclass

OFF = "off"
"""The device name that means captions only."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How speech reaches the loudspeaker."""

    device: str = ""
    """Part of the device's name, in any case; empty: the system's default; off: captions only."""

    volume_percent: int = 70
    latency_ms: int = 40
    """How much sound the device is given ahead; what is heard lags the samples by as much."""

    rate_hz: int = 48000
