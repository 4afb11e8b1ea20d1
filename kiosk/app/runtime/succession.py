"""Succession: who is shown next. What is wished is prepared beside the visit, and takes the screen when it is ready."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.app.runtime.commands import Commands, GiveAddress, Silence
from kiosk.app.runtime.figure_choice import Gallery
from kiosk.app.runtime.preparation import IsWanted, Outcome, Preparation
from kiosk.app.runtime.rights_watch import LONGEST_WAIT_SECONDS, Midnight
from kiosk.app.wiring.setup import Setup
from kiosk.domain import commands as do
from kiosk.domain.events import Cued, Event, PackRefused, Silenced
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.stage.stage import Stage

log = logging.getLogger(__name__)

AT_REST = (Phase.ATTRACT, Phase.CHOOSING, Phase.CLOSED)


@dataclass(frozen=True, slots=True)
class NewDay:
    """What may be shown is looked at again."""

    day: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """A visitor chose whom to meet and waits."""

    figure: str


Wish = do.UsePack | do.ShowFigure | Chosen | NewDay


@dataclass(frozen=True, slots=True)
class Ready:
    """A figure that can take the screen at once."""

    setup: Setup
    stage: Stage
    wish: Wish | None = None
    """None: it is the first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown now, and the visit with it."""

    setup: Setup
    visit: Interaction


class Makers(Protocol):
    """What takes long: called in a thread of its own; raises KioskError and has then changed nothing."""

    def used(self, pack: str, is_wanted: IsWanted) -> Setup:
        """A pack that is in use from now on, if it is still wanted when it is known to be fit."""
        ...

    def met(self, figure: str, gallery: Gallery) -> Setup:
        """One of the figures beside each other."""
        ...

    def standing(self, shown: Setup, named: str | None, day: date) -> Setup:
        """What may be shown on that day."""
        ...

    def stage(self, setup: Setup) -> Stage: ...


class Succession:
    """Owned by the main thread, which asks it every frame; it never waits."""

    def __init__(
        self, commands: Commands, midnight: Midnight, makers: Makers, clock: Callable[[], float], named: str | None
    ) -> None:
        self._commands, self._midnight, self._makers, self._clock = commands, midnight, makers, clock
        self._named = named
        """The pack that was asked for on the command line or by staff; None: as configured, or in use."""

        self._preparation: Preparation[Wish, Ready] = Preparation(clock, closed)
        self._due: date | None = None
        """What may be shown has still to be looked at again for this day."""

        self._renewed: tuple[Ready, float] | None = None
        """Found at midnight, and since when it waits for the visit's end."""

        self.is_ending = False

    def step(self, shown: Shown, post: Callable[[Event], None]) -> Ready | None:
        """Hands on what was asked for; gives whoever takes the screen now."""
        for asked in self._commands.taken():
            self._obey(asked, shown, post)
        is_at_rest = shown.visit.phase in AT_REST
        self._due = self._midnight.turned(is_at_rest) or self._due
        if self._due is not None and self._preparation.is_idle:
            self._prepare(NewDay(self._due), shown)
            self._due = None
        outcome = self._preparation.taken()
        ready = self._settled(outcome, shown, post) if outcome is not None else None
        return ready or self._rested(is_at_rest)

    def close(self) -> None:
        """Nobody follows any more."""
        self._preparation.close()
        self._put_off()

    def _obey(self, asked: object, shown: Shown, post: Callable[[Event], None]) -> None:
        match asked:
            case do.UsePack():
                self._prepare(asked, shown)
            case do.ShowFigure(figure=figure):
                self._prepare(Chosen(figure) if shown.visit.choice.figure == figure else asked, shown)
            case GiveAddress(address=address, language=language):
                post(Cued(self._clock(), address, language))
            case Silence():
                post(Silenced(self._clock()))
            case do.EndKiosk():
                self.is_ending = True

    def _prepare(self, wish: Wish, shown: Shown) -> None:
        setup, named, began = shown.setup, self._named, shown.visit.brief.day
        gives_way = self._preparation.ask(wish, lambda is_wanted: self._ready(wish, is_wanted, (setup, named, began)))
        if isinstance(gives_way, NewDay) and not isinstance(wish, NewDay):
            self._due = self._due or gives_way.day

    def _ready(self, wish: Wish, is_wanted: IsWanted, before: tuple[Setup, str | None, date | None]) -> Ready | None:
        """In the thread of its own. None: what is shown may stay as it is."""
        shown, named, began = before
        match wish:
            case do.UsePack(pack=pack):
                setup = self._makers.used(pack, is_wanted)
            case do.ShowFigure(figure=figure) | Chosen(figure=figure):
                setup = self._makers.met(figure, Gallery(shown.visit.figures, shown.visit.questions))
            case NewDay(day=day):
                setup = self._makers.standing(shown, named, day)
                if is_same(setup, shown, began or day, day):
                    return None
        return Ready(setup, self._makers.stage(setup), wish) if is_wanted() else None

    def _settled(self, outcome: Outcome[Wish, Ready], shown: Shown, post: Callable[[Event], None]) -> Ready | None:
        wish, ready = outcome.wish, outcome.found
        if outcome.refusal is not None:
            log.warning("%s is refused: %s", wish, outcome.refusal)
            if not isinstance(wish, NewDay):
                name = wish.pack if isinstance(wish, do.UsePack) else wish.figure
                post(PackRefused(self._clock(), name, str(outcome.refusal)))
            return None
        if isinstance(wish, NewDay):
            self._put_off()
            self._renewed = (ready, self._clock()) if ready is not None else None
            return None
        if ready is None:
            return None
        if isinstance(wish, Chosen) and shown.visit.choice.figure != wish.figure:
            closed(ready)
            return None
        if isinstance(wish, do.UsePack):
            self._named = wish.pack
        if self._renewed is not None:
            self._due = self._put_off()
        return ready

    def _rested(self, is_at_rest: bool) -> Ready | None:
        """What was found at midnight takes the screen between visits; a visit that lasts too long is ended."""
        if self._renewed is None or not self._preparation.is_idle:
            return None
        ready, since = self._renewed
        if not is_at_rest and self._clock() - since < LONGEST_WAIT_SECONDS:
            return None
        self._renewed = None
        return ready

    def _put_off(self) -> date | None:
        """What was found at midnight and not shown yet is not shown; for which day it was."""
        if self._renewed is None:
            return None
        ready, self._renewed = self._renewed[0], None
        closed(ready)
        return ready.wish.day if isinstance(ready.wish, NewDay) else None


def closed(ready: Ready) -> None:
    """It will not be shown."""
    ready.stage.close()


def is_same(setup: Setup, shown: Setup, began: date, day: date) -> bool:
    """Whether what may be shown on that day is what is shown since it began."""
    same_rights = shown.pack.permission(began).scopes == shown.pack.permission(day).scopes
    return setup.pack == shown.pack and same_rights and setup.visit.figures == shown.visit.figures
