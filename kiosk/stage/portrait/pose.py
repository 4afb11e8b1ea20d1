"""The pose of a portrait: lips, eyes, brows, head and breath at one moment."""

from dataclasses import dataclass

from kiosk.domain.screen.scene import Clip, Phase


@dataclass(frozen=True, slots=True)
class Take:
    """What a filmed figure needs to know of the moment; drawn ones do not look at it."""

    at: float = 0.0
    """Seconds on the kiosk's clock."""

    phase: Phase = Phase.ATTRACT
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """Everything that can move; 0 is at rest."""

    jaw: float = 0.0
    """The eight lip parameters mean what they mean in the domain's MouthShape, each 0 to 1."""

    wide: float = 0.0
    round: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    tuck: float = 0.0
    press: float = 0.0
    tongue: float = 0.0

    blink_left: float = 0.0
    """The lids of the eye on the left of the screen: 0 open, 1 closed."""

    blink_right: float = 0.0

    gaze_x: float = 0.0
    """Where the eyes look on screen: −1 left to 1 right."""

    gaze_y: float = 0.0
    """−1 up to 1 down."""

    brow_raise: float = 0.0
    brow_frown: float = 0.0

    yaw: float = 0.0
    """The head turns, −1 to the left of the screen, 1 to its right."""

    pitch: float = 0.0
    """The head nods, −1 up, 1 down."""

    roll: float = 0.0
    """The head tilts, 1 clockwise."""

    breath: float = 0.0
    """0 breathed out, 1 breathed in."""

    smile: float = 0.0
    take: Take = Take()
