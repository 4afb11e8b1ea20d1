"""The visit as a state machine: told as short visits, and as properties over any order of events."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Anticipation, Route, Suggestion
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import Fact, PackOffer, Report, Staff
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.domain.visit.decision import advance
from kiosk.domain.visit.interaction import (
    CAMERA,
    MICROPHONE,
    MIND,
    VOICE,
    Brief,
    Interaction,
    Patience,
    Preferences,
    Visitor,
    active,
    begin,
)
from kiosk.domain.visit.turn import PanelKind, Turn
from tests.fakes.visits import brief

TRACK = VisemeTrack((Cue(0.0, Viseme.SIL), Cue(0.1, Viseme.AA), Cue(0.9, Viseme.SIL)), 1.0)
ANSWER = Answer(Route.SCRIPT, "They saw it from twenty miles.", "Written by the curators", "lamp", 0.9)


class Visit:
    """Plays events and answers the voice's part: what is said starts and ends when the test says so."""

    def __init__(self, lost: frozenset[str] = frozenset()) -> None:
        self.now = begin(brief(), 0.0, lost=lost)
        self.done: list[do.Command] = []

    def take(self, *happened: events.Event) -> "Visit":
        for event in happened:
            self.now, commands = advance(self.now, event)
            self.done.extend(commands)
        return self

    def spoken(self, at: float) -> "Visit":
        """Everything handed to the voice in this turn is heard to its end."""
        for say in [say for say in self.done if isinstance(say, do.Say) and say.turn == self.now.turn.number]:
            self.take(events.SpeechStarted(at, say.turn, say.part, say.text, TRACK, ()))
            self.take(events.SpeechEnded(at + 1.0, say.turn, say.part))
        return self

    def listening(self) -> "Visit":
        return self.take(events.VisitorArrived(1.0)).spoken(2.0)

    def asked(self, text: str = "How bright was the lamp?") -> "Visit":
        return self.take(events.UtteranceEnded(10.0, self.now.turn.number, text, 0.9))

    def is_in(self, phase: Phase) -> bool:
        return self.now.phase is phase

    def last(self) -> do.Command:
        return self.done[-1]

    def texts(self) -> list[str]:
        return [say.text for say in self.done if isinstance(say, do.Say)]


def test_the_first_words_of_a_visit_say_that_this_is_a_portrayal() -> None:
    visit = Visit().take(events.VisitorArrived(1.0))
    assert visit.is_in(Phase.GREETING)
    assert "artificial" in visit.texts()[0]


@pytest.mark.parametrize("first", [events.Typed(1.0, "hello"), events.Tapped(1.0, controls.CHIP + "lamp")])
def test_a_visit_that_begins_by_touch_is_disclosed_too(first: events.Event) -> None:
    visit = Visit().take(first)
    visit.take(events.AnswerReady(2.0, visit.now.turn.number, ANSWER))
    assert "artificial" in visit.texts()[0]


def test_a_question_is_heard_answered_and_the_microphone_opens_again() -> None:
    visit = Visit().listening()
    assert visit.is_in(Phase.LISTENING)
    assert isinstance(visit.done[-1], do.OpenMicrophone)
    visit.asked()
    assert visit.is_in(Phase.THINKING)
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, ANSWER)).spoken(11.0)
    assert visit.texts()[-1] == ANSWER.text
    assert visit.is_in(Phase.LISTENING)


def test_an_answer_that_comes_after_the_visitor_stopped_it_is_not_spoken() -> None:
    visit = Visit().listening().asked()
    turn = visit.now.turn.number
    visit.take(events.Tapped(11.0, controls.STOP), events.AnswerReady(12.0, turn, ANSWER))
    assert ANSWER.text not in visit.texts()


def test_staff_silence_an_answer_and_the_visitor_is_listened_to_again() -> None:
    visit = Visit().listening().asked()
    turn = visit.now.turn.number
    visit.take(events.Silenced(11.0), events.AnswerReady(12.0, turn, ANSWER))
    assert ANSWER.text not in visit.texts()
    assert visit.is_in(Phase.LISTENING)


def test_a_silent_mind_is_given_up_with_questions_that_can_be_answered() -> None:
    visit = Visit().listening().asked()
    turn = visit.now.turn.number
    visit.take(events.Ticked(19.0), events.AnswerReady(19.5, turn, ANSWER))
    assert visit.is_in(Phase.ANSWERING)
    assert visit.now.visit.answer is not None
    assert visit.now.visit.answer.route is Route.DECLINE
    assert visit.now.visit.suggestions
    assert ANSWER.text not in visit.texts()


def waking() -> Visit:
    visit = Visit().listening()
    machine = replace(visit.now.machine, lost=frozenset({MIND}), waking=frozenset({MIND}))
    visit.now = replace(visit.now, machine=machine)
    return visit.asked()


def test_whoever_asks_while_the_mind_wakes_is_told_so_and_answered_once_it_is_there() -> None:
    visit = waking()
    turn = visit.now.turn.number
    visit.take(events.Ticked(12.0), events.Ticked(60.0))
    assert visit.texts()[-1] == visit.now.phrases.waking[0]
    before = len(visit.done)
    visit.take(events.WorkerReady(61.0, MIND, ""))
    # The question waits in the worker's own queue: asked again it would be answered twice.
    assert not [one for one in visit.done[before:] if isinstance(one, do.Think)]
    # From now on it has as long as ever.
    visit.take(events.Ticked(61.5), events.AnswerReady(62.0, turn, ANSWER))
    assert ANSWER.text in visit.texts()


def test_a_mind_that_dies_while_it_wakes_is_asked_again() -> None:
    visit = waking()
    visit.take(events.WorkerLost(12.0, MIND, "died"), events.WorkerReady(13.0, MIND, ""))
    assert isinstance(visit.done[-1], do.Think)


def test_a_filler_is_spoken_once_while_the_mind_takes_its_time() -> None:
    visit = Visit().listening().asked()
    before = len(visit.texts())
    visit.take(events.Ticked(11.0), events.Ticked(11.5))
    assert len(visit.texts()) == before + 1
    visit.take(events.AnswerReady(12.0, visit.now.turn.number, ANSWER)).spoken(13.0)
    assert visit.is_in(Phase.LISTENING)


def test_sentences_of_one_answer_are_spoken_in_order_and_repeated_whole() -> None:
    visit = Visit().listening().asked()
    first, second = replace(ANSWER, text="One."), replace(ANSWER, text="Two.")
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, first, is_last=False)).spoken(10.2)
    assert visit.is_in(Phase.ANSWERING)
    visit.take(events.AnswerReady(12.0, visit.now.turn.number, second))
    visit.take(events.SpeechEnded(13.0, visit.now.turn.number, 1))
    assert visit.is_in(Phase.LISTENING)
    visit.take(events.Tapped(14.0, controls.REPEAT))
    assert visit.texts()[-1] == "One. Two."


@pytest.mark.parametrize("is_said", [True, False])
def test_an_answer_may_end_with_a_part_that_has_no_words(is_said: bool) -> None:
    visit = Visit().listening().asked()
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, ANSWER, is_last=False))
    closing = events.AnswerReady(12.0, visit.now.turn.number, replace(ANSWER, text=""))
    if is_said:
        assert visit.spoken(10.2).take(closing).is_in(Phase.LISTENING)
    else:
        assert visit.take(closing).is_in(Phase.ANSWERING)
        assert visit.spoken(12.5).is_in(Phase.LISTENING)
    assert "" not in visit.texts()


def test_are_you_still_there_is_asked_before_the_visit_times_out() -> None:
    visit = Visit().listening()
    began = visit.now.visitor.active_at
    warned = compose(visit.take(events.Ticked(began + 41.0)).now, began + 41.0, None)
    assert warned.countdown is not None
    visit.take(events.Tapped(began + 45.0, controls.STILL_HERE), events.Ticked(began + 61.0))
    assert visit.is_in(Phase.LISTENING)
    visit.take(events.Ticked(began + 200.0))
    assert visit.is_in(Phase.FAREWELL)
    visit.spoken(began + 201.0)
    assert visit.is_in(Phase.ATTRACT)


def test_volume_text_size_and_contrast_go_with_the_visitor() -> None:
    visit = Visit().listening()
    visit.take(*(events.Tapped(3.0, name) for name in (controls.LOUDER, controls.TEXT_SIZE, controls.CONTRAST)))
    assert visit.now.preferences == Preferences("en", 80, 1, is_high_contrast=True)
    visit.take(events.VisitorLeft(4.0), events.Ticked(20.0)).spoken(21.0)
    assert visit.is_in(Phase.ATTRACT)
    assert visit.now.preferences == Preferences("en", 70)
    assert do.Forget() in visit.done
    assert do.SetVolume(70) in visit.done


def test_without_a_voice_the_visit_goes_on_in_captions() -> None:
    visit = Visit(lost=frozenset({VOICE})).take(events.VisitorArrived(1.0))
    assert not visit.texts()
    scene = compose(visit.now, 1.2, None)
    assert scene.caption.lines
    for second in range(2, 60):
        visit.take(events.Ticked(float(second)))
        if visit.now.phase is Phase.LISTENING:
            break
    assert visit.is_in(Phase.LISTENING)


def test_a_voice_that_dies_in_mid_sentence_leaves_the_words_on_screen() -> None:
    visit = Visit().listening().asked()
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, ANSWER))
    visit.take(events.SpeechStarted(10.2, visit.now.turn.number, 0, ANSWER.text, TRACK, ()))
    visit.take(events.WorkerLost(10.5, VOICE))
    assert compose(visit.now, 10.6, None).caption.lines
    visit.take(events.WorkerReady(11.0, VOICE), events.Ticked(40.0))
    assert visit.is_in(Phase.LISTENING)


def test_a_voice_that_never_tells_of_its_end_is_not_waited_for() -> None:
    visit = Visit().listening().asked()
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, ANSWER))
    visit.take(events.SpeechStarted(10.2, visit.now.turn.number, 0, ANSWER.text, TRACK, ()))
    patience = visit.now.brief.patience.voice_seconds
    assert visit.take(events.Ticked(11.1 + patience)).is_in(Phase.ANSWERING)
    assert visit.take(events.Ticked(11.3 + patience)).is_in(Phase.LISTENING)


def test_a_touched_question_is_answered_even_when_the_mind_is_lost() -> None:
    visit = Visit(lost=frozenset({MIND})).listening()
    visit.take(events.Tapped(5.0, controls.CHIP + "lamp"))
    assert visit.texts()[-1] == "On a clear night they saw it from twenty miles."


def test_asking_to_repeat_says_the_last_answer_again() -> None:
    visit = Visit().listening().asked()
    visit.take(events.AnswerReady(10.1, visit.now.turn.number, ANSWER)).spoken(11.0).asked("say that again")
    visit.take(events.AnswerReady(15.0, visit.now.turn.number, Answer(Route.HOUSE, "…", request="repeat")))
    assert visit.texts()[-1] == ANSWER.text


def test_the_mind_is_asked_ahead_and_its_guess_shortens_the_wait() -> None:
    visit = Visit().listening()
    turn = visit.now.turn.number
    visit.take(events.PartialTranscript(9.0, turn, "how bright was the lamp"))
    assert visit.last() == do.Anticipate(turn, "how bright was the lamp", "en")
    guess = Anticipation("lamp", 0.9, is_complete=True)
    visit.take(events.Anticipated(9.1, turn, "how bright was the lamp", guess))
    assert visit.last() == do.ExpectEnd(turn, "how bright was the lamp", is_sure=True, is_complete=True)


def test_the_label_is_on_every_scene() -> None:
    for phase in Phase:
        scene = compose(replace(begin(brief(), 0.0), phase=phase), 1.0, None)
        assert scene.label


PACKS = (PackOffer("storm", "The Storm", "1.0", is_shown=False, is_fit=True),)
TURNS = st.integers(0, 12)
TIMES = st.just(0.0)
TEXTS = st.sampled_from(["", "how bright was the lamp", "why", "x" * 400])
ANSWERS = st.builds(
    Answer,
    st.sampled_from(Route),
    st.sampled_from(["One.", "Two and three."]),
    request=st.sampled_from(["", "", "", "repeat", "louder", "stop", "goodbye", "language:ko"]),
    suggestions=st.just((Suggestion("lamp", "How bright was the lamp?"),)),
)
CONTROLS = st.sampled_from(
    [
        *(value for name, value in vars(controls).items() if name.isupper() and not value.endswith(":")),
        "chip:lamp",
        "chip:unknown",
        "key:a",
        "language:ko",
        "language:xx",
        "key:1",
        "pack:storm",
    ]
)
HAPPENED = st.one_of(
    st.builds(events.VisitorArrived, TIMES),
    st.builds(events.VisitorLeft, TIMES),
    st.builds(events.SpeechHeard, TIMES, TURNS),
    st.builds(events.PartialTranscript, TIMES, TURNS, TEXTS),
    st.builds(events.UtteranceEnded, TIMES, TURNS, TEXTS),
    st.builds(events.SpeechResumed, TIMES, TURNS),
    st.builds(events.Tapped, TIMES, CONTROLS),
    st.builds(events.Typed, TIMES, TEXTS),
    st.builds(events.Foreseen, TIMES, TURNS, TEXTS, ANSWERS),
    st.builds(events.AnswerReady, TIMES, TURNS, ANSWERS, st.booleans()),
    st.builds(events.SpeechStarted, TIMES, TURNS, st.integers(0, 3), TEXTS, st.just(TRACK), st.just(())),
    st.builds(events.SpeechEnded, TIMES, TURNS, st.integers(0, 3)),
    st.builds(events.WorkerLost, TIMES, st.sampled_from([VOICE, MIND, MICROPHONE, CAMERA])),
    st.builds(events.WorkerReady, TIMES, st.sampled_from([VOICE, MIND, MICROPHONE, CAMERA])),
    st.builds(events.LanguagesUnheard, TIMES, st.sampled_from([{}, {"ko": "KS0009"}, {"en": "KS0008"}])),
    st.builds(events.Pressed, TIMES, st.sampled_from([controls.CORNER, controls.TALK])),
    st.builds(events.Released, TIMES, st.sampled_from([controls.CORNER, controls.TALK])),
    st.builds(events.Examined, TIMES, st.just(Report((Fact("disk", "full", is_well=False),), PACKS))),
    st.builds(events.PackRefused, TIMES, st.just("storm"), TEXTS),
    st.builds(events.Ticked, TIMES),
)
OPEN_STAFF = [
    (0.1, events.Pressed(0.0, controls.CORNER)),
    (3.1, events.Ticked(0.0)),
    (0.1, events.Tapped(0.0, "key:1")),
    (0.1, events.Tapped(0.0, controls.SEND)),
]
PARTS = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.9, 6.0, 45.0]), HAPPENED), max_size=60)
STORIES = PARTS | st.tuples(PARTS, PARTS).map(lambda parts: [*parts[0][:30], *OPEN_STAFF, *parts[1][:30]])
"""Any order of events; in half of them staff come in between."""

KEPT = replace(brief(), staff=Staff("1"))


def told(story: list[tuple[float, Any]]) -> list[tuple[Interaction, events.Event, Interaction, tuple[do.Command, ...]]]:
    """The story with times that only grow, and every step that it makes; every other one is heard by button."""
    by_button = len(story) % 2 == 1
    now, at, steps = begin(replace(KEPT, hold_to_talk=by_button), 0.0), 0.0, []
    for pause, event in story:
        at += pause
        before, event = now, replace(event, at=at)
        now, commands = advance(before, event)
        steps.append((before, event, now, commands))
    return steps


@given(STORIES)
@settings(max_examples=300, deadline=None)
def test_the_microphone_is_open_only_while_the_figure_listens(story: list[tuple[float, Any]]) -> None:
    is_open = False
    for before, event, now, commands in told(story):
        if isinstance(event, events.UtteranceEnded) and before.phase is Phase.LISTENING is not now.phase:
            is_open = False
        for command in commands:
            match command:
                case do.OpenMicrophone(turn=turn):
                    is_open = True
                    assert turn == now.turn.number
                case do.CloseMicrophone():
                    is_open = False
                case do.Say():
                    assert not is_open, "spoke into an open microphone"
        assert not is_open or now.phase is Phase.LISTENING


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_where_the_button_is_set_nothing_else_opens_the_microphone(story: list[tuple[float, Any]]) -> None:
    for before, event, _, commands in told(story):
        if before.brief.hold_to_talk and [one for one in commands if isinstance(one, do.OpenMicrophone)]:
            assert isinstance(event, events.Pressed)
            assert event.control == controls.TALK


@given(STORIES)
@settings(max_examples=300, deadline=None)
def test_stale_results_are_never_spoken(story: list[tuple[float, Any]]) -> None:
    for before, event, now, commands in told(story):
        if isinstance(event, events.AnswerReady) and event.turn != before.turn.number:
            assert not commands
            assert now == before
        for command in commands:
            if isinstance(command, do.Say):
                assert command.turn == now.turn.number


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_no_phase_is_a_dead_end(story: list[tuple[float, Any]]) -> None:
    steps = told(story)
    now, at = (steps[-1][2], steps[-1][1].at) if steps else (begin(KEPT, 0.0), 0.0)
    for _ in range(2000):
        if now.phase is Phase.ATTRACT:
            return
        at += 0.5
        now, _ = advance(now, events.Ticked(at))
    raise AssertionError(f"still in {now.phase} after {2000 * 0.5} s of silence")


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_nothing_of_a_visitor_is_left_in_the_attract_loop(story: list[tuple[float, Any]]) -> None:
    for before, _, now, commands in told(story):
        if now.phase is Phase.ATTRACT and before.phase is not Phase.ATTRACT:
            assert do.Forget() in commands
            fresh = begin(now.brief, now.since, now.visit.number, now.machine.lost)
            fresh = replace(fresh, turn=now.turn, staff=now.staff, machine=now.machine)
            assert replace(now, visitor=Visitor()) == fresh
            assert now.turn == Turn(now.turn.number)
            assert (now.staff, now.machine) == (before.staff, before.machine)


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_while_a_panel_is_open_nothing_is_said_or_heard_and_one_touch_closes_it(story: list[tuple[float, Any]]) -> None:
    for _, event, now, commands in told(story):
        assert (now.turn.panel is not None) == (now.phase is Phase.READING)
        if now.phase is not Phase.READING:
            continue
        assert not [one for one in commands if isinstance(one, do.Say | do.OpenMicrophone | do.Resume)]
        assert compose(now, event.at, None).controls[0].control == controls.CLOSE
        after, _ = advance(now, events.Tapped(event.at, controls.CLOSE))
        assert after.phase is not Phase.READING


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_only_staff_can_ask_for_errands(story: list[tuple[float, Any]]) -> None:
    for before, _, _, commands in told(story):
        if [one for one in commands if isinstance(one, do.UsePack | do.EndKiosk)]:
            assert before.turn.panel is not None
            assert before.turn.panel.kind in (PanelKind.STAFF, PanelKind.PACKS)


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_every_control_that_is_shown_as_able_does_something(story: list[tuple[float, Any]]) -> None:
    for _, event, now, _ in told(story)[-3:]:
        scene = compose(now, event.at, None)
        for control in (*scene.controls, *(scene.panel.choices if scene.panel else ())):
            is_shown_pack = control.control.startswith(controls.PACK) and control.is_on
            if control.is_able and not is_shown_pack and not _is_at_its_end(now, control.control):
                after, commands = advance(now, events.Tapped(event.at + 0.1, control.control))
                assert commands or active(after, now.visitor.active_at) != now, control


def _is_at_its_end(now: Interaction, control: str) -> bool:
    """Entering nothing, a PIN that is as long as it can be, the page one looks at, and what is shown already."""
    is_pin = now.turn.panel is not None and now.turn.panel.kind is PanelKind.PIN
    is_here = now.turn.panel is not None and control in (now.turn.panel.kind.value, f"language:{now.language}")
    return is_pin or is_here


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_every_moment_can_be_composed_with_its_label(story: list[tuple[float, Any]]) -> None:
    for _, event, now, _ in told(story):
        scene = compose(now, event.at, 0.3)
        assert scene.label
        assert len(scene.caption.lines) <= 2


def test_a_brief_keeps_its_own_waits() -> None:
    quick = Brief(brief().pack, brief().phrases, Patience(silent_seconds=5.0, countdown_seconds=1.0))
    now, _ = advance(begin(quick, 0.0), events.Typed(0.0, "hello"))
    assert now.warns_at == 5.0
