"""What the camera runs with: where pictures come from, how faces are found, and when somebody is there."""

from dataclasses import dataclass

from kiosk.app.config.config import Config, one_of
from kiosk.app.wiring.installed_models import Installed
from kiosk.domain.sensing.presence import PresenceRules
from kiosk.senses.settings import CameraSettings, FaceSettings


@dataclass(frozen=True, slots=True)
class CameraSetup:
    """Handed to the camera worker as it starts."""

    settings: CameraSettings
    faces: FaceSettings
    presence: PresenceRules
    is_rehearsal: bool = False
    """Sees what the rehearsal shows it, and no device."""


def camera_setup(config: Config, models: Installed) -> CameraSetup:
    section = config.section("camera")
    return CameraSetup(
        settings=CameraSettings(section["source"], rate_hz=section["rate_hz"], rotation=section["rotation_degrees"]),
        faces=FaceSettings(
            centerface=models.file("centerface"),
            yunet=models.file("yunet"),
            blazeface=models.file("blazeface-full-range"),
            detector=one_of(config, "camera", "detector", ("auto", "centerface", "yunet", "blazeface")),
            detect_width=section["detect_width_pixels"],
            fov_degrees=section["view_degrees"],
        ),
        presence=PresenceRules(**config.section("presence")),
    )
