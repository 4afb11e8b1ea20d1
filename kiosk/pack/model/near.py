"""Near answers of a script: `[[near]]`, what is said and offered where the figure has no answer of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.domain.content.script import Near
from kiosk.pack.model.limits import Limits
from kiosk.pack.model.table import Table


@dataclass(frozen=True, slots=True)
class PlacedNear:
    """A near answer and where its parts stand."""

    near: Near
    topics_at: Sequence[str] = ()
    offers_at: Sequence[str] = ()


def read_near(table: Table, limits: Limits, near_id: str) -> PlacedNear:
    """One near answer as far as it can be understood; `near_id` was read and judged already."""
    near = Near(
        topics=table.texts("topics", limits.asks_characters, required=True),
        says=table.texts("says", limits.says_characters, required=True),
        offers=table.texts("offers", required=True),
        id=near_id,
        where=table.where(),
    )
    table.close()
    places = [
        tuple(table.where(key, number) for number in range(len(getattr(near, key)))) for key in ("topics", "offers")
    ]
    return PlacedNear(near, *places)


def named(near: Near, name: str) -> Near:
    """With the figure's name where it says {name}."""
    return replace(near, says=tuple(text.replace("{name}", name) for text in near.says))
