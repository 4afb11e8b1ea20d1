"""The presence gate."""

import math
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sensing.presence import Face, Presence, PresenceRules, Sighting, gaze_towards, nearest, observe

RULES = PresenceRules()
RATE_HZ = 8.0


def sighting(at: float, *distances: float | None) -> Sighting:
    faces = [Face(300, 200, 200 / (distance or 1.0), 200 / (distance or 1.0), 1.0, distance) for distance in distances]
    return Sighting(at, faces, 640, 480)


def played(distances: Sequence[float | None], rules: PresenceRules = RULES) -> list[Presence]:
    """The gate after each frame; None stands for a frame without a face."""
    now, states = Presence(), []
    for index, distance in enumerate(distances):
        at = index / RATE_HZ
        now = observe(now, sighting(at) if distance is None else sighting(at, distance), rules)
        states.append(now)
    return states


def frames(seconds: float, distance: float | None) -> list[float | None]:
    return [distance] * round(seconds * RATE_HZ)


def test_somebody_who_stays_near_arrives_after_the_dwell_and_not_before() -> None:
    states = played(frames(2.0, 1.2))
    arrived = next(index for index, state in enumerate(states) if state.is_present) / RATE_HZ
    assert RULES.dwell_seconds <= arrived <= RULES.dwell_seconds + 1 / RATE_HZ


def test_a_passer_by_who_is_near_for_half_a_second_does_not_wake_the_figure() -> None:
    assert not any(state.is_present for state in played(frames(0.5, 1.2) + frames(3.0, None)))


def test_somebody_who_stays_far_away_does_not_wake_the_figure() -> None:
    assert not any(state.is_present for state in played(frames(60.0, 2.4)))


def test_a_visitor_who_steps_back_a_little_stays() -> None:
    assert played(frames(2.0, 1.2) + frames(20.0, 2.4))[-1].is_present


def test_a_visitor_who_steps_back_beyond_the_outer_line_leaves_after_the_absence() -> None:
    states = played(frames(2.0, 1.2) + frames(6.0, 3.5))
    gone = next(index for index, state in enumerate(states) if index > 16 and not state.is_present) / RATE_HZ
    assert abs(gone - 2.0 - RULES.absence_seconds) <= 2 / RATE_HZ


def test_a_face_that_is_lost_for_a_moment_does_not_restart_the_dwell() -> None:
    states = played(frames(0.5, 1.2) + frames(0.25, None) + frames(0.25, 1.2))
    assert states[-1].is_present


def test_a_face_whose_distance_is_unknown_counts_as_near() -> None:
    now = Presence()
    for index in range(10):
        face = Face(10, 10, 40, 40, 1.0, None)
        now = observe(now, Sighting(index / RATE_HZ, [face], 640, 480), RULES)
    assert now.is_present


@given(st.lists(st.sampled_from([None, 0.5, 1.7, 2.2, 4.0]), max_size=200))
def test_whoever_comes_and_goes_the_figure_wakes_only_for_the_near_and_sleeps_only_after_the_absence(
    distances: list[float | None],
) -> None:
    before, near_at = False, -99.0
    for index, state in enumerate(played(distances)):
        at, distance = index / RATE_HZ, distances[index]
        if distance is not None and distance <= RULES.arrive_within_m:
            near_at = at
        if state.is_present and not before:
            assert near_at == at
        if before and not state.is_present:
            assert at - near_at >= RULES.absence_seconds
        before = state.is_present


@given(st.floats(-50, 700), st.floats(-50, 500), st.floats(1, 300))
def test_the_gaze_never_leaves_its_range(x: float, y: float, width: float) -> None:
    across, down = gaze_towards(Face(x, y, width, width), Sighting(0.0, [], 640, 480))
    assert -1 <= across <= 1
    assert -1 <= down <= 1


def test_the_gaze_follows_the_nearest_of_several_faces() -> None:
    near, far = Face(500, 200, 120, 150, 1.0, 1.0), Face(10, 200, 40, 50, 1.0, 3.0)
    seen = Sighting(0.0, [far, near], 640, 480)
    assert nearest(seen.faces) == near
    assert observe(Presence(), seen, RULES).gaze[0] > 0.5


FOCAL = 640 / 2 / math.tan(math.radians(30))


def at_place(across_m: float, away_m: float, is_facing: bool = True) -> Face:
    """Somebody who stands there, as a camera of 60 degrees sees them."""
    width = FOCAL * 0.15 / away_m
    middle = 320 + FOCAL * across_m / away_m
    return Face(middle - width / 2, 180, width, width * 1.3, 1.0, away_m, is_facing)


def walked(*tracks: Callable[[float], Face | None], seconds: float) -> list[Presence]:
    """The gate while people go their ways, each told by a function of the time."""
    now, states = Presence(), []
    for index in range(round(seconds * RATE_HZ)):
        at = index / RATE_HZ
        faces = [face for track in tracks if (face := track(at)) is not None and 0 <= face.x <= 640 - face.width]
        now = observe(now, Sighting(at, faces, 640, 480), RULES)
        states.append(now)
    return states


def passing(away_m: float, delay: float = 0.0, pace: float = 1.2) -> Callable[[float], Face]:
    return lambda at: at_place(-3.0 + pace * (at - delay), away_m)


def test_a_crowd_that_passes_at_three_metres_opens_no_visit() -> None:
    crowd = [passing(3.0, delay=0.4 * number) for number in range(12)]
    assert not any(state.is_present for state in walked(*crowd, seconds=12.0))


def test_whoever_walks_past_near_the_screen_and_looks_at_it_opens_no_visit() -> None:
    assert not any(state.is_present for state in walked(passing(1.6), seconds=6.0))


def test_a_crowd_that_streams_past_near_the_screen_opens_no_visit() -> None:
    crowd = [passing(1.6, delay=0.4 * number) for number in range(12)]
    assert not any(state.is_present for state in walked(*crowd, seconds=12.0))


def test_somebody_who_stops_while_a_crowd_passes_opens_a_visit() -> None:
    crowd = [passing(3.0, delay=0.4 * number) for number in range(12)]
    states = walked(*crowd, lambda at: at_place(min(0.2, -3.0 + at), 1.5), seconds=6.0)
    arrived = next(index for index, state in enumerate(states) if state.is_present) / RATE_HZ
    assert 3.2 + RULES.dwell_seconds - 0.5 <= arrived <= 3.2 + RULES.dwell_seconds + 0.5


def test_somebody_who_stays_in_front_is_not_overlooked_because_others_pass_nearer() -> None:
    crowd = [passing(1.2, delay=0.6 * number - 3.0) for number in range(12)]
    states = walked(lambda at: at_place(0.3, 1.7), *crowd, seconds=2.0)
    assert states[-1].is_present


def test_somebody_who_comes_straight_up_to_the_screen_is_greeted_on_arrival() -> None:
    states = walked(lambda at: at_place(0.0, max(0.8, 4.0 - at)), seconds=5.0)
    arrived = next(index for index, state in enumerate(states) if state.is_present) / RATE_HZ
    assert arrived <= 2.2 + RULES.dwell_seconds + 2 / RATE_HZ


def test_whoever_stands_near_and_looks_elsewhere_opens_no_visit_but_may_look_aside_during_one() -> None:
    aside = walked(lambda at: at_place(0.0, 1.2, is_facing=False), seconds=10.0)
    assert not any(state.is_present for state in aside)
    during = walked(lambda at: at_place(0.0, 1.2, is_facing=at < 2.0), seconds=20.0)
    assert during[-1].is_present


def test_a_visit_ends_although_a_crowd_goes_on_passing_behind_the_line_of_arrival() -> None:
    crowd = [passing(2.3, delay=0.4 * number) for number in range(60)]
    states = walked(lambda at: at_place(0.0, 1.2) if at < 3.0 else None, *crowd, seconds=12.0)
    gone = next(index for index, state in enumerate(states) if index > 24 and not state.is_present) / RATE_HZ
    assert 3.0 + RULES.absence_seconds - 0.3 <= gone <= 3.0 + RULES.absence_seconds + 0.3


def test_eyes_follow_whoever_is_far_away_while_nobody_is_near() -> None:
    states = walked(lambda at: at_place(-1.0, 3.5), seconds=1.0)
    assert states[-1].gaze[0] < -0.3
    assert not states[-1].is_present


def test_eyes_stay_on_the_visitor_while_others_pass_behind() -> None:
    states = walked(lambda at: at_place(0.2, 1.5), passing(3.0), seconds=6.0)
    assert all(0.1 < state.gaze[0] < 0.4 for state in states)


def test_somebody_who_stays_is_greeted_by_a_machine_that_looks_only_once_a_second() -> None:
    now, arrived = Presence(), []
    for at in (0.0, 1.1, 2.3, 3.4):
        now = observe(now, sighting(at, 1.2), RULES)
        arrived.append(now.is_present)
    assert arrived == [False, True, True, True]


def test_a_camera_that_stood_still_does_not_take_two_people_minutes_apart_for_one_who_stays() -> None:
    now = observe(observe(Presence(), sighting(0.0, 1.2), RULES), sighting(60.0, 1.2), RULES)
    assert not now.is_present


def test_two_people_who_come_by_one_after_the_other_are_not_taken_for_one_who_stays() -> None:
    assert not any(state.is_present for state in played(frames(0.5, 1.2) + frames(0.8, None) + frames(0.5, 1.2)))
