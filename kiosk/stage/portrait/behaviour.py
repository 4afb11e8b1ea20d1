"""How the figure holds itself: blinks, glances, breath and nods, from the time and the scene alone.

Blinks come at intervals spread like those of people at rest (log-normal, 15 to 20 a minute, fewer while listening:
Bentivoglio et al., Analysis of blink rate patterns in normal subjects, 1997); eyes jump from fixation to fixation, and
who speaks looks away now and then (Kendon, Some functions of gaze-direction in social interaction, 1967).
"""

import math
from bisect import bisect_right
from dataclasses import fields, replace
from functools import lru_cache

from kiosk.domain.screen.scene import Phase, Scene
from kiosk.domain.viseme import REST
from kiosk.stage.portrait.pose import Pose, Take
from kiosk.stage.portrait.stress import is_stressed

BREATH_SECONDS = 4.6
BLOCK_SECONDS = 60.0
"""Blinks, fixations and nods are laid down for a minute at a time."""

BLINK_MEDIAN_SECONDS, BLINK_SPREAD, SHORTEST_BLINK_GAP = 3.0, 0.5, 0.7
CLOSING_SECONDS, CLOSED_SECONDS, OPENING_SECONDS = 0.075, 0.03, 0.17
BLINK_SECONDS = CLOSING_SECONDS + CLOSED_SECONDS + OPENING_SECONDS
DOUBLE_SHARE, DOUBLE_AFTER_SECONDS = 0.12, 0.33
ATTENTIVE_SHARE = 0.65
"""So many of the blinks are left while somebody is listened to."""

FIXATION_MEDIAN_SECONDS, FIXATION_SPREAD, SHORTEST_FIXATION = 1.3, 0.5, 0.35
SACCADE_SECONDS = 0.035
"""A small jump of the eyes: 21 ms and 2.2 ms a degree (the main sequence of saccades)."""

GLANCE = (0.10, 0.06)
AWAY_SHARE, AWAY = 0.22, (0.42, 0.12)
"""In speech so many fixations are beside the visitor, and so far."""

NOD_MEDIAN_SECONDS, NOD_SPREAD, SHORTEST_NOD_GAP, NOD_SECONDS = 5.0, 0.35, 2.5, 0.9

STRESS, SPEECH_BROWS = 0.6, 0.08
"""How far the brows are raised on stressed words, and on the others."""

SMILES = {Phase.GREETING: 0.6, Phase.FAREWELL: 0.6, Phase.LISTENING: 0.35, Phase.THINKING: 0.1}
CALM_SMILE = 0.25
SLOW = frozenset({"gaze_x", "gaze_y", "brow_raise", "brow_frown", "yaw", "pitch", "roll", "smile"})
EASE_SECONDS = {"gaze_x": 0.03, "gaze_y": 0.03, "brow_raise": 0.09}
EASE_OTHERS_SECONDS = 0.22
"""How long an expression takes to come and go."""


class Bearing:
    """Remembers the last pose, so that no expression jumps when the phase changes."""

    def __init__(self) -> None:
        self._last: Pose | None = None
        self._at = 0.0

    def pose(self, scene: Scene) -> Pose:
        """The figure at this moment, on its way from where it was."""
        target = pose_of(scene)
        passed = scene.at - self._at
        # After a longer gap, or a clock set back, there is nothing to come from.
        if self._last is not None and 0.0 <= passed < 1.0:
            target = eased(self._last, target, passed)
        self._last, self._at = target, scene.at
        return target


def eased(last: Pose, target: Pose, seconds: float) -> Pose:
    """The slow parts of the pose that much later; lips, lids and breath are where they are wanted."""
    changed = {}
    for name in SLOW:
        share = 1.0 - math.exp(-seconds / EASE_SECONDS.get(name, EASE_OTHERS_SECONDS))
        before = getattr(last, name)
        changed[name] = before + (getattr(target, name) - before) * share
    return replace(target, **changed)


def pose_of(scene: Scene) -> Pose:
    """The whole figure at one moment; the same scene gives the same pose."""
    at, mouth = scene.at, scene.mouth
    glance_x, glance_y = _glance(at, scene.phase is Phase.ANSWERING)
    gaze_x, gaze_y = scene.gaze
    sway = math.sin(at * 0.43) * 0.35 + math.sin(at * 0.29 + 1.0) * 0.25
    blink = _blink(at, scene.is_hearing)
    return Pose(
        **{one.name: getattr(mouth, one.name) for one in fields(mouth)},
        blink_left=blink,
        blink_right=blink,
        gaze_x=_bounded(gaze_x * 0.8 + glance_x),
        gaze_y=_bounded(gaze_y * 0.5 + glance_y),
        brow_raise=_brows(scene),
        brow_frown=0.3 if scene.phase is Phase.THINKING else 0.0,
        yaw=_bounded(gaze_x * 0.35 + glance_x * 0.4 + sway * 0.3),
        pitch=_bounded(_nod(scene) + math.sin(at * 0.37) * 0.12),
        roll=_bounded(math.sin(at * 0.31 + 2.0) * 0.25 + (0.25 if scene.is_hearing else 0.0)),
        breath=0.5 - 0.5 * math.cos(at * 2 * math.pi / BREATH_SECONDS),
        smile=SMILES.get(scene.phase, CALM_SMILE),
        take=Take(at, scene.phase, scene.clip),
    )


def _blink(at: float, is_attentive: bool) -> float:
    """0 open, 1 closed: closing is quicker than opening."""
    # A blink may have begun in the minute before.
    near = (*_blinks(_block(at) - 1), *_blinks(_block(at)))
    begun = [begins for begins in near if at - BLINK_SECONDS <= begins <= at]
    if not begun or (is_attentive and _chance(int(begun[0] * 1000)) > ATTENTIVE_SHARE):
        return 0.0
    since = at - begun[0]
    if since < CLOSING_SECONDS:
        return _smooth(since / CLOSING_SECONDS)
    return 1.0 - _smooth((since - CLOSING_SECONDS - CLOSED_SECONDS) / OPENING_SECONDS)


@lru_cache(maxsize=4)
def _blinks(block: int) -> tuple[float, ...]:
    """When blinks begin in a minute, doubles among them."""
    found: list[float] = []
    for number, begins in enumerate(_moments(block, 1, (BLINK_MEDIAN_SECONDS, BLINK_SPREAD, SHORTEST_BLINK_GAP))):
        is_double = _chance(block * 977 + number * 31 + 5) < DOUBLE_SHARE
        found += [begins, begins + DOUBLE_AFTER_SECONDS] if is_double else [begins]
    return tuple(found)


def _glance(at: float, is_speaking: bool) -> tuple[float, float]:
    """Where the eyes rest for a moment beside where they look; they jump there."""
    block = _block(at)
    starts = _fixations(block)
    index = bisect_right(starts, at) - 1
    here = _rest(block, index, is_speaking)
    share = _smooth((at - starts[index]) / SACCADE_SECONDS) if index >= 0 else 1.0
    before = _rest(block, index - 1, is_speaking)
    return before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share


def _rest(block: int, index: int, is_speaking: bool) -> tuple[float, float]:
    if index < 0:
        return 0.0, 0.0
    seed = block * 613 + index * 7
    x, y = (_chance(seed) - 0.5) * 2, (_chance(seed + 1) - 0.5) * 2
    if is_speaking and _chance(seed + 2) < AWAY_SHARE:
        return math.copysign(AWAY[0], x), AWAY[1] * y
    return x * GLANCE[0], y * GLANCE[1]


@lru_cache(maxsize=4)
def _fixations(block: int) -> tuple[float, ...]:
    return _moments(block, 2, (FIXATION_MEDIAN_SECONDS, FIXATION_SPREAD, SHORTEST_FIXATION))


def _brows(scene: Scene) -> float:
    """Up on stressed words, and a little while somebody is listened to."""
    if scene.mouth != REST:
        return STRESS if is_stressed(scene.caption) else SPEECH_BROWS
    return 0.35 if scene.is_hearing else 0.0


def _nod(scene: Scene) -> float:
    """While it listens the figure nods now and then."""
    if scene.phase is not Phase.LISTENING or not scene.is_hearing:
        return 0.0
    moments = _nods(_block(scene.at))
    index = bisect_right(moments, scene.at) - 1
    share = (scene.at - moments[index]) / NOD_SECONDS if index >= 0 else 1.0
    return 0.5 * math.sin(share * math.pi) if share < 1.0 else 0.0


@lru_cache(maxsize=4)
def _nods(block: int) -> tuple[float, ...]:
    return _moments(block, 3, (NOD_MEDIAN_SECONDS, NOD_SPREAD, SHORTEST_NOD_GAP))


def _moments(block: int, kind: int, rule: tuple[float, float, float]) -> tuple[float, ...]:
    """Moments of a minute at log-normal intervals: median, spread of the logarithm, and the shortest."""
    median, spread, shortest = rule
    at, number = block * BLOCK_SECONDS, 0
    found: list[float] = []
    while True:
        seed = block * 4001 + kind * 131 + number * 2
        first, second = max(1e-6, _chance(seed)), _chance(seed + 1)
        normal = math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)
        at += max(shortest, median * math.exp(spread * normal))
        # None runs into the next minute, which is laid down by itself.
        if at >= (block + 1) * BLOCK_SECONDS - BLINK_SECONDS - DOUBLE_AFTER_SECONDS:
            return tuple(found)
        found.append(at)
        number += 1


def _block(at: float) -> int:
    return math.floor(at / BLOCK_SECONDS)


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)


def _chance(number: int) -> float:
    """An even spread between 0 and 1 that depends on the number alone (an integer hash)."""
    number &= 0xFFFFFFFF
    number = ((number ^ (number >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    number = ((number ^ (number >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return ((number ^ (number >> 16)) & 0xFFFFFF) / 0xFFFFFF


def _bounded(value: float) -> float:
    return max(-1.0, min(1.0, value))
