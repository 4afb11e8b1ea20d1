"""Health: how the parts of a kiosk are, for staff and for whoever watches many kiosks. Never a word of a visitor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SWITCHED_OFF = "switched off"
"""The reason of a worker that the configuration does without."""


class WorkerState(StrEnum):
    READY = "ready"
    LOST = "lost"
    STARTING = "starting"
    OFF = "off"


class KioskState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """Nobody is on view: no pack may be shown, or it is outside opening hours."""

    STARTING = "starting"
    FAULT = "fault"
    """No frame can be drawn."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a worker tells of itself with a heartbeat."""

    pss_mib: float | None = None
    """None where the system does not tell."""

    threads: int = 0


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """One worker."""

    state: WorkerState
    restarts: int = 0
    note: str = ""
    """What it works with, or why it does not."""

    vitals: Vitals = Vitals()


@dataclass(frozen=True, slots=True)
class Shares:
    """Median and 95th percentile, in seconds; None before there was anything to measure."""

    p50: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True)
class FrameHealth:
    """The pace of pictures."""

    fps: float = 0.0
    p99_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class StaffItem:
    """Something that needs a person."""

    code: str
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """A kiosk at one moment."""

    state: KioskState
    since: float
    """Seconds on the kiosk's own clock."""

    workers: Mapping[str, WorkerHealth] = field(default_factory=dict)
    frames: FrameHealth = FrameHealth()
    answers: Shares = Shares()
    """From the end of a question to the first words of its answer."""

    pack: str = ""
    staff: Sequence[StaffItem] = ()

    @property
    def needs_nobody(self) -> bool:
        return not self.staff


def worker_health(is_lost: bool, note: str, restarts: int, vitals: Vitals) -> WorkerHealth:
    """From what the visit knows of a worker, and its supervisor. A worker that never answered is still starting."""
    if not is_lost:
        state = WorkerState.READY
    elif note == SWITCHED_OFF:
        state = WorkerState.OFF
    else:
        state = WorkerState.LOST if note else WorkerState.STARTING
    return WorkerHealth(state, restarts, note, vitals)


def staff_items(workers: Mapping[str, WorkerHealth], stuck: Sequence[str] = ()) -> tuple[StaffItem, ...]:
    """What of the workers' health a person has to look at."""
    held = [StaffItem("KH0001", f"worker {name} does not end", "restart the machine") for name in stuck]
    lost = [
        StaffItem("KH0002", f"{name} is lost: {worker.note}", "kiosk doctor says what to do")
        for name, worker in workers.items()
        if worker.state is WorkerState.LOST
    ]
    return (*held, *lost)
