"""How the figure holds itself: blinks, glances, breath and nods, from the time and the scene alone."""

import math

from kiosk.domain.scene import Phase, Scene
from kiosk.stage.portrait.pose import Pose

BREATH_SECONDS = 4.6
BLINK_SECONDS = 0.26
BLINK_PERIOD_SECONDS = 3.7
"""One blink falls somewhere into every period: about sixteen a minute, as people at rest blink."""

GLANCE_SECONDS = 1.9
NOD_SECONDS = 5.5


def pose_of(scene: Scene) -> Pose:
    """The whole figure at one moment; the same scene gives the same pose."""
    at, mouth = scene.at, scene.mouth
    glance_x, glance_y = _glance(at)
    gaze_x, gaze_y = scene.gaze
    sway = math.sin(at * 0.43) * 0.35 + math.sin(at * 0.29 + 1.0) * 0.25
    blink = _blink(at)
    return Pose(
        jaw=mouth.jaw,
        wide=mouth.wide,
        round=mouth.round,
        upper=mouth.upper,
        lower=mouth.lower,
        tuck=mouth.tuck,
        press=mouth.press,
        tongue=mouth.tongue,
        blink_left=blink,
        blink_right=blink,
        gaze_x=_bounded(gaze_x * 0.8 + glance_x),
        gaze_y=_bounded(gaze_y * 0.5 + glance_y),
        brow_raise=_brows(scene),
        brow_frown=0.25 if scene.phase is Phase.THINKING else 0.0,
        yaw=_bounded(gaze_x * 0.35 + sway * 0.3),
        pitch=_bounded(_nod(scene) + math.sin(at * 0.37) * 0.12),
        roll=_bounded(math.sin(at * 0.31 + 2.0) * 0.25),
        breath=0.5 - 0.5 * math.cos(at * 2 * math.pi / BREATH_SECONDS),
        smile=0.6 if scene.phase in (Phase.GREETING, Phase.FAREWELL) else 0.25,
    )


def _blink(at: float) -> float:
    """0 open, 1 closed: closing is quicker than opening."""
    period = math.floor(at / BLINK_PERIOD_SECONDS)
    begins = period * BLINK_PERIOD_SECONDS + _chance(period) * (BLINK_PERIOD_SECONDS - BLINK_SECONDS)
    share = (at - begins) / BLINK_SECONDS
    if not 0.0 <= share <= 1.0:
        return 0.0
    return share / 0.35 if share < 0.35 else (1.0 - share) / 0.65


def _glance(at: float) -> tuple[float, float]:
    """Small jumps of the eyes around where they look."""
    period = math.floor(at / GLANCE_SECONDS)
    return (_chance(period * 2) - 0.5) * 0.16, (_chance(period * 2 + 1) - 0.5) * 0.1


def _brows(scene: Scene) -> float:
    if scene.phase is Phase.ANSWERING:
        return 0.25 * scene.mouth.jaw
    return 0.35 if scene.is_hearing else 0.0


def _nod(scene: Scene) -> float:
    """While it listens the figure nods now and then."""
    if scene.phase is not Phase.LISTENING or not scene.is_hearing:
        return 0.0
    share = (scene.at % NOD_SECONDS) / 0.9
    return 0.5 * math.sin(share * math.pi) if share < 1.0 else 0.0


def _chance(number: int) -> float:
    """An even spread between 0 and 1 that depends on the number alone (an integer hash)."""
    number = (number ^ 61) ^ (number >> 16)
    number = (number * 0x27D4EB2D) & 0xFFFFFFFF
    number ^= number >> 15
    return (number & 0xFFFF) / 0xFFFF


def _bounded(value: float) -> float:
    return max(-1.0, min(1.0, value))
