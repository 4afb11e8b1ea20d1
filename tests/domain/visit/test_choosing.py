"""Before a visit a visitor chooses whom to meet, and after it the portraits hang there again."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen import controls
from kiosk.domain.screen.composition import compose
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.choosing import VOICE_SECONDS
from kiosk.domain.visit.interaction import VOICE, Brief, FigureOffer
from tests.domain.story import Story
from tests.fakes.visits import brief

ADA = FigureOffer("ada-lovelace", "Ada Lovelace", "1815–1852", "ada.png")
KEEPER = FigureOffer("lighthouse", "The Keeper", "", "keeper.png")
CHILD = FigureOffer("lighthouse:child", "Young Henrik", "Aged twelve", "child.png")


def several(count: int = 3) -> Brief:
    offers = (ADA, KEEPER, CHILD, *(FigureOffer(f"more-{at}", f"More {at}") for at in range(4)))[:count]
    return replace(brief(), figures=offers, figure="lighthouse", questions=("Whom?", "누구를?"))


def test_portraits_hang_side_by_side_with_the_question_in_every_language() -> None:
    scene = compose(Story(several()).now, 0.0, None)
    assert (scene.phase, scene.name, scene.subtitle) == (Phase.CHOOSING, "Whom?", "누구를?")
    assert [(card.control, card.name, card.picture) for card in scene.cards] == [
        ("figure:ada-lovelace", "Ada Lovelace", "ada.png"),
        ("figure:lighthouse", "The Keeper", "keeper.png"),
        ("figure:lighthouse:child", "Young Henrik", "child.png"),
    ]
    assert scene.label


def test_one_figure_alone_is_not_chosen() -> None:
    assert Story(several(1)).now.phase is Phase.ATTRACT
    assert Story().now.phase is Phase.ATTRACT


def test_the_figure_that_is_there_greets_at_a_touch() -> None:
    story = Story(several()).tap("figure:lighthouse")
    assert story.now.phase is Phase.GREETING
    assert not [one for one in story.done if isinstance(one, do.ShowFigure)]


def test_another_figure_is_sent_for_once_and_the_card_says_so() -> None:
    story = Story(several()).tap("figure:lighthouse:child", "figure:ada-lovelace", "figure:lighthouse")
    assert story.done == [do.ShowFigure("lighthouse:child")]
    scene = compose(story.now, 0.0, None)
    assert [card.is_chosen for card in scene.cards] == [False, False, True]
    assert scene.invitation == "Young Henrik is coming …"


def test_a_figure_that_cannot_come_leaves_the_choice() -> None:
    story = Story(several()).tap("figure:ada-lovelace")
    story.take(events.PackRefused(1.0, "ada-lovelace", "its consent has ended")).tap("figure:lighthouse")
    assert story.now.phase is Phase.GREETING


@pytest.mark.parametrize("comes", [True, False], ids=["with its voice", "without one"])
def test_a_figure_that_has_just_come_waits_a_little_for_its_voice(comes: bool) -> None:
    story = Story(several(), lost=frozenset({VOICE})).tap("figure:lighthouse")
    assert story.now.choice.figure == "lighthouse"
    if comes:
        story.take(events.WorkerReady(1.0, VOICE)).wait(0.5)
    else:
        assert story.wait(VOICE_SECONDS - 1).now.choice.figure == "lighthouse"
        story.wait(1.5)
    assert story.now.phase is Phase.GREETING


@pytest.mark.parametrize(
    "control", ["figure:nobody", "chip:lamp", "language:ko", "keyboard", "key:a", "send", "wake", "information"]
)
def test_nothing_else_begins_a_visit(control: str) -> None:
    story = Story(several()).tap(control).take(events.Typed(1.0, "How bright was the lamp?"))
    story.take(events.VisitorArrived(2.0))
    assert story.now.phase is Phase.CHOOSING
    assert story.done == []


def test_more_figures_than_fit_are_turned_to_and_turned_back_when_nobody_is_there() -> None:
    story = Story(several(7))
    first = compose(story.now, 0.0, None)
    assert [len(first.cards), [one.control for one in first.controls]] == [3, ["back", "next", "contrast"]]
    story.tap(controls.NEXT, controls.NEXT, controls.NEXT)
    last = compose(story.now, 0.0, None)
    assert [card.name for card in last.cards] == ["More 3"]
    story.wait(70.0)
    assert story.now.choice.page == 0


def test_when_a_visit_is_over_the_portraits_hang_there_again() -> None:
    story = Story(several()).tap("figure:lighthouse")
    for part in range(len(story.now.turn.queue)):
        story.hear(part).take(events.SpeechEnded(story.at + 1.0, story.now.turn.number, part))
    assert story.now.phase is Phase.LISTENING
    assert story.wait(120.0, 1.0).now.phase is Phase.CHOOSING


def test_a_visitor_goes_back_to_the_portraits_by_touch() -> None:
    story = Story(several()).tap("figure:lighthouse")
    assert controls.FIGURES in {one.control for one in compose(story.now, 0.0, None).controls}
    assert story.tap(controls.FIGURES).now.phase is Phase.CHOOSING
    alone = Story().take(events.VisitorArrived(1.0)).tap(controls.FIGURES)
    assert alone.now.phase is Phase.GREETING
    assert controls.FIGURES not in {one.control for one in compose(alone.now, 0.0, None).controls}
