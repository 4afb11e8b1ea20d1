"""Outages: workers that are lost in the middle of a visit, and come back."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction, with_ear
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, read


def regained(now: Interaction, worker: str, note: str) -> Step:
    machine = now.machine
    machine = replace(machine, lost=machine.lost - {worker}, notes={**machine.notes, worker: note})
    now = replace(now, machine=machine)
    match worker:
        case "microphone" if now.phase is Phase.LISTENING and not now.visit.holds:
            return now, (do.OpenMicrophone(now.turn.number, now.language),)
        case "mind" if now.phase is Phase.THINKING:
            return now, (do.Think(now.turn.number, now.visit.heard, now.language),)
        case "voice":
            return now, (do.SetVolume(now.preferences.volume_percent),)
    return now, ()


def lost(now: Interaction, worker: str, reason: str, at: float) -> Step:
    machine = now.machine
    machine = replace(machine, lost=machine.lost | {worker}, notes={**machine.notes, worker: reason})
    now = replace(now, machine=machine)
    match worker:
        case "voice" if now.turn.ended < len(now.turn.queue):
            return read(now, at), ()
        case "microphone":
            now = with_ear(now, replace(now.turn.ear, is_hearing=False, is_holding=False))
            return replace(now, visitor=replace(now.visitor, level=0.0)), ()
        case "camera":
            return replace(now, visitor=replace(now.visitor, is_present=False, gaze=(0.0, 0.0))), ()
    return now, ()
