"""The figure blinks, looks about and nods as people do, and no expression jumps."""

import statistics
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.screen.scene import Phase, Scene
from kiosk.stage.portrait.behaviour import SLOW, Bearing, pose_of
from kiosk.stage.portrait.pose import Pose
from tests.stage.scenes import QUIET_SCENE

FRAME = 1 / 60
MINUTES = 20


def scene(at: float, phase: Phase = Phase.LISTENING, is_hearing: bool = False) -> Scene:
    return replace(QUIET_SCENE, at=at, phase=phase, is_hearing=is_hearing)


def blinks(is_hearing: bool = False) -> list[float]:
    """When the lids begin to close, over many minutes."""
    shut = [pose_of(scene(step / 50, is_hearing=is_hearing)).blink_left for step in range(MINUTES * 60 * 50)]
    return [index / 50 for index, (before, now) in enumerate(pairwise(shut)) if before == 0.0 and now > 0.0]


def test_people_at_rest_blink_fifteen_to_twenty_times_a_minute_and_never_like_a_clock() -> None:
    begun = blinks()
    gaps = [second - first for first, second in pairwise(begun)]
    assert 14 <= len(begun) / MINUTES <= 21
    assert statistics.stdev(gaps) / statistics.mean(gaps) > 0.4
    assert min(gaps) >= 0.25
    assert any(gap < 0.5 for gap in gaps), "now and then a double blink"


def test_who_listens_blinks_less() -> None:
    assert len(blinks(is_hearing=True)) < 0.8 * len(blinks())


def test_a_blink_closes_the_eye_and_closes_faster_than_it_opens() -> None:
    start = next(begin for begin in blinks() if begin > 5)
    lids = [pose_of(scene(start + step / 1000)).blink_left for step in range(-20, 300)]
    closed = lids.index(max(lids))
    assert max(lids) == pytest.approx(1.0, abs=0.01)
    closing, opening = closed - next(i for i, lid in enumerate(lids) if lid > 0.02), 0
    opening = next(i for i, lid in enumerate(lids[closed:]) if lid < 0.02)
    assert closing < opening < 260


def test_eyes_rest_and_jump() -> None:
    """Most of the time they are still; when they move they are there within three frames."""
    looks = [pose_of(scene(step * FRAME)).gaze_x for step in range(60 * 60)]
    steps = [abs(after - before) for before, after in pairwise(looks)]
    moving = [step > 0.002 for step in steps]
    assert 0.02 < sum(moving) / len(moving) < 0.2
    longest = run = 0
    for is_moving in moving:
        run = run + 1 if is_moving else 0
        longest = max(longest, run)
    assert longest <= 3


def test_only_who_speaks_looks_away() -> None:
    listening = [abs(pose_of(scene(step / 10)).gaze_x) for step in range(6000)]
    speaking = [abs(pose_of(scene(step / 10, Phase.ANSWERING)).gaze_x) for step in range(6000)]
    assert max(listening) < 0.15
    assert 0.08 < sum(look > 0.3 for look in speaking) / len(speaking) < 0.4


def test_the_figure_nods_while_it_is_spoken_to_and_only_then() -> None:
    heard = [pose_of(scene(step / 20, is_hearing=True)).pitch for step in range(1200)]
    quiet = [pose_of(scene(step / 20)).pitch for step in range(1200)]
    assert max(heard) > 0.4
    assert max(quiet) < 0.2


@pytest.mark.parametrize("after", [phase for phase in Phase if phase is not Phase.GREETING])
def test_no_expression_jumps_when_the_phase_changes(after: Phase) -> None:
    bearing = Bearing()
    for step in range(60):
        last = bearing.pose(scene(3 + step * FRAME, Phase.GREETING))
    for step in range(60, 120):
        now = bearing.pose(scene(3 + step * FRAME, after))
        for name in SLOW - {"gaze_x", "gaze_y"}:
            assert abs(getattr(now, name) - getattr(last, name)) < 0.08, name
        last = now
    assert now.smile == pytest.approx(pose_of(scene(3 + 119 * FRAME, after)).smile, abs=0.05)


@given(st.floats(0, 1e6), st.sampled_from(list(Phase)), st.booleans())
def test_the_same_moment_gives_the_same_pose_within_its_bounds(at: float, phase: Phase, is_hearing: bool) -> None:
    pose = pose_of(scene(at, phase, is_hearing))
    assert pose == pose_of(scene(at, phase, is_hearing))
    signed = {"gaze_x", "gaze_y", "yaw", "pitch", "roll"}
    moved = [one for one in fields(Pose) if one.name != "take"]
    assert all((-1.0 if one.name in signed else 0.0) <= getattr(pose, one.name) <= 1.0 for one in moved)


def test_a_picture_drawn_out_of_order_is_not_eased_from_another_time() -> None:
    bearing = Bearing()
    bearing.pose(scene(100.0, Phase.GREETING))
    assert bearing.pose(scene(7.0)) == pose_of(scene(7.0))
