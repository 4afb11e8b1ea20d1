"""Every control and every panel is declared once: with words in both languages, an icon, and what a touch does."""

import pytest

from kiosk.domain.screen import controls
from kiosk.domain.screen.button import Button, Family, Icon, row, touched
from kiosk.domain.screen.control_bar import CARDS, CHOOSING, DECLARED, OFFERED, TALK, TYPED, VISIT, WAITING, icon_of
from kiosk.domain.screen.panel_plans import PLANS
from kiosk.domain.screen.panel_view import nothing_to_read
from kiosk.domain.screen.scene import Control
from kiosk.domain.screen.sight import contrasted
from kiosk.domain.visit.interaction import Interaction, begin
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.turn import PanelKind
from kiosk.domain.visit.visiting import speak
from tests.domain.story import Story
from tests.fakes.visits import brief

NOT_SHOWN = {controls.WAKE, controls.STILL_HERE, controls.CORNER}
"""The whole screen, the question over it, and a corner of the picture."""

BARS = (VISIT, WAITING, CHOOSING, *(plan.bar for plan in PLANS.values()))
BUTTONS = [one for one in DECLARED if isinstance(one, Button)]
ENGLISH, KOREAN = (speak(begin(brief(), 0.0), language) for language in ("en", "ko"))


def contrast(now: Interaction, at: float) -> Step:
    return contrasted(now), ()


def test_every_name_is_that_of_a_declared_control() -> None:
    names = {value for key, value in vars(controls).items() if key.isupper()}
    assert names - NOT_SHOWN == {one.name for one in DECLARED}


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.name)
def test_every_button_says_what_it_does_in_both_languages(button: Button) -> None:
    english, korean = button.label(ENGLISH), button.label(KOREAN)
    assert english.strip()
    assert korean.strip()
    assert english != korean or button.icon is None, "words that are the same in every language stand on keys alone"


def test_every_control_of_a_bar_has_an_icon_of_its_own_declaration() -> None:
    for one in {one.name: one for bar in BARS for one in bar}.values():
        assert one.icon is not None, one.name
        assert icon_of(one.name) is one.icon


def test_no_control_stands_twice_in_one_bar() -> None:
    for bar in BARS:
        names = [one.name for one in bar]
        assert len(names) == len(set(names))


def test_what_is_touched_during_a_visit_is_declared_with_one_meaning() -> None:
    names = [one.name for one in (*VISIT, *OFFERED, *TYPED, TALK)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", PanelKind)
def test_every_panel_has_a_plan_with_a_title_and_the_control_that_closes_it_first(kind: PanelKind) -> None:
    plan = PLANS[kind]
    assert plan.title(ENGLISH) != plan.title(KOREAN)
    assert plan.bar[0].name == controls.CLOSE
    assert plan.choices or plan.read is not nothing_to_read, "there is nothing on it"


def test_a_new_control_needs_its_declaration_alone() -> None:
    mine = Button("mine", lambda now: now.phrases.contrast, Icon.CONTRAST, contrast, is_able=lambda now: False)
    theirs = Family("theirs:", Icon.GLOBE, lambda now, name, at: (now, ()), lambda now: (Control("theirs:a", "A"),))
    now = Story().listening().now
    shown = row((mine, theirs), now)
    assert shown == (Control("mine", now.phrases.contrast, is_able=False), Control("theirs:a", "A"))
    assert touched((theirs, mine), now, "mine", 1.0) == (contrasted(now), ())
    assert touched((theirs, mine), now, "theirs:a", 1.0) == (now, ())
    assert touched((theirs, mine), now, "nobody's", 1.0) is None


def test_a_control_that_is_not_its_panel_s_is_out_of_reach() -> None:
    story = Story().tap(controls.INFORMATION)
    before = story.now
    for name in (controls.EXIT, controls.PACKS, controls.STICK, controls.TAKE, controls.SEND, CARDS.name + "a"):
        assert story.tap(name).now == before, name
