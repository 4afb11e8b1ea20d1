"""A hall that goes on talking keeps no visit alive in which nobody is seen any more."""

from kiosk.domain import events
from kiosk.domain.screen.scene import Phase
from tests.domain.visit.test_decision import Visit


def talked_over(visit: Visit, seconds: int) -> Visit:
    """Nobody is seen; words are heard every second."""
    visit.take(events.VisitorLeft(10.0))
    for second in range(10, 10 + seconds):
        turn = visit.now.turn.number
        visit.take(
            events.SpeechHeard(second + 0.1, turn), events.PartialTranscript(second + 0.2, turn, f"and {second}")
        )
        visit.take(events.Ticked(second + 0.9))
    return visit


def test_who_is_unseen_may_finish_a_question() -> None:
    assert talked_over(Visit().listening(), 30).now.phase is Phase.LISTENING


def test_a_hall_that_talks_on_keeps_nobody_here() -> None:
    assert talked_over(Visit().listening(), 50).now.phase is not Phase.LISTENING
