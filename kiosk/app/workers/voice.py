"""The voice worker: texts in, sound out, and the position of the sample being heard."""

import logging
import math

from kiosk.app.wiring.voice import VoiceSetup, open_orator
from kiosk.app.workers.simulated_input import VoiceRecorded
from kiosk.domain.commands import Hush, Pause, Prepare, Resume, Say, SetVolume
from kiosk.domain.events import WorkerReady
from kiosk.domain.problem import Problem
from kiosk.domain.visit.interaction import VOICE
from kiosk.process.clock import now
from kiosk.process.link import Link
from kiosk.process.playback_position import Playback
from kiosk.sound.echo_reference import EchoReference, Levels
from kiosk.sound.playing import gain_of
from kiosk.voice.errors import VoiceError
from kiosk.voice.orator import Orator

log = logging.getLogger(__name__)

STEP_SECONDS = 0.005
FAINTEST_GAIN = 1e-3
HUNG = Problem("KV0017", "speech", "its making never returns", "the voice is started anew")


def run(link: Link, setup: VoiceSetup, playback: Playback, echo: EchoReference) -> None:
    """Speaks until the link closes."""
    if setup.rehearsed is not None:
        link.note(VoiceRecorded(now()))
    speak(link, setup, open_orator(setup, playback.publish), echo)


def speak(link: Link, setup: VoiceSetup, orator: Orator, echo: EchoReference) -> None:
    """A lost loudspeaker is told; texts then pass in silence, in the same time.

    Raises VoiceError where speech is made no more: a call that never returns ends with its process alone, and the next
    one speaks again.
    """
    told, levels, gain = _tell(link, orator, None), Levels(), gain_of(setup.settings.volume_percent)
    while not link.is_closed:
        if orator.is_hung:
            raise VoiceError(HUNG)
        for command in link.commands(timeout=STEP_SECONDS):
            _obey(orator, setup, command)
            gain = gain_of(command.percent) if isinstance(command, SetVolume) else gain
        for event in orator.step():
            link.post(event)
        echo.publish(levels.ahead(orator.heard, 20 * math.log10(max(gain, FAINTEST_GAIN))), now())
        told = _tell(link, orator, told)
    orator.close()


def _tell(link: Link, orator: Orator, told: str | None) -> str:
    """Says once what the voice works with, and once more when that changes."""
    state = orator.trouble.code if orator.trouble else ""
    if state != told:
        log.info("loudspeaker: %s", state or "heard")
        link.post(WorkerReady(now(), VOICE, state))
    return state


def _obey(orator: Orator, setup: VoiceSetup, command: object) -> None:
    match command:
        case Say():
            orator.say(command, setup.figure_voice)
        case Prepare():
            orator.prepare(command, setup.figure_voice)
        case Hush():
            orator.hush()
        case Pause(turn=turn):
            orator.pause(turn)
        case Resume():
            orator.resume()
        case SetVolume(percent=percent):
            orator.set_volume(percent)
