"""The decision what a question means: safety and the house's facts first, then whatever is likeliest.

Three bands: what is sure is said; what is nearly so is offered, and said to be near; for the rest there is nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kiosk.domain.answer import Candidate, Route
from kiosk.domain.content.script import Line
from kiosk.mind.answer.house import Intent
from kiosk.mind.answer.repertoire import Reading, Repertoire, is_near
from kiosk.mind.settings import MindSettings

SURE = 0.985
"""From here the second line must be all but equal to make a choice of it."""

ALL_BUT_EQUAL = 0.95
WORDED = 0.75
"""From here a line of the pack comes before a house line whose very wording was said."""

HOUSE_LEAD = 0.05
"""A house line must be nearer by this much than the best line of the pack."""

SAFETY_ACCEPT = 0.6
"""From here a safety line is said though no pattern demands it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be said, with how sure it is."""

    route: Route
    score: float
    line: Line | None = None
    intent: Intent | None = None
    rivals: tuple[Line, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it answers, rather than offers."""
        return self.route not in (Route.NEAR, Route.CHOICE)

    @property
    def key(self) -> str:
        """What is said, by its id."""
        return self.line.id if self.line is not None else f"house:{self.intent.id}" if self.intent is not None else ""


def decided(
    reading: Reading, repertoire: Repertoire, settings: MindSettings, allowed: Collection[Route]
) -> Decision | None:
    """None: the script has nothing for it."""
    first = (_safe(reading, repertoire), _fact(reading, settings, repertoire.language))
    found = next((one for one in first if one is not None and one.route in allowed), None)
    if found is not None:
        return found
    house, own = _house(reading, repertoire, settings), _script(reading, repertoire, settings)
    if house is not None and house.route in allowed:
        return house
    choice = _choice(reading, repertoire, settings) if Route.CHOICE in allowed else None
    if own is not None and own.route in allowed and not (choice is not None and _is_torn(reading, own)):
        return own
    return choice or (_near(reading, repertoire, settings) if Route.NEAR in allowed else None)


def _safe(reading: Reading, repertoire: Repertoire) -> Decision | None:
    """The careful topic of the question: the pack's locked line on that very topic, else the house's."""
    topic = reading.meant
    if topic is None or not topic.safety:
        return None
    best = reading.best
    line = repertoire.stand_ins.get(topic.id)
    exact = next((repertoire.lines[one] for one in reading.exact if repertoire.lines[one].locked), None)
    if exact is not None and topic.permits(exact.says) and not exact.is_withheld:
        return Decision(Route.LOCKED, 1.0, exact)
    if topic.yields and best is not None and best.score >= SAFETY_ACCEPT and not is_near(best.line):
        return None
    if line is not None:
        return Decision(Route.LOCKED, 1.0, line)
    return Decision(Route.LOCKED, 1.0, intent=topic)


def _fact(reading: Reading, settings: MindSettings, language: str) -> Decision | None:
    """What the house has told of itself comes before every line of a pack."""
    intent = reading.meant
    if intent is None or not intent.fact:
        return None
    told = settings.facts.told(intent.fact, language)
    return Decision(Route.HOUSE, 1.0, intent=replace(intent, says=(told,))) if told else None


def _house(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """A house line, unless a line of the pack is as near."""
    # The pack's own words come before the house's.
    if reading.exact:
        return None
    intent, best = reading.house, reading.best
    meant = reading.meant
    if meant is not None and not meant.safety:
        line = repertoire.stand_ins.get(meant.id)
        if line is not None:
            return Decision(Route.LOCKED, 1.0, line)
        is_own = best is not None and best.score >= WORDED and not _is_nearer(reading, best)
        return None if is_own and not meant.firm else Decision(Route.HOUSE, 1.0, intent=meant)
    least = SAFETY_ACCEPT if intent is not None and intent.safety else settings.accept
    if intent is None or intent.follow or reading.house_score < least:
        return None
    if best is not None and (best.score >= reading.house_score or not _is_nearer(reading, best)):
        return None
    return Decision(Route.LOCKED if intent.safety else Route.HOUSE, reading.house_score, intent=intent)


def _is_nearer(reading: Reading, line: Candidate) -> bool:
    return reading.house_nearness >= reading.nearness.get(line.line, 0.0) + HOUSE_LEAD


def _script(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """The likeliest line where it is likely enough."""
    best = reading.best
    if best is None or best.score < settings.accept:
        return None
    line = repertoire.lines[best.line]
    route = Route.NEAR if is_near(best.line) else Route.LOCKED if line.locked else Route.SCRIPT
    return Decision(route, best.score, line)


def _is_torn(reading: Reading, found: Decision) -> bool:
    """Whether another line is all but as likely, so that a choice of the two says more than either."""
    second = next((one for one in reading.lines[1:] if not is_near(one.line)), None)
    is_equal = second is not None and second.score >= ALL_BUT_EQUAL * found.score
    return found.route is Route.SCRIPT and found.score < SURE and is_equal


def may_offer(first: float, second: float, either: float, settings: MindSettings) -> bool:
    """Whether two lines of these confidences make a choice: one of them is likely meant, and it may be the second."""
    return either >= settings.offer and second >= settings.rival * first


def _choice(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """Two lines that are equally near, neither of them a matter for careful handling."""
    lines = [one for one in reading.lines if not is_near(one.line)]
    if len(lines) < 2 or reading.is_everyday:
        return None
    first, second = lines[0], lines[1]
    if not may_offer(first.score, second.score, reading.either, settings):
        return None
    rivals = (repertoire.lines[first.line], repertoire.lines[second.line])
    if any(line.locked or line.sensitive for line in rivals):
        return None
    return Decision(Route.CHOICE, first.score, rivals=rivals)


def _near(reading: Reading, repertoire: Repertoire, settings: MindSettings) -> Decision | None:
    """The nearest line that may be offered without having been asked for."""
    if reading.is_everyday or reading.is_strange:
        return None
    for one in reading.lines:
        if one.score < settings.near:
            return None
        line = repertoire.lines[one.line]
        if not (line.locked or line.sensitive or line.is_withheld):
            return Decision(Route.NEAR, one.score, line)
    return None
