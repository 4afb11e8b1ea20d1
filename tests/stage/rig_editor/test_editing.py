"""Points go where they are dragged, curves stay curves, and every step can be taken back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.stage.portrait.photograph.rig import CURVES, Rig, check
from kiosk.stage.rig_editor import editing
from kiosk.stage.rig_editor.editing import Handle
from kiosk.stage.rig_editor.view import SHOWN, Part, view_of

HANDLES = st.sampled_from([Handle(name, index) for name, (count, _) in CURVES.items() for index in range(count)])
STEPS = st.lists(st.tuples(HANDLES, st.floats(-60, 60), st.floats(-60, 60)), max_size=12)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def moved(rig: Rig, handle: Handle, right: float, down: float) -> Rig:
    x, y = rig.curves[handle.curve][handle.index]
    return editing.dragged(rig, handle, (x + right, y + down))


@SHARED
@given(handle=HANDLES, down=st.floats(-20, 20))
def test_a_dragged_point_lies_where_it_was_let_go(rig: Rig, handle: Handle, down: float) -> None:
    x, y = rig.curves[handle.curve][handle.index]
    assert moved(rig, handle, 0.0, down).curves[handle.curve][handle.index] == (x, y + down)


@SHARED
@given(steps=STEPS)
def test_no_dragging_makes_a_curve_run_backwards(rig: Rig, steps: list[tuple[Handle, float, float]]) -> None:
    for handle, right, down in steps:
        rig = moved(rig, handle, right, down)
    assert "KG0014" not in {problem.code for problem in check(rig) if problem.where not in ("irises",)}


@SHARED
@given(steps=STEPS)
def test_whatever_was_done_can_be_taken_back_and_done_again(rig: Rig, steps: list[tuple[Handle, float, float]]) -> None:
    now = editing.begin(rig)
    for handle, right, down in steps:
        now = editing.done(now, moved(now.rig, handle, right, down))
    last = now.rig
    for _ in steps:
        now = editing.undone(now)
    assert now.rig == rig
    assert now.is_saved
    for _ in steps:
        now = editing.redone(now)
    assert now.rig == last


@pytest.mark.parametrize(("curve", "others"), list(editing.CORNERS.items()))
def test_curves_that_meet_stay_together(rig: Rig, curve: str, others: tuple[str, ...]) -> None:
    for end in (0, len(rig.curves[curve]) - 1):
        after = moved(rig, Handle(curve, end), 3.0 if end else -3.0, 5.0)
        for other in others:
            assert after.curves[other][0 if end == 0 else -1] == after.curves[curve][end]


def test_neighbours_follow_a_little_and_distant_points_stay(rig: Rig) -> None:
    before, after = rig.curves["lip_line"], moved(rig, Handle("lip_line", 5), 0.0, 10.0).curves["lip_line"]
    assert [round(b[1] - a[1], 6) for a, b in zip(before, after, strict=True)] == [
        *(0, 0, 0, 1.2, 4.5, 10, 4.5, 1.2, 0, 0, 0),
    ]


def test_an_iris_takes_its_rim_along(rig: Rig) -> None:
    after = moved(rig, Handle("irises", 0), 4.0, -2.0)
    (x, y), (before_x, before_y) = after.curves["iris_rims"][0], rig.curves["iris_rims"][0]
    assert (x - before_x, y - before_y) == (4.0, -2.0)


def test_the_nearest_point_within_reach_is_taken(rig: Rig) -> None:
    x, y = rig.curves["middle"][2]
    assert editing.nearest(rig, (x + 3, y - 2), 10.0) == Handle("middle", 2)
    assert editing.nearest(rig, (x + 3, y + 60), 10.0) is None


@pytest.mark.parametrize("part", list(Part))
def test_each_view_holds_its_points_and_goes_there_and_back(rig: Rig, part: Part) -> None:
    view = view_of(rig, part, (10, 20, 860, 700))
    for name in SHOWN[part]:
        for point in rig.curves[name]:
            x, y = view.to_screen(point)
            assert 10 <= x <= 870
            assert 20 <= y <= 720
            assert view.to_photo((x, y)) == pytest.approx(point)


def test_every_point_can_be_reached_in_some_view() -> None:
    assert frozenset().union(*SHOWN.values()) == frozenset(CURVES)
