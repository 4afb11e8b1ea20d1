"""A speech to an audience begins on its cue, waits for applause, and no visitor breaks it off."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.content.address import Address, Part
from kiosk.domain.content.script import Origin
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Staff
from kiosk.domain.visit.interaction import VOICE
from kiosk.domain.visit.turn import PanelKind
from tests.domain.story import Story
from tests.fakes.visits import brief

PIN = "0420"
OPENING = Address(
    "opening",
    "The opening of the festival",
    (
        Part("Good evening."),
        Part("I am glad to be among you.", title="A word of thanks", pause_seconds=6.0),
        Part("", media="media/fanfare.ogg"),
        Part("The festival is open."),
    ),
    origin=Origin.VERBATIM,
    source="Speech of 1901",
)
QUESTIONS = replace(OPENING, id="talk", parts=OPENING.parts[:1], takes_questions=True)


def story(*addresses: Address, lost: frozenset[str] = frozenset()) -> Story:
    told = brief()
    pack = replace(told.pack, addresses={"en": addresses or (OPENING, QUESTIONS)})
    return Story(replace(told, pack=pack, staff=Staff(PIN)), lost)


def cue(told: Story, address: str = "opening") -> Story:
    return told.take(events.Cued(told.at, address))


def said(told: Story) -> list[tuple[str, str]]:
    return [(one.text, one.media) for one in told.done if isinstance(one, do.Say)]


def spoken(told: Story) -> Story:
    """Everything that was handed to the voice is heard."""
    while told.now.turn.ended < len(told.now.turn.queue):
        told.hear(told.now.turn.ended).take(
            events.SpeechEnded(told.at + 1.0, told.now.turn.number, told.now.turn.ended)
        )
    return told


def test_it_says_what_it_is_then_speaks_waits_for_the_applause_and_ends() -> None:
    told = cue(story())
    disclosure = told.now.phrases.disclosure_spoken.replace("{name}", "The Keeper")
    assert said(told) == [(disclosure, ""), ("Good evening.", ""), ("I am glad to be among you.", "")]
    spoken(told)
    before = len(said(told))
    told.wait(5.5)
    assert len(said(told)) == before
    told.wait(1.0)
    assert said(told)[before:] == [("", "media/fanfare.ogg"), ("The festival is open.", "")]
    spoken(told).wait(0.5)
    assert told.now.phase is Phase.ATTRACT


def test_the_screen_names_the_speech_its_parts_and_whose_words_they_are() -> None:
    told = cue(story())
    assert compose(told.now, told.at, None).state == "The opening of the festival"
    for part in range(2):
        told.hear(part).take(events.SpeechEnded(told.at + 1.0, told.now.turn.number, part))
    told.hear(2)
    scene = compose(told.now, told.at, 0.3)
    assert scene.state == "A word of thanks"
    assert "Speech of 1901" in scene.words_label
    assert (scene.chips, scene.controls) == ((), ())
    assert scene.caption.lines


def test_the_clicker_ends_the_applause_and_begins_what_has_no_time() -> None:
    told = spoken(cue(story(), ""))
    assert address_of(told) == OPENING
    before = len(said(told))
    told.take(events.Cued(told.at))
    assert len(said(told)) == before + 2
    told.take(events.Cued(told.at))
    assert len(said(told)) == before + 2


def test_afterwards_the_figure_listens_where_that_is_wanted() -> None:
    told = spoken(cue(story(), "talk")).wait(0.5)
    assert told.now.phase is Phase.LISTENING
    assert told.now.visit.is_disclosed
    assert isinstance(told.done[-1], do.OpenMicrophone)


def address_of(told: Story) -> Address | None:
    return told.now.turn.delivery.address if told.now.turn.delivery else None


DISTURBANCES = st.sampled_from(
    (
        events.VisitorArrived(2.0),
        events.VisitorLeft(2.0),
        events.Tapped(2.0, controls.WAKE),
        events.Tapped(2.0, controls.STOP),
        events.Tapped(2.0, f"{controls.CHIP}lamp"),
        events.Tapped(2.0, f"{controls.KEY}a"),
        events.Tapped(2.0, controls.INFORMATION),
        events.Typed(2.0, "How bright was the lamp?"),
        events.SpeechHeard(2.0, 1),
        events.UtteranceEnded(2.0, 1, "stop", 0.9),
        events.Cued(2.0, "talk"),
        events.Cued(2.0, "nothing"),
        events.Ticked(60.0),
    )
)


@given(st.lists(DISTURBANCES, max_size=12))
def test_nobody_breaks_it_off(happened: list[events.Event]) -> None:
    told = cue(story()).hear(0)
    before = told.now.turn.number
    told.take(*happened)
    assert told.now.phase is Phase.ADDRESS
    assert (told.now.turn.number, address_of(told)) == (before, OPENING)


def test_staff_break_it_off_with_the_pin_and_begin_it_from_their_panel() -> None:
    told = cue(story()).hear(0)
    told.take(events.Pressed(told.at, controls.CORNER)).wait(3.2, 0.1)
    assert told.now.turn.panel is not None
    assert do.Hush() in told.done
    told.tap(*(controls.KEY + digit for digit in PIN), controls.SEND, controls.ADDRESSES)
    assert told.now.turn.panel.kind is PanelKind.ADDRESSES
    panel = compose(told.now, told.at, None).panel
    assert panel is not None
    assert [one.text for one in panel.choices] == [OPENING.title, QUESTIONS.title]
    told.tap(panel.choices[1].control)
    assert (told.now.phase, address_of(told)) == (Phase.ADDRESS, QUESTIONS)


def test_a_visit_gives_way() -> None:
    told = cue(story().answering())
    assert told.now.phase is Phase.ADDRESS
    assert (told.now.visit.heard, told.now.visit.suggestions, told.now.visit.typed) == ("", (), None)


def test_without_a_voice_it_is_read() -> None:
    told = cue(story(lost=frozenset({VOICE})))
    shown = set()
    for _ in range(600):
        told.wait(0.1, 0.1)
        shown.add(" ".join(compose(told.now, told.at, None).caption.lines))
        if told.now.phase is Phase.ATTRACT:
            break
    assert told.now.phase is Phase.ATTRACT
    assert {"Good evening.", "The festival is open."} <= shown


def test_a_speech_nobody_knows_is_none() -> None:
    assert cue(story(), "nothing").now.phase is Phase.ATTRACT
    assert Story().take(events.Cued(1.0)).now.phase is Phase.ATTRACT


def test_staff_may_end_a_speech_to_an_audience_at_any_moment() -> None:
    told = cue(story())
    told.take(events.Silenced(told.at))
    assert told.now.phase is Phase.ATTRACT
    assert do.Hush() in told.done
