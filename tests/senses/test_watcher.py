"""The watcher."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.domain.events import Event, GazeMoved, VisitorArrived, VisitorLeft
from kiosk.domain.sensing.presence import PresenceRules
from kiosk.senses.watcher import Watcher
from kiosk.senses.watching import watch
from tests.fakes.camera import ScriptedCamera, ScriptedDetector
from tests.fakes.clock import Clock

RULES = PresenceRules()


def run(watcher: Watcher, clock: Clock, seconds: float) -> list[Event]:
    events: list[Event] = []
    until = clock() + seconds
    while clock() < until:
        events.extend(watcher.step())
        clock.pause(0.02)
    return events


def kinds(events: Sequence[Event]) -> list[type[Event]]:
    return [type(event) for event in events if not isinstance(event, GazeMoved)]


def test_a_visitor_in_front_of_a_live_camera_arrives_and_leaves() -> None:
    clock = Clock()
    detector = ScriptedDetector([1.2] * 16 + [None])
    watcher = Watcher(ScriptedCamera(1000, is_live=True), detector, RULES, clock)
    assert kinds(run(watcher, clock, 12.0)) == [VisitorArrived, VisitorLeft]


def test_a_live_camera_is_looked_at_four_times_a_second_while_nobody_is_near() -> None:
    for nobody in (None, 4.0):
        clock, detector = Clock(), ScriptedDetector([nobody])
        run(Watcher(ScriptedCamera(1000, is_live=True), detector, RULES, clock), clock, 10.0)
        assert 35 <= len(detector.looked_at) <= 41


def test_whoever_comes_is_looked_at_oftener_from_then_on_and_during_the_whole_visit() -> None:
    clock, detector = Clock(), ScriptedDetector([4.0] * 8 + [2.4, 1.6] + [None] * 8 + [1.2])
    run(Watcher(ScriptedCamera(1000, is_live=True), detector, RULES, clock), clock, 12.0)
    assert 8 + 70 <= len(detector.looked_at) <= 8 + 82


def test_a_live_camera_is_looked_at_eight_times_a_second_however_often_it_is_stepped() -> None:
    clock = Clock()
    detector = ScriptedDetector([1.0])
    watcher = Watcher(ScriptedCamera(1000, is_live=True), detector, RULES, clock)
    run(watcher, clock, 10.0)
    assert 70 <= len(detector.looked_at) <= 81


def test_a_video_is_played_in_its_own_time_and_late_frames_are_passed_over() -> None:
    clock = Clock()
    detector = ScriptedDetector([None])
    watcher = Watcher(ScriptedCamera(80), detector, RULES, clock)
    run(watcher, clock, 2.0)
    clock.pause(3.0)
    run(watcher, clock, 1.0)
    assert not set(detector.looked_at) & set(range(18, 38))
    assert max(detector.looked_at) in range(44, 50)


def test_a_picture_stays_in_front_of_the_camera_until_another_source_is_named() -> None:
    clock = Clock()
    picture = ScriptedCamera(1)
    watcher = Watcher(None, ScriptedDetector([1.0]), RULES, clock)
    watcher.look_at(picture)
    assert kinds(run(watcher, clock, 20.0)) == [VisitorArrived]
    watcher.look_at(None)
    assert picture.is_closed
    assert kinds(run(watcher, clock, 6.0)) == [VisitorLeft]


def test_pretended_visitors_pass_the_same_gate() -> None:
    clock = Clock()
    watcher = Watcher(None, ScriptedDetector([None]), RULES, clock)
    watcher.pretend(2)
    events = run(watcher, clock, 3.0)
    assert kinds(events) == [VisitorArrived]
    assert events[-1].at - 100 >= RULES.dwell_seconds
    watcher.pretend(0)
    assert kinds(run(watcher, clock, 6.0)) == [VisitorLeft]


def test_the_gaze_is_told_once_while_the_face_rests() -> None:
    clock = Clock()
    watcher = Watcher(None, ScriptedDetector([None]), RULES, clock)
    watcher.pretend(1)
    assert len([event for event in run(watcher, clock, 5.0) if isinstance(event, GazeMoved)]) == 1


def test_watching_a_file_tells_sightings_arrival_and_leaving_in_media_time() -> None:
    detector = ScriptedDetector([None] * 8 + [1.2] * 16 + [None])
    told = list(watch(ScriptedCamera(80), detector, RULES))
    assert told[8] == {"event": "sighting", "at": 1.0, "faces": [[28, 20, 8, 8]], "distance_m": [1.2]}
    assert [one for one in told if one["event"] != "sighting"] == [
        {"event": "arrived", "at": 1.875},
        {"event": "left", "at": 6.875},
    ]
    assert len(told) == 82


def test_watching_a_picture_tells_one_sighting() -> None:
    assert [one["event"] for one in watch(ScriptedCamera(1), ScriptedDetector([1.0]), RULES)] == ["sighting"]


def test_every_frame_of_a_file_is_a_sighting_and_a_live_camera_is_asked_no_oftener_than_it_was_set() -> None:
    detector = ScriptedDetector([None])
    assert len(list(watch(ScriptedCamera(100, rate_hz=25.0), detector, RULES))) == 100
    live = list(watch(ScriptedCamera(100, is_live=True, rate_hz=25.0), detector, RULES))
    assert len(live) in range(25, 34)


def test_a_file_is_watched_by_the_loop_that_watches_for_visitors_and_presence_is_observed_in_no_other() -> None:
    rooms = Path(__file__).parents[2] / "kiosk"
    observers = [file.name for file in rooms.rglob("*.py") if "= observe(" in file.read_text(encoding="utf-8")]
    assert observers == ["watcher.py"]
