"""How the senses are set: camera, faces, microphone, voice activity and recognizers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """Where pictures come from."""

    source: int | str = "auto"
    """auto, an index, a device such as /dev/video0, a stream's URL, a picture or a video file."""

    width: int = 640
    """Asked of a live camera; it may give another."""

    rate_hz: float = 8.0
    rotation: int = 0
    """Degrees clockwise by which the picture must be turned to stand upright: 0, 90, 180 or 270."""


@dataclass(frozen=True, slots=True)
class FaceSettings:
    """How faces are found, and the files of the detectors that are installed."""

    yunet: Path | None = None
    blazeface: Path | None = None
    centerface: Path | None = None
    detector: str = "auto"
    """centerface, yunet or blazeface; auto, and where that one is not installed: the best of those that are."""

    detect_width: int = 640
    """Faces are sought on pictures no wider than this, or than suits the detector."""

    is_hurried: bool = False
    """Somebody waits for what is seen: on a busy machine rather less far than late."""

    fov_degrees: float = 60.0
    """The angle that the camera sees across the long side of its picture."""

    @property
    def models(self) -> Mapping[str, Path | None]:
        """The files by the detectors' names."""
        return {"centerface": self.centerface, "yunet": self.yunet, "blazeface": self.blazeface}


@dataclass(frozen=True, slots=True)
class MicrophoneSettings:
    """Where sound comes from."""

    device: str = ""
    """Part of the device's name, in any case; empty: the system's default."""

    rate_hz: int = 16000
    chunk_ms: int = 32
    """What Silero's detector takes at a time."""

    queue_seconds: float = 4.0
    """Sound that nobody fetches in time; the oldest is dropped."""

    @property
    def chunk_samples(self) -> int:
        return self.rate_hz * self.chunk_ms // 1000


@dataclass(frozen=True, slots=True)
class VadSettings:
    """What counts as voice."""

    detector: str = "auto"
    """silero (auto), webrtc or energy."""

    voice_begins: float = 0.5
    """How likely Silero's model must find voice, and to take it for going on."""

    voice_goes_on: float = 0.35
    margin_db: float = 3.0
    """Voice must be this much louder than the noise that is always there; the model tells the two apart itself."""

    aggressiveness: int = 3
    """WebRTC's scale: 0 lets most through, 3 least."""

    webrtc_margin_db: float = 6.0
    energy_margin_db: float = 9.0


@dataclass(frozen=True, slots=True)
class RecognizerSettings:
    """Which recognizer hears which language; folders by language such as en or ko."""

    recognizer: str = "auto"
    """auto (Vosk first), vosk, moonshine or whisper."""

    vosk: Mapping[str, Path] = field(default_factory=dict)
    moonshine: Mapping[str, Path] = field(default_factory=dict)
    whisper: Mapping[str, Path] = field(default_factory=dict)
    second_pass: bool = True
    """Whether Whisper hears once more what another one heard in noise, where its model is installed."""
