"""Outages: workers that are lost in the middle of a visit, and come back."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.events import LanguagesUnheard, WorkerLost, WorkerReady
from kiosk.domain.screen.scene import Phase
from kiosk.domain.sensing.transcript import Spoken
from kiosk.domain.visit.interaction import MICROPHONE, Interaction, with_ear
from kiosk.domain.visit.speaking import Step, read


def outage(now: Interaction, event: WorkerReady | WorkerLost | LanguagesUnheard) -> Step:
    """What a worker says of itself."""
    match event:
        case WorkerReady(at=at, worker=worker, note=note) if worker in now.machine.waking:
            return _woken(_noted(now, worker, note), worker, at), ()
        case WorkerReady(worker=worker, note=note):
            return _regained(_noted(now, worker, note), worker)
        case WorkerLost(at=at, worker=worker, reason=reason):
            return _lost(_noted(now, worker, reason), worker, at)
        case LanguagesUnheard(languages=languages):
            return _deafened(now, languages)


def _noted(now: Interaction, worker: str, note: str) -> Interaction:
    return replace(now, machine=replace(now.machine, notes={**now.machine.notes, worker: note}))


def _woken(now: Interaction, worker: str, at: float) -> Interaction:
    """Ready for the first time. What was asked meanwhile lies in its queue, and has as long from now on as ever."""
    lost, waking = now.machine.lost - {worker}, now.machine.waking - {worker}
    since = at if now.phase is Phase.THINKING else now.since
    return replace(now, since=since, machine=replace(now.machine, lost=lost, waking=waking))


def _regained(now: Interaction, worker: str) -> Step:
    """What it had before it was lost is lost with it."""
    now = replace(now, machine=replace(now.machine, lost=now.machine.lost - {worker}))
    match worker:
        case "microphone" if now.phase is Phase.LISTENING and not now.visit.holds:
            return now, (do.OpenMicrophone(now.turn.number, now.language),)
        case "mind" if now.phase is Phase.THINKING:
            return now, (do.Think(now.turn.number, now.visit.heard, now.language, Spoken()),)
        case "voice":
            return now, (do.SetVolume(now.preferences.volume_percent),)
    return now, ()


def _deafened(now: Interaction, languages: Mapping[str, str]) -> Step:
    """Which languages cannot be heard; who speaks one that can be from now on is listened to at once."""
    could_hear = now.can_hear
    now = replace(now, machine=replace(now.machine, deaf_to=languages))
    if now.can_hear and not could_hear:
        return _regained(now, MICROPHONE)
    return (now, ()) if now.can_hear else (_deaf(now), ())


def _deaf(now: Interaction) -> Interaction:
    now = with_ear(now, replace(now.turn.ear, is_hearing=False, is_holding=False))
    return replace(now, visitor=replace(now.visitor, level=0.0))


def _lost(now: Interaction, worker: str, at: float) -> Step:
    lost, waking = now.machine.lost | {worker}, now.machine.waking - {worker}
    now = replace(now, machine=replace(now.machine, lost=lost, waking=waking))
    match worker:
        case "voice" if now.turn.ended < len(now.turn.queue):
            return read(now, at), ()
        case "microphone":
            return _deaf(now), ()
        case "camera":
            # When the visitor left stays open: a camera that is lost has seen nobody leave.
            return replace(now, visitor=replace(now.visitor, is_present=False, gaze=(0.0, 0.0))), ()
    return now, ()
