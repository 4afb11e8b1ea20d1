"""`kiosk pack import`: what organizers really have becomes files of a pack."""

import argparse
import sys
from functools import cached_property
from pathlib import Path

from kiosk.app.config.pack_selection import FIGURES, SHIPPED
from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.app.wiring.setup import open_setup
from kiosk.authoring.transcribe import KioskTranscriber
from kiosk.cli import pack_rig
from kiosk.cli.output import Output
from kiosk.pack.importers.figure_pack import FigurePack
from kiosk.pack.importers.importing import Specials, import_all
from kiosk.pack.importers.photographs import import_photograph
from kiosk.pack.importers.recordings import import_memo
from kiosk.pack.importers.report import Item, Outcome, Report
from kiosk.pack.importers.wishes import Wishes


def run(options: argparse.Namespace) -> int:
    """Imports every source; one row for everything that was written, kept, left out or refused."""
    out = Output(options.json)
    wishes = Wishes(
        language=options.language or "",
        origin=options.origin or "",
        title=options.title or "",
        author=options.author or "",
        year=options.year,
        questions=options.questions or "",
        answers=options.answers or "",
        propose=options.propose,
    )
    total, status = Report(), 0
    engines = _Engines(options)
    for report in import_all(options.sources, options.into, wishes, Specials(engines.sound, engines.picture)):
        for item in report.items:
            out.row(_row(item), _line(item))
        status |= out.problems(report.problems)
        total += report
    counts = {outcome.value: count for outcome in Outcome if (count := total.count(outcome))}
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing to import"
    out.row({"event": "imported", "pack": str(options.into), **counts}, f"{options.into}: {told}")
    if total.count(Outcome.MADE) or total.count(Outcome.UPDATED):
        _tell_next(options.into, total, out)
    return status


class _Engines:
    """What recordings and photographs need, opened when the first of them comes."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options

    def sound(self, path: Path, pack: FigurePack, wishes: Wishes) -> Report:
        return import_memo(path, pack, wishes, self._transcriber)

    def picture(self, path: Path, pack: FigurePack, wishes: Wishes) -> Report:
        return import_photograph(path, pack, wishes, self._fit)

    @cached_property
    def _transcriber(self) -> KioskTranscriber:
        return KioskTranscriber(self._microphone, self._options.recognizer or "", _progress)

    @cached_property
    def _microphone(self) -> MicrophoneSetup:
        """Of the demo: a pack in the making need not be fit to be shown."""
        options = argparse.Namespace(config=self._options.config, pack=str(SHIPPED / FIGURES[0]))
        return open_setup(options).microphone

    def _fit(self, photo: Path) -> bool:
        """As `kiosk pack rig` does, without the editor."""
        options = {"photo": photo, "out": None, "again": False, "editor": False, "pack": str(SHIPPED / FIGURES[0])}
        chosen = {"config": self._options.config, "json": self._options.json}
        return pack_rig.run(argparse.Namespace(**options, **chosen)) == 0


def _progress(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\rlistening … {share:4.0%}", end="" if share < 0.99 else "\n", file=sys.stderr, flush=True)


def _row(item: Item) -> dict[str, str]:
    return {
        "event": "item",
        "source": item.source,
        "where": item.where,
        "outcome": item.outcome.value,
        "target": item.target,
        "what": item.what,
    }


def _line(item: Item) -> str:
    place = f"{item.source}, {item.where}" if item.where else item.source
    target = f" → {item.target}" if item.target else ""
    return f"{item.outcome.value:9} {place}{target}: {item.what}"


def _tell_next(folder: Path, total: Report, out: Output) -> None:
    """What to do now, for people."""
    is_proposed = any("/proposed-" in item.target or "/memo-" in item.target for item in total.items)
    acts = ["review", "check"] if is_proposed else ["check"]
    out.row({"event": "next", "acts": acts}, "next:  " + "   ".join(f"kiosk pack {act} {folder}" for act in acts))
