"""What the doctor makes of a room: a sentence each, and what to do."""

import pytest

from kiosk.app.runtime.diagnosis import DEGRADED, MISSING, WORKS, Finding
from kiosk.cli.doctor_findings import room_findings
from kiosk.senses.room import Room

GOOD = Room(-55.0, -20.0, -26.0, -40.0, 0.0)


def found(room: Room, barge_in: bool = True) -> dict[str, Finding]:
    return {finding.part: finding for finding in room_findings(room, barge_in)}


def test_a_good_place_is_told_to_be_good() -> None:
    assert {finding.state for finding in found(GOOD).values()} == {WORKS}
    assert not any(finding.hint for finding in found(GOOD).values())


def test_a_microphone_that_is_far_away_is_told_with_how_far_and_what_to_do() -> None:
    finding = found(Room(-55.0, -20.0, -36.5, None, 0.0))["distance"]
    assert finding.state == DEGRADED
    assert "about 2.0 m away" in finding.what
    assert "within 60 cm" in finding.hint


@pytest.mark.parametrize(
    ("visitor_db", "state", "said"),
    [(-30.0, WORKS, "rises 25 dB"), (-44.0, DEGRADED, "every fifth word"), (-50.0, DEGRADED, "half of the words"),
     (None, MISSING, "nobody was heard")],
)  # fmt: skip
def test_how_far_a_visitor_stands_out_of_the_hall_says_how_well_he_is_heard(
    visitor_db: float | None, state: str, said: str
) -> None:
    finding = found(Room(-55.0, -20.0, visitor_db, None, 0.0))["visitor"]
    assert finding.state == state
    assert said in finding.what


def test_cracked_sound_and_an_echo_are_told() -> None:
    room = Room(-55.0, -5.0, -26.0, -24.0, 0.02)
    assert "2.0% of what is said" in found(room)["loudness"].what
    assert found(room)["echo"].state == DEGRADED
    assert found(room, barge_in=False)["echo"].state == WORKS
