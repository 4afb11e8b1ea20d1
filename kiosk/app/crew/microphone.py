"""The microphone worker: sound in, transcripts out."""

import logging
from dataclasses import dataclass

from kiosk.app.clock import now
from kiosk.app.kit import Kit
from kiosk.app.orders import ClipHeard, HearFile, HearSound
from kiosk.app.process.link import Link
from kiosk.app.sounding import Sounding
from kiosk.domain.commands import CloseMicrophone, EndUtterance, ExpectEnd, OpenMicrophone
from kiosk.domain.events import WorkerLost, WorkerReady
from kiosk.domain.interaction import MICROPHONE
from kiosk.domain.problem import Problem
from kiosk.senses.choose import choose, open_recognizer, open_vad
from kiosk.senses.echo import EchoGate
from kiosk.senses.errors import SensesError
from kiosk.senses.listener import Listener
from kiosk.senses.microphone import Microphone
from kiosk.senses.microphone_file import RoomMicrophone, last_voiced
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone
from kiosk.senses.recognizer import Recognizer
from kiosk.senses.transcription import Transcription
from kiosk.senses.vad import Vad
from kiosk.sound.errors import SoundError
from kiosk.sound.recording import Recording, read_recording, samples_of

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
OFF = "off"


def run(link: Link, kit: Kit, sounding: Sounding) -> None:
    """Listens until the link closes; a lost microphone is told and looked for again."""
    recognizers = Recognizers(kit)
    if kit.microphone.device == OFF and not kit.is_rehearsal:
        _idle(link, "switched off")
        return
    if problem := recognizers.load(kit.pack.language):
        _idle(link, problem.code)
        return
    while not link.is_closed:
        try:
            microphone = _opened(kit)
        except SensesError as error:
            log.info("no microphone: %s", error)
            link.post(WorkerLost(now(), MICROPHONE, error.problems[0].code))
            _wait(link)
            continue
        link.post(WorkerReady(now(), MICROPHONE, recognizers.name))
        try:
            vad = EchoGate(open_vad(kit.vad), sounding.played, microphone.clock_of)
            _listen(link, kit, Ear(microphone, vad, recognizers))
        except (SensesError, SoundError) as error:
            log.warning("microphone lost: %s", error)
            link.post(WorkerLost(now(), MICROPHONE, error.problems[0].code))
            microphone.close()
            _wait(link)


class Recognizers:
    """The recognizer of the language spoken now; one at a time, to keep memory bounded."""

    def __init__(self, kit: Kit) -> None:
        self._settings = kit.recognizer
        self._language = ""
        self._recognizer: Recognizer | None = None

    @property
    def name(self) -> str:
        return self._recognizer.name if self._recognizer else ""

    def load(self, language: str) -> Problem | None:
        """Makes a language's recognizer ready; the problem where there is none."""
        if language == self._language and self._recognizer is not None:
            return None
        choice = choose(self._settings, language)
        if isinstance(choice, Problem):
            return choice
        self._recognizer, self._language = None, language
        self._recognizer = open_recognizer(choice)
        return None

    def ready(self, _language: str) -> Recognizer:
        assert self._recognizer is not None
        return self._recognizer


@dataclass(frozen=True, slots=True)
class Ear:
    """What it is heard with."""

    microphone: Microphone
    vad: Vad
    recognizers: Recognizers


def _opened(kit: Kit) -> Microphone:
    return RoomMicrophone(kit.microphone, now) if kit.is_rehearsal else MiniaudioMicrophone(kit.microphone, now)


def _listen(link: Link, kit: Kit, ear: Ear) -> None:
    microphone, recognizers = ear.microphone, ear.recognizers
    listener = Listener(microphone, ear.vad, recognizers.ready, kit.endpointing, now, Transcription())
    while not link.is_closed:
        for command in link.commands():
            match command:
                case OpenMicrophone():
                    _open(link, listener, recognizers, command)
                case EndUtterance(turn=turn):
                    listener.release(turn)
                case CloseMicrophone():
                    listener.close()
                case ExpectEnd():
                    listener.expect(command)
                case HearFile() | HearSound() if isinstance(microphone, RoomMicrophone):
                    _hear(link, microphone, command)
        for event in listener.step():
            link.post(event)


def _open(link: Link, listener: Listener, recognizers: Recognizers, order: OpenMicrophone) -> None:
    """Opens the utterance; a language that nothing here hears is told, and touch stays."""
    if problem := recognizers.load(order.language):
        listener.close()
        link.post(WorkerLost(now(), MICROPHONE, problem.code))
        return
    listener.open(order)


def _hear(link: Link, room: RoomMicrophone, order: HearFile | HearSound) -> None:
    match order:
        case HearFile(file=file):
            clip = read_recording(file)
        case HearSound(samples=samples, rate_hz=rate_hz):
            clip = Recording(samples_of(samples), rate_hz)
    clip = clip.at_rate(room.rate_hz)
    ends = room.hear(clip)
    starts = ends - last_voiced(clip.samples, clip.rate_hz)
    link.note(ClipHeard(starts, ends, clip.samples.tobytes(), clip.rate_hz))


def _idle(link: Link, reason: str) -> None:
    """Nothing can be heard: told once, and again whenever somebody would be listened to."""
    link.post(WorkerLost(now(), MICROPHONE, reason))
    while not link.is_closed:
        link.commands(timeout=0.5)


def _wait(link: Link) -> None:
    until = now() + RETRY_SECONDS
    while not link.is_closed and now() < until:
        link.commands(timeout=0.2)
