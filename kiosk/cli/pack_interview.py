"""`kiosk pack interview`: a living person answers prepared questions; their consent is spoken first."""

import argparse
import sys

from kiosk.app.config.pack_selection import FIGURES, SHIPPED
from kiosk.app.wiring.setup import open_setup
from kiosk.authoring.interview import LeaveError, Means, Sitting
from kiosk.cli.output import Output
from kiosk.domain.problem import KioskError, Problem
from kiosk.pack.checks.codes import Code
from kiosk.pack.edit.interview import Interview, prepared
from kiosk.pack.importers.figure_pack import open_figure_pack


def run(options: argparse.Namespace) -> int:
    """Asks everything that was not answered yet; 1 where there is no consent at the end."""
    out = Output(options.json)
    pack = open_figure_pack(options.pack)
    if not pack.is_living:
        hint = 'kind = "living" in [figure] of pack.toml; recordings of others: kiosk pack import'
        raise KioskError(Problem(Code.CONTRADICTION.value, str(options.pack), "is of nobody who can be asked", hint))
    language = pack.language(options.language or "")
    interview = Interview(pack, language, prepared(pack, language, options.questions))
    setup = open_setup(argparse.Namespace(config=options.config, pack=str(SHIPPED / FIGURES[0])))
    try:
        Sitting(interview, setup, Means(options.recordings, options.quiet, options.recognizer or ""), out).run()
    except (LeaveError, KeyboardInterrupt):
        print("\nWhat was recorded is kept: the same command goes on from here.", file=sys.stderr)
    left = len(interview.waiting())
    told = f"{left} questions left" if left else f"every question was asked. next:  kiosk pack review {pack.folder}"
    row = {"event": "interviewed", "pack": str(pack.folder), "waiting": left, "consent": interview.has_consent}
    out.row(row, f"{pack.folder}: {told}")
    return 0 if interview.has_consent else 1
