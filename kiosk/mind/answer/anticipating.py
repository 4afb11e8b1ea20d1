"""Thinking ahead: which line the words so far lead to, and whether they are a whole question yet."""

from collections.abc import Sequence

from kiosk.domain.answer import Anticipation, Route
from kiosk.mind.answer.deciding import Decision
from kiosk.mind.answer.repertoire import Reading, Repertoire
from kiosk.mind.understand.words import closed_up, heard_share, is_begun, is_whole, tokens

NEAREST = 8
"""Lines whose questions may be the one that is being asked."""

LONG, NEARLY = 12, 0.95
"""Words of a question that is said in several breaths, and the share of it that may pass for all."""

BETWEEN_TWO = 0.5
"""Two lines that are equally likely are no sure answer: what tells them apart may still be to come."""

ALIKE = 0.6
"""Share of words in common from which words heard are taken for a known question."""


def anticipated(reading: Reading, found: Decision | None, repertoire: Repertoire) -> Anticipation:
    """The likeliest line for the words so far, and how complete they are."""
    question = reading.question
    asks = found.line.asks if found is not None and found.line is not None else ()
    line = found.line.id if found is not None and found.line is not None else None
    best = reading.best.score if reading.best else 0.0
    score = found.score if found else best
    if found is not None and found.route is Route.CHOICE:
        score = min(score, BETWEEN_TWO)
    return Anticipation(
        line,
        # However sure the line: of a question that is half said more may come, which turns it into another.
        score * heard_share(question, asks) if asks else score,
        is_complete(question, asks or _near(reading, repertoire), repertoire.language),
        reading.hides_heard,
    )


def is_complete(question: str, asks: Sequence[str], language: str) -> bool:
    """A known question said to its end is whole whatever marks it bears; one begun is not, however it reads."""
    if is_said(question, asks):
        return True
    return is_whole(question, language) and not is_begun(question, asks) and not _is_long_one_begun(question, asks)


def _is_long_one_begun(question: str, asks: Sequence[str]) -> bool:
    """Somebody in the middle of a long question breathes, and what is misheard hides that its end is still to come."""
    long = [ask for ask in asks if len(tokens(ask)) >= LONG]
    return len(long) == len(asks) > 0 and heard_share(question, long) < NEARLY


def is_said(text: str, asks: Sequence[str]) -> bool:
    """Whether the words are a known question to its last two words, give or take a misheard one before them."""
    heard = tokens(closed_up(text))
    for ask in asks:
        known = tokens(closed_up(ask))
        alike = len(set(known) & set(heard)) / max(1, len(set(known) | set(heard)))
        if heard[-2:] == known[-2:] and alike >= ALIKE:
            return True
    return False


def _near(reading: Reading, repertoire: Repertoire) -> list[str]:
    nearest = sorted(reading.nearness, key=lambda line: -reading.nearness[line])[:NEAREST]
    return [ask for line in nearest if line in repertoire.lines for ask in repertoire.lines[line].asks]
