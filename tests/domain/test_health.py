"""Health tells what a person has to look at, and nothing else asks for one."""

import pytest

from kiosk.domain.health import SWITCHED_OFF, Vitals, WorkerState, staff_items, worker_health


@pytest.mark.parametrize(
    ("is_lost", "note", "state"),
    [
        (False, "vosk", WorkerState.READY),
        (True, "", WorkerState.STARTING),
        (True, "ended with -9", WorkerState.LOST),
        (True, SWITCHED_OFF, WorkerState.OFF),
    ],
)
def test_a_workers_state_follows_from_what_the_visit_knows_of_it(is_lost: bool, note: str, state: WorkerState) -> None:
    assert worker_health(is_lost, note, 0, Vitals()).state is state


def test_staff_are_asked_for_what_is_lost_or_stuck_and_not_for_what_starts_or_is_switched_off() -> None:
    workers = {
        "voice": worker_health(False, "heard", 0, Vitals(80.0, 4)),
        "mind": worker_health(True, "", 0, Vitals()),
        "camera": worker_health(True, SWITCHED_OFF, 0, Vitals()),
    }
    assert staff_items(workers) == ()
    workers["microphone"] = worker_health(True, "KS0003", 2, Vitals())
    assert [item.code for item in staff_items(workers, stuck=["camera"])] == ["KH0001", "KH0002"]
