"""Where nobody may be portrayed nothing is portrayed, whatever happens, and staff get in all the same."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.content.figure import Figure
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Staff
from kiosk.domain.visit.interaction import Brief
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import ANSWER, Story
from tests.fakes.visits import brief

PIN = "0420"
HAPPENINGS = st.sampled_from(
    (
        events.VisitorArrived(1.0),
        events.VisitorLeft(1.0),
        events.Tapped(1.0, controls.WAKE),
        events.Tapped(1.0, f"{controls.CHIP}lamp"),
        events.Tapped(1.0, controls.KEYBOARD),
        events.Tapped(1.0, f"{controls.LANGUAGE}ko"),
        events.Tapped(1.0, f"{controls.KEY}a"),
        events.Typed(1.0, "How bright was the lamp?"),
        events.SpeechHeard(1.0, 0),
        events.UtteranceEnded(1.0, 0, "how bright was the lamp", 0.9),
        events.AnswerReady(1.0, 0, ANSWER),
        events.WorkerReady(1.0, "voice"),
        events.WorkerLost(1.0, "mind", "killed"),
        events.GazeMoved(1.0, 0.3, 0.1),
        events.Pressed(1.0, controls.CORNER),
        events.Released(1.1, controls.CORNER),
        events.Ticked(1.2),
        events.Ticked(999.0),
    )
)


def withdrawn() -> Brief:
    told = brief()
    pack = replace(told.pack, is_withdrawn=True, figure=Figure(""), lines={}, passages={}, words={})
    return replace(told, pack=pack, staff=Staff(PIN))


@given(st.lists(HAPPENINGS, max_size=30))
def test_nothing_is_said_shown_or_heard(happened: list[events.Event]) -> None:
    story = Story(withdrawn())
    for event in happened:
        story.take(event)
        if story.now.phase is Phase.READING:
            assert story.now.turn.panel is not None
            assert story.now.turn.panel.kind is PanelKind.PIN
            return
    scene = compose(story.now, story.at, None)
    assert scene.phase is Phase.CLOSED
    assert (scene.chips, scene.controls, scene.caption.lines, scene.clip) == ((), (), (), None)
    assert scene.name == story.now.phrases.closed
    assert scene.label
    assert not [one for one in story.done if isinstance(one, do.Say | do.OpenMicrophone | do.Think)]


def test_staff_get_in_and_leave_it_closed() -> None:
    story = Story(withdrawn())
    story.take(events.Pressed(story.at, controls.CORNER)).wait(3.2, 0.1)
    story.tap(*(controls.KEY + digit for digit in PIN), controls.SEND)
    assert story.now.turn.panel is not None
    assert story.now.turn.panel.kind is PanelKind.STAFF
    story.tap(controls.CLOSE)
    assert story.now.phase is Phase.CLOSED
