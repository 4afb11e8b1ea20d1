"""Staff's errands: looks at the machine beside the visit, and hands on what staff wish of the program."""

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk.app.config.pack_selection import library_of
from kiosk.app.runtime.commands import Commands
from kiosk.app.runtime.diagnosis import WORKS, Finding, lasting
from kiosk.app.runtime.stick_watch import stick_folder
from kiosk.app.wiring.setup import Setup
from kiosk.domain import commands as do
from kiosk.domain.events import Examined, StickRead, StickTaken
from kiosk.domain.problem import KioskError
from kiosk.domain.staff import Fact, PackOffer, Report, StickItem
from kiosk.pack.store import stick
from kiosk.process.clock import now
from kiosk.process.link import Postbox

STICK_LOCK = threading.Lock()
"""One thing at a time is unpacked from a stick."""

log = logging.getLogger(__name__)


class StaffErrands:
    """Obeys errands of the visit; what takes long is done on a thread of its own, one thing after the other."""

    def __init__(
        self,
        setup: Setup,
        inbox: Postbox,
        commands: Commands,
        look: Callable[[Setup], Report] | None = None,
    ) -> None:
        self._setup, self._inbox, self._commands = setup, inbox, commands
        self._look = look or report
        self._work: dict[str, threading.Thread] = {}

    def obey(self, errand: do.Errand) -> None:
        match errand:
            case do.Examine():
                self._begin("examining", self._examine)
            case do.ReadStick():
                self._begin("stick", self._read_stick)
            case do.TakeFromStick(file=file):
                self._begin("taking", lambda: self._take(file))
            case do.UsePack() | do.ShowFigure() | do.EndKiosk():
                self._commands.give(errand)

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        """On a thread of its own, unless the same is being done."""
        busy = self._work.get(name)
        if busy is None or not busy.is_alive():
            self._work[name] = threading.Thread(target=work, name=f"errand {name}", daemon=True)
            self._work[name].start()

    def _examine(self) -> None:
        try:
            self._inbox.put(Examined(now(), self._look(self._setup)))
        except Exception:
            log.exception("the machine cannot be looked at")
            self._inbox.put(Examined(now(), Report((Fact("doctor", "failed: see the log", is_well=False),))))

    def _read_stick(self) -> None:
        try:
            with STICK_LOCK:
                folder, found = stick_folder(self._setup.data), tuple[StickItem, ...]()
                if folder is not None:
                    found = stick.items(folder, library_of(self._setup.data, self._setup.place), date.today())
            self._inbox.put(StickRead(now(), found))
        except Exception:
            log.exception("the stick cannot be looked at")
            self._inbox.put(StickRead(now(), ()))

    def _take(self, name: str) -> None:
        """Another version of the figure that is shown takes its place at once: staff stand before it."""
        try:
            with STICK_LOCK:
                folder = stick_folder(self._setup.data) or Path()
                told, pack = stick.take(folder, name, library_of(self._setup.data, self._setup.place), date.today())
        except KioskError as error:
            log.warning("%s is not taken over: %s", name, error)
            self._inbox.put(StickTaken(now(), str(error.problems[0]), is_done=False))
        except Exception:
            log.exception("%s is not taken over", name)
            self._inbox.put(StickTaken(now(), "see the log", is_done=False))
        else:
            log.info("taken from a stick: %s", told)
            self._inbox.put(StickTaken(now(), told, is_done=True))
            if pack and pack == self._setup.pack.id and not self._setup.visit.figures:
                self._commands.give(do.UsePack(pack))


def report(setup: Setup) -> Report:
    """What can be seen without opening a device that is in use, and the packs of this machine."""
    facts = tuple(_fact(finding) for finding in lasting(setup))
    return Report(facts, _offers(setup))


def _fact(finding: Finding) -> Fact:
    return Fact(finding.part, finding.what, finding.state == WORKS)


def _offers(setup: Setup) -> tuple[PackOffer, ...]:
    try:
        installed = library_of(setup.data, setup.place).list(date.today())
    except (KioskError, OSError) as error:
        log.warning("packs cannot be listed: %s", error)
        return ()
    found = {pack.id: pack for pack in reversed(installed)}
    return tuple(
        PackOffer(
            id=pack.id,
            name=pack.name,
            version=pack.version,
            is_shown=pack.id == setup.pack.id,
            is_fit=not any(problem.is_error for problem in pack.problems),
        )
        for pack in sorted(found.values(), key=lambda pack: pack.name or pack.id)
    )
