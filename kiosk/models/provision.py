"""Provision: pulling what was recommended, piece by piece, with the next best where the best cannot be had."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.problem import Problem
from kiosk.models.catalog import Model, ModelError
from kiosk.models.progress import Progress, silent
from kiosk.models.recommend import Piece
from kiosk.models.store import ModelStore, Pulled

NOT_TO_BE_HAD = "KM0050"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A better model that could not be had."""

    model: Model
    reasons: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece."""

    piece: Piece
    pulled: Pulled | None
    means: str
    """What the visitor notices, in one sentence."""

    passed_over: tuple[PassedOver, ...]


def _watch_nothing(model: Model) -> Progress:
    return silent


def pull_recommended(
    store: ModelStore, pieces: Iterable[Piece], watch: Callable[[Model], Progress] = _watch_nothing
) -> Iterator[Outcome]:
    """Yields each piece as it is settled. What one model lacks never stops the others; a store that cannot be
    written, or is in use by another program, stops all."""
    for piece in pieces:
        yield _settle(store, piece, watch)


def _settle(store: ModelStore, piece: Piece, watch: Callable[[Model], Progress]) -> Outcome:
    passed_over: list[PassedOver] = []
    for candidate in piece.candidates:
        try:
            pulled = store.pull(candidate.model, watch(candidate.model))
            return Outcome(piece, pulled, candidate.means, tuple(passed_over))
        except ModelError as error:
            if error.problems[0].code != NOT_TO_BE_HAD:
                raise
            passed_over.append(PassedOver(candidate.model, error.problems[1:]))
    return Outcome(piece, None, piece.without, tuple(passed_over))
