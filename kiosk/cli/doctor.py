"""`kiosk doctor`: what works on this machine, and what to do about what does not."""

import argparse

from kiosk.app.runtime.diagnosis import examine
from kiosk.app.wiring.setup import open_setup
from kiosk.cli.doctor_findings import room_findings
from kiosk.cli.output import Output

MARKS = {"works": "+", "degraded": "~", "missing": "-"}


def run(options: argparse.Namespace) -> int:
    """Examines everything; exit status 1 only when the kiosk cannot run at all."""
    out = Output(options.json)
    setup = open_setup(options)
    is_fatal = False
    if options.room:
        from kiosk.cli.doctor_room import listened_to

        found = room_findings(listened_to(setup), setup.visit.barge_in)
    else:
        found = examine(setup)
    for finding in found:
        row = {"part": finding.part, "state": finding.state, "what": finding.what, "hint": finding.hint}
        hint = f" — {finding.hint}" if finding.hint else ""
        out.row(row, f"{MARKS[finding.state]} {finding.part:14} {finding.what}{hint}")
        is_fatal = is_fatal or finding.is_fatal
    return int(is_fatal)
