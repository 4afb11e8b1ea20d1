"""Who is shown next is prepared beside the picture, and nobody is lost on the way."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.app.config.config import load
from kiosk.app.runtime.commands import Asked, Commands, GiveAddress, Silence
from kiosk.app.runtime.rights_watch import LONGEST_WAIT_SECONDS, Footing, Midnight
from kiosk.app.runtime.succession import Chosen, NewDay, Ready, Shown, Succession
from kiosk.app.wiring.setup import Setup, assemble
from kiosk.domain import commands as do
from kiosk.domain.events import Cued, Event, PackRefused, Silenced
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Brief, Choice, FigureOffer, begin
from tests.fakes.clock import Clock
from tests.fakes.makers import REFUSED, FakeMakers
from tests.fakes.visits import keeper, phrases

FIRST, SECOND, THIRD = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
FIGURES = (FigureOffer("lighthouse", "The Keeper"), FigureOffer("sejong", "Sejong"))


@pytest.fixture(name="setup", scope="module")
def _setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    config = load(None, {"KIOSK_KIOSK__DATA_FOLDER": str(tmp_path_factory.mktemp("data"))})
    setup = assemble(config, keeper(), FIRST)
    return replace(setup, visit=replace(setup.visit, figures=FIGURES, figure="lighthouse"))


class Running:
    """A kiosk that shows the keeper."""

    def __init__(self, setup: Setup) -> None:
        self.day, self.clock, self.told = FIRST, Clock(), list[Event]()
        self.makers, self.commands = FakeMakers(setup), Commands()
        midnight = Midnight(lambda: Footing(self.day), self.clock)
        self.succession = Succession(self.commands, midnight, self.makers, self.clock, "lighthouse")
        visit = begin(Brief(setup.pack, {"en": phrases("en"), "ko": phrases("ko")}, day=FIRST), self.clock.now)
        self.shown = Shown(setup, visit)

    def visit(self, phase: Phase, chosen: str = "") -> None:
        self.shown = replace(self.shown, visit=replace(self.shown.visit, phase=phase, choice=Choice(chosen)))

    def give(self, asked: Asked) -> None:
        self.commands.give(asked)
        assert self.step() is None, "a frame is drawn before anything is ready"

    def step(self) -> Ready | None:
        return self.succession.step(self.shown, self.told.append)

    def stages(self) -> list[bool]:
        """Of each one that was opened, whether it was closed again."""
        return [stage.is_closed for stage in self.makers.stages]


def test_a_pack_that_staff_chose_takes_the_screen_when_it_is_ready_and_is_in_use_from_then_on(setup: Setup) -> None:
    running = Running(setup)
    running.give(do.UsePack("ada"))
    assert [running.step() for _ in range(3)] == [None] * 3
    assert running.makers.in_use == ""
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert (ready.setup.pack.id, ready.wish, running.makers.in_use) == ("ada", do.UsePack("ada"), "ada")
    assert running.stages() == [False]
    running.day = SECOND
    running.step()
    running.makers.let()
    assert running.makers.named == ["ada"], "at midnight it is the one that was chosen"


def test_a_pack_that_is_refused_is_told_and_changes_nothing(setup: Setup) -> None:
    running = Running(setup)
    running.makers.refused.add("ada")
    running.give(do.UsePack("ada"))
    running.makers.let()
    assert running.step() is None
    assert running.told == [PackRefused(running.clock.now, "ada", str(REFUSED))]
    assert running.makers.in_use == ""
    assert running.stages() == []


def test_of_several_wishes_the_newest_is_shown_and_no_other_comes_into_use(setup: Setup) -> None:
    running = Running(setup)
    for pack in ("ada", "sejong", "lighthouse"):
        running.give(do.UsePack(pack))
    running.makers.let()
    assert running.step() is None
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert (ready.setup.pack.id, running.makers.in_use) == ("lighthouse", "lighthouse")
    assert running.stages() == [False], "what nobody wants is not painted"


def test_a_figure_that_a_visitor_chose_is_known_as_chosen_and_hangs_among_the_others(setup: Setup) -> None:
    running = Running(setup)
    running.visit(Phase.CHOOSING, chosen="sejong")
    running.give(do.ShowFigure("sejong"))
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert (ready.wish, ready.setup.visit.figure, ready.setup.visit.figures) == (Chosen("sejong"), "sejong", FIGURES)
    assert running.makers.in_use == "", "visitors change nothing for good"


def test_a_figure_whose_visitor_has_left_meanwhile_is_not_shown(setup: Setup) -> None:
    running = Running(setup)
    running.visit(Phase.CHOOSING, chosen="sejong")
    running.give(do.ShowFigure("sejong"))
    running.visit(Phase.ATTRACT)
    running.makers.let()
    assert running.step() is None
    assert running.stages() == [True]


def test_a_figure_that_was_asked_for_by_nobody_on_the_screen_is_shown_and_greets_nobody(setup: Setup) -> None:
    running = Running(setup)
    running.give(do.ShowFigure("sejong"))
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert ready.wish == do.ShowFigure("sejong")


def other(setup: Setup) -> Setup:
    return setup.with_pack(replace(setup.pack, version="0.9.0"))


def test_a_new_day_that_changes_nothing_opens_no_stage(setup: Setup) -> None:
    running = Running(setup)
    running.day = SECOND
    assert running.step() is None
    running.makers.let()
    assert [running.step() for _ in range(2)] == [None, None]
    assert running.stages() == []


def test_what_may_be_shown_on_a_new_day_takes_the_screen(setup: Setup) -> None:
    running = Running(setup)
    running.makers.standing_setup = other(setup)
    running.day = SECOND
    assert running.step() is None
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert (ready.setup.pack.version, ready.wish) == ("0.9.0", NewDay(SECOND))


def test_a_visit_that_began_while_the_new_day_was_prepared_is_not_broken_off_unless_it_lasts_too_long(
    setup: Setup,
) -> None:
    running = Running(setup)
    running.makers.standing_setup = other(setup)
    running.day = SECOND
    assert running.step() is None
    running.visit(Phase.LISTENING)
    running.makers.let()
    assert running.step() is None
    running.clock.now += LONGEST_WAIT_SECONDS - 1
    assert running.step() is None
    running.clock.now += 2
    assert running.step() is not None


def test_a_wish_that_comes_between_does_not_make_the_new_day_forgotten(setup: Setup) -> None:
    running = Running(setup)
    running.makers.standing_setup = other(setup)
    running.makers.refused.add("ada")
    running.day = SECOND
    assert running.step() is None
    running.give(do.UsePack("ada"))
    running.makers.let()
    assert running.step() is None, "the new day gave way to the wish"
    running.makers.let()
    assert running.step() is None, "the wish is refused"
    assert running.step() is None
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert ready.wish == NewDay(SECOND)


def test_what_was_found_for_one_day_and_waits_gives_way_to_what_the_next_day_finds(setup: Setup) -> None:
    running = Running(setup)
    running.makers.standing_setup = other(setup)
    running.day = SECOND
    running.step()
    running.visit(Phase.LISTENING)
    running.makers.let()
    assert running.step() is None
    running.makers.standing_setup = setup
    running.visit(Phase.ATTRACT)
    running.commands.give(do.UsePack("ada"))
    assert running.step() is None, "a wish is being prepared and comes first"
    running.makers.let()
    ready = running.step()
    assert ready is not None
    assert ready.wish == do.UsePack("ada")
    assert running.stages() == [True, False]
    running.step()
    running.makers.let()
    assert running.step() is None
    assert len(running.makers.named) == 2, "and after it the day is looked at once more"


def test_speeches_silence_and_the_end_are_handed_on_at_once(setup: Setup) -> None:
    running = Running(setup)
    running.give(GiveAddress("opening", "en"))
    running.give(Silence())
    assert running.told == [Cued(running.clock.now, "opening", "en"), Silenced(running.clock.now)]
    assert not running.succession.is_ending
    running.give(do.EndKiosk())
    assert running.succession.is_ending


def test_at_the_end_nothing_that_was_opened_stays_open(setup: Setup) -> None:
    running = Running(setup)
    running.give(do.UsePack("ada"))
    running.succession.close()
    running.makers.let()
    assert running.stages() == []
    assert running.makers.in_use == ""
