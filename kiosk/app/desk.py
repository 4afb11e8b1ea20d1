"""The staff's desk: looks at the machine beside the visit, and remembers what staff wish of the program."""

import logging
import queue
import threading
from collections.abc import Callable
from datetime import date

from kiosk.app.clock import now
from kiosk.app.kit import Kit
from kiosk.app.selection import library_of
from kiosk.app.symptoms import WORKS, Finding, lasting
from kiosk.app.worker import Post
from kiosk.domain import commands as do
from kiosk.domain.events import Examined
from kiosk.domain.problem import KioskError
from kiosk.domain.staff import Fact, PackOffer, Report

log = logging.getLogger(__name__)


class Desk:
    """Obeys errands of the visit; what takes long is done on a thread of its own."""

    def __init__(self, kit: Kit, inbox: "queue.SimpleQueue[Post]", look: Callable[[Kit], Report] | None = None) -> None:
        self.wished_pack: str | None = None
        """The pack that shall be shown from now on."""

        self.is_ending = False
        self._kit, self._inbox = kit, inbox
        self._look = look or report
        self._looking: threading.Thread | None = None

    def obey(self, errand: do.Errand) -> None:
        match errand:
            case do.Examine():
                if self._looking is None or not self._looking.is_alive():
                    self._looking = threading.Thread(target=self._examine, name="desk", daemon=True)
                    self._looking.start()
            case do.UsePack(pack=pack):
                self.wished_pack = pack
            case do.EndKiosk():
                self.is_ending = True

    def _examine(self) -> None:
        try:
            self._inbox.put(Examined(now(), self._look(self._kit)))
        except Exception:
            log.exception("the machine cannot be looked at")
            self._inbox.put(Examined(now(), Report((Fact("doctor", "failed: see the log", is_well=False),))))


def report(kit: Kit) -> Report:
    """What can be seen without opening a device that is in use, and the packs of this machine."""
    facts = tuple(_fact(finding) for finding in lasting(kit))
    return Report(facts, _offers(kit))


def _fact(finding: Finding) -> Fact:
    return Fact(finding.part, finding.what, finding.state == WORKS)


def _offers(kit: Kit) -> tuple[PackOffer, ...]:
    try:
        installed = library_of(kit.data).list(date.today())
    except (KioskError, OSError) as error:
        log.warning("packs cannot be listed: %s", error)
        return ()
    found = {pack.id: pack for pack in reversed(installed)}
    return tuple(
        PackOffer(
            id=pack.id,
            name=pack.name,
            version=pack.version,
            is_shown=pack.id == kit.pack.id,
            is_fit=not any(problem.is_error for problem in pack.problems),
        )
        for pack in sorted(found.values(), key=lambda pack: pack.name or pack.id)
    )
