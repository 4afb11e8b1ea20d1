"""Outages: workers that are lost in the middle of a visit, and come back."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, read


def regained(now: Interaction, worker: str) -> Step:
    now = replace(now, lost=now.lost - {worker})
    match worker:
        case "microphone" if now.phase is Phase.LISTENING and not now.holds:
            return now, (do.OpenMicrophone(now.turn, now.language),)
        case "mind" if now.phase is Phase.THINKING:
            return now, (do.Think(now.turn, now.heard, now.language),)
        case "voice":
            return now, (do.SetVolume(now.volume_percent),)
    return now, ()


def lost(now: Interaction, worker: str, at: float) -> Step:
    now = replace(now, lost=now.lost | {worker})
    match worker:
        case "voice" if now.ended < len(now.queue):
            return read(now, at), ()
        case "microphone":
            return replace(now, is_hearing=False, is_holding=False, level=0.0), ()
        case "camera":
            return replace(now, is_present=False, gaze=(0.0, 0.0)), ()
    return now, ()
