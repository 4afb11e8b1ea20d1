"""The decision what a question means: a locked line, a house line, a script line, a choice of two, or none of them."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.domain.answer import Candidate, Route
from kiosk.domain.content.script import Line
from kiosk.mind.answer.house import Intent
from kiosk.mind.answer.repertoire import Reading, Repertoire
from kiosk.mind.settings import MindSettings

SURE = 0.97
"""From here the second line must be all but equal to make a choice of it."""

ALL_BUT_EQUAL = 0.95
HOUSE_LEAD = 0.05
"""A house line must be nearer by this much than the best line of the pack."""

SAFETY_ACCEPT = 0.6
"""From here a safety line is said though no pattern demands it."""

LIKELY, NEARLY = 0.8, 0.7
"""Against a line as likely as the first, a locked one needs that share of its confidence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be said, with how sure it is."""

    route: Route
    score: float
    line: Line | None = None
    intent: Intent | None = None
    rivals: tuple[Line, ...] = ()


def decided(
    reading: Reading, repertoire: Repertoire, settings: MindSettings, allowed: Collection[Route]
) -> Decision | None:
    """None: the script has nothing for it."""
    # Safety before whatever is likelier; a choice is offered only where nothing is sure.
    found = _locked(reading, repertoire, settings)
    if found is not None and Route.LOCKED in allowed:
        return found
    house = _house(reading, repertoire, settings)
    if house is not None and house.route in allowed:
        return house
    if Route.SCRIPT in allowed and (line := _script(reading, repertoire, settings)):
        return line
    return _choice(reading, repertoire, settings) if Route.CHOICE in allowed else None


def _locked(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """The pack's locked line, else the careful topic that the wording demands."""
    own = _own_locked(reading, repertoire, settings)
    topic = reading.meant
    if topic is None or not topic.safety or (topic.yields and _script(reading, repertoire, settings)):
        return own
    if own is not None and own.line is not None:
        is_of_topic = own.line.id in reading.exact or own.line is repertoire.stand_ins.get(topic.id)
        is_fit = topic.permits(own.line.says) and not own.line.is_withheld
        if (is_of_topic or not topic.urgent) and is_fit:
            return own
    line = repertoire.stand_ins.get(topic.id)
    return Decision(Route.LOCKED, 1.0, line, topic if line is None else None)


def _own_locked(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    best = reading.best
    locked = next((one for one in reading.lines if repertoire.lines[one.line].locked), None)
    if locked is None or best is None:
        return None
    least = max(settings.locked, settings.rival * best.score)
    is_best = locked.score >= (NEARLY * best.score if best.score >= LIKELY else least)
    # Another line has this very question: a locked one that only resembles it does not push in.
    is_beaten = bool(reading.exact) and locked.line not in reading.exact
    is_housed = _is_nearer(reading, locked) and reading.house_score > locked.score and locked.score < SAFETY_ACCEPT
    if is_best and not is_beaten and not is_housed:
        return Decision(Route.LOCKED, locked.score, repertoire.lines[locked.line])
    return None


def _house(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """A house line, unless a line of the pack is as near."""
    # The pack's own words come before the house's.
    if reading.exact:
        return None
    intent, best = reading.house, reading.best
    if reading.meant is not None and not reading.meant.safety:
        line = repertoire.stand_ins.get(reading.meant.id)
        if line is not None:
            return Decision(Route.LOCKED, 1.0, line)
        is_own = best is not None and best.score >= settings.accept and not _is_nearer(reading, best)
        return None if is_own and not reading.meant.firm else Decision(Route.HOUSE, 1.0, intent=reading.meant)
    least = SAFETY_ACCEPT if intent is not None and intent.safety else settings.accept
    if intent is None or reading.house_score < least:
        return None
    if best is not None and (best.score >= reading.house_score or not _is_nearer(reading, best)):
        return None
    return Decision(Route.LOCKED if intent.safety else Route.HOUSE, reading.house_score, intent=intent)


def _is_nearer(reading: Reading, line: Candidate) -> bool:
    return reading.house_nearness >= reading.nearness.get(line.line, 0.0) + HOUSE_LEAD


def _script(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    best = reading.best
    if best is None or best.score < settings.accept:
        return None
    second = reading.lines[1] if len(reading.lines) > 1 else None
    is_torn = second is not None and best.score < SURE and second.score >= ALL_BUT_EQUAL * best.score
    line = repertoire.lines[best.line]
    if (is_torn and not line.locked) or (
        line.locked and best.line not in reading.exact and best.score < settings.locked
    ):
        return None
    return Decision(Route.LOCKED if line.locked else Route.SCRIPT, best.score, line)


def may_offer(first: float, second: float, either: float, settings: MindSettings) -> bool:
    """Whether two lines of these confidences make a choice: one of them is likely meant, and it may be the second."""
    return either >= settings.offer and second >= settings.rival * first


def _choice(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """Two lines that are equally near, neither of them a matter for careful handling."""
    if len(reading.lines) < 2 or reading.is_everyday:
        return None
    first, second = reading.lines[0], reading.lines[1]
    if not may_offer(first.score, second.score, reading.either, settings):
        return None
    rivals = (repertoire.lines[first.line], repertoire.lines[second.line])
    if any(line.locked or line.sensitive for line in rivals):
        return None
    return Decision(Route.CHOICE, first.score, rivals=rivals)
