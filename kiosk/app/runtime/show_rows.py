"""Rows of a running show, for programs that read along: phases, routes, workers, and who is shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.app.runtime.succession import Chosen, NewDay, Ready
from kiosk.domain import commands as do
from kiosk.domain.events import LanguagesUnheard, StickRead, StickTaken, Tapped, WorkerLost, WorkerReady
from kiosk.domain.visit.interaction import Interaction
from kiosk.process.link import Note, Post

Row = Mapping[str, Any]


def event_rows(event: Post, before: Interaction, after: Interaction) -> Iterator[Row]:
    """Phases, routes and workers; never what anybody said."""
    if isinstance(event, Note):
        return
    match event:
        case Tapped(at=at, control=control) if not control.startswith("key:"):
            yield {"event": "tapped", "at": round(at, 3), "control": control}
        case StickRead(items=items):
            yield {"event": "stick", "at": round(event.at, 3), "items": len(items)}
        case StickTaken(what=what, is_done=is_done):
            yield {"event": "taken", "at": round(event.at, 3), "what": what, "is_done": is_done}
        case WorkerReady(worker=worker, note=note):
            yield {"event": "worker_ready", "at": round(event.at, 3), "worker": worker, "note": note}
        case WorkerLost(worker=worker, reason=reason):
            yield {"event": "worker_lost", "at": round(event.at, 3), "worker": worker, "reason": reason}
        case LanguagesUnheard(languages=languages) if languages != before.machine.deaf_to:
            yield {"event": "languages_unheard", "at": round(event.at, 3), "languages": dict(languages)}
    if before.phase is not after.phase:
        route = after.visit.answer.route.value if after.visit.answer else None
        yield {"event": "phase", "at": round(event.at, 3), "phase": after.phase.value, "route": route}


def succession_rows(ready: Ready, at: float) -> Iterator[Row]:
    """Who is shown from now on."""
    row = {"event": "pack", "at": round(at, 3)}
    match ready.wish:
        case do.UsePack(pack=pack):
            yield {**row, "pack": pack}
        case do.ShowFigure(figure=figure) | Chosen(figure=figure):
            yield {**row, "event": "figure", "figure": figure}
        case NewDay():
            shown = ready.setup.pack
            yield {**row, "pack": shown.id, "on_view": not shown.is_withdrawn}
