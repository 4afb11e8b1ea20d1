"""Choosing whom to meet: before a visit, where a kiosk has several figures or several stages of one life."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.domain import commands as do
from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Card
from kiosk.domain.visit.interaction import VOICE, Interaction
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.visiting import greet

CARDS_ON_A_PAGE = 3
VOICE_SECONDS = 6.0
"""So long a figure that was chosen waits for its voice before it greets without one."""


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The cards of one page of several."""

    cards: Sequence[Card]
    page: int
    pages: int


def turned(now: Interaction, by: int) -> Interaction:
    """Another page of figures."""
    return replace(now, choice=replace(now.choice, page=max(0, min(now.choice.page + by, pages(now) - 1))))


def choose(now: Interaction, ref: str, at: float) -> Step:
    """A touch before anybody was chosen; while the chosen figure is prepared it changes nothing."""
    known = {one.ref for one in now.brief.figures}
    return _chosen(now, ref, at) if ref in known and not now.choice.figure else (now, ())


def _chosen(now: Interaction, ref: str, at: float) -> Step:
    if ref == now.brief.figure:
        return _begun(now, ref, at)
    return _awaited(now, ref, at), (do.ShowFigure(ref),)


def _begun(now: Interaction, ref: str, at: float) -> Step:
    """The figure greets as soon as it can be heard."""
    return (_awaited(now, ref, at), ()) if VOICE in now.machine.lost else greet(now, at)


def _awaited(now: Interaction, ref: str, at: float) -> Interaction:
    return replace(now, choice=replace(now.choice, figure=ref), since=at)


def waited(now: Interaction, at: float) -> Step:
    """A chosen figure that is here begins when its voice is, or without it."""
    chosen = now.choice.figure
    is_here = chosen != "" and chosen == now.brief.figure
    if is_here and (VOICE not in now.machine.lost or at - now.since >= VOICE_SECONDS):
        return greet(refused(now), at)
    return now, ()


def refused(now: Interaction) -> Interaction:
    """The chosen figure cannot be shown: another may be chosen."""
    return replace(now, choice=replace(now.choice, figure=""))


def pages(now: Interaction) -> int:
    return max(1, -(-len(now.brief.figures) // CARDS_ON_A_PAGE))


def figure_page(now: Interaction) -> FigurePage:
    """What can be chosen on this page; the pages hold alike many."""
    count = pages(now)
    size = -(-len(now.brief.figures) // count)
    first = min(now.choice.page, count - 1) * size
    cards = tuple(
        Card(controls.FIGURE + one.ref, one.name, one.subtitle, one.picture, one.ref == now.choice.figure)
        for one in now.brief.figures[first : first + size]
    )
    return FigurePage(cards, now.choice.page, count)
