"""The microphone worker: sound in, transcripts out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app.wiring.microphone import MicrophoneSetup, recognizers_now
from kiosk.app.workers.simulated_input import ClipHeard, HearFile, HearSound, Surround
from kiosk.domain.commands import CloseMicrophone, EndUtterance, ExpectEnd, OpenMicrophone
from kiosk.domain.events import LanguagesUnheard, WorkerLost, WorkerReady
from kiosk.domain.health import SWITCHED_OFF
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.domain.visit.interaction import MICROPHONE
from kiosk.process.clock import now
from kiosk.process.link import Link
from kiosk.senses.echo import EchoGate
from kiosk.senses.errors import RecognizerError, SensesError, refuse
from kiosk.senses.listener import Listener
from kiosk.senses.microphone import Microphone
from kiosk.senses.microphone_file import RoomMicrophone, last_voiced
from kiosk.senses.microphone_miniaudio import MiniaudioMicrophone
from kiosk.senses.recognition.choose import open_vad
from kiosk.senses.recognition.languages import Languages
from kiosk.senses.recognition.transcription import Transcription
from kiosk.senses.vad import Vad
from kiosk.sound.echo_reference import EchoReference
from kiosk.sound.errors import SoundError
from kiosk.sound.recording import Recording, read_recording, samples_of

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
LOOK_SECONDS = 10.0
"""Between two looks whether a model was installed."""

LOADING_SECONDS = 0.05
OFF = "off"


@dataclass(frozen=True, slots=True)
class Ear:
    """What it is heard with."""

    microphone: Callable[[], Microphone]
    """Opens the device; raises SensesError where there is none."""

    vad: Callable[[Microphone], Vad]
    languages: Languages
    transcription: Transcription
    rules: EndpointingRules
    clock: Callable[[], float] = now


def run(link: Link, setup: MicrophoneSetup, echo: EchoReference) -> None:
    """Listens until the link closes."""
    if setup.settings.device == OFF and not setup.is_rehearsal:
        _idle(link, SWITCHED_OFF)
        return
    languages = Languages(setup.languages, lambda: recognizers_now(setup))
    ear = Ear(
        microphone=lambda: (
            RoomMicrophone(setup.settings, now) if setup.is_rehearsal else MiniaudioMicrophone(setup.settings, now)
        ),
        vad=lambda microphone: EchoGate(open_vad(setup.vad), echo.played, microphone.clock_of),
        languages=languages,
        transcription=Transcription(languages.open, clock=now),
        rules=setup.endpointing,
    )
    listen(link, ear)


def listen(link: Link, ear: Ear) -> None:
    """Hears whatever languages can be heard; what is lost is told and looked for again.

    Raises RecognizerError when no words will come any more in this process.
    """
    try:
        _listen(link, ear)
    finally:
        ear.transcription.close()


def _listen(link: Link, ear: Ear) -> None:
    lost = ""
    while not link.is_closed:
        ear.languages.look()
        try:
            name = _loaded(link, ear)
            microphone = ear.microphone()
        except RecognizerError:
            raise
        except SensesError as error:
            log.info("nothing can be heard: %s", error)
            lost = _told(link, ear, error, lost)
            _wait(link, ear.clock)
            continue
        try:
            link.post(LanguagesUnheard(ear.clock(), ear.languages.unheard))
            link.post(WorkerReady(ear.clock(), MICROPHONE, name))
            Hearing(link, ear, microphone).run()
        except RecognizerError:
            raise
        except (SensesError, SoundError) as error:
            log.warning("microphone lost: %s", error)
            lost = _told(link, ear, error, "")
            _wait(link, ear.clock)
        finally:
            microphone.close()


class Hearing:
    """One microphone, from its opening to its loss."""

    def __init__(self, link: Link, ear: Ear, microphone: Microphone) -> None:
        self._link, self._microphone, self._clock = link, microphone, ear.clock
        self._languages, self._transcription = ear.languages, ear.transcription
        self._listener = Listener(microphone, ear.vad(microphone), ear.rules, ear.clock, ear.transcription)
        self._told, self._looked_at = ear.languages.unheard, ear.clock()
        self._language = ""
        """Of the utterance that was opened last."""

    def run(self) -> None:
        """Until the link closes. Raises SensesError when the microphone or the recognizer is lost."""
        while not self._link.is_closed:
            for command in self._link.commands():
                self._obey(command)
            for event in self._listener.step():
                self._link.post(event)
            self._notice()

    def _obey(self, command: object) -> None:
        match command:
            case OpenMicrophone():
                self._open(command)
            case EndUtterance(turn=turn):
                self._listener.release(turn)
            case CloseMicrophone():
                self._listener.close()
            case ExpectEnd():
                self._listener.expect(command)
            case HearFile() | HearSound() if isinstance(self._microphone, RoomMicrophone):
                _hear(self._link, self._microphone, command)
            case Surround(file=file) if isinstance(self._microphone, RoomMicrophone):
                self._microphone.surround(read_recording(file))

    def _open(self, order: OpenMicrophone) -> None:
        """Opens the utterance; in a language that cannot be heard touch stays, and its model is looked for again."""
        self._language = order.language
        if order.language in self._languages.unheard:
            self._languages.look()
        if order.language not in self._languages.unheard:
            self._listener.open(order)
            return
        self._listener.close()
        if self._languages.is_installed(order.language):
            self._transcription.prepare(order.language)

    def _notice(self) -> None:
        """Languages that can be heard from now on, or no longer."""
        for opened in self._transcription.opened():
            self._languages.take(opened)
        if self._clock() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = self._clock()
            self._languages.look()
        if self._languages.unheard == self._told:
            return
        self._told = self._languages.unheard
        if self._language in self._told:
            self._listener.close()
        self._link.post(LanguagesUnheard(self._clock(), self._told))


def _loaded(link: Link, ear: Ear) -> str:
    """A recognizer is there before anybody is listened to: its name. Raises SensesError where no language has one."""
    while not (ear.transcription.name or link.is_closed):
        if not ear.languages.heard:
            language, code = next(iter(ear.languages.unheard.items()))
            raise refuse(code, f"language {language}", "no recognizer hears it, nor any other of this figure")
        _load(link, ear, ear.languages.heard[0])
    return ear.transcription.name


def _load(link: Link, ear: Ear, language: str) -> None:
    """Waits for a model that is loaded in the recognizer's thread, and shows meanwhile that this one lives."""
    ear.transcription.prepare(language)
    while not link.is_closed:
        link.commands(timeout=LOADING_SECONDS)
        if (fault := ear.transcription.fault) is not None:
            raise RecognizerError(fault)
        for opened in ear.transcription.opened():
            ear.languages.take(opened)
            if opened.language == language:
                return


def _told(link: Link, ear: Ear, error: SensesError | SoundError, before: str) -> str:
    """Tells why nothing can be heard, unless that was told before."""
    code = error.problems[0].code
    if code != before:
        link.post(WorkerLost(ear.clock(), MICROPHONE, code))
    return code


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
    """Nothing is to be heard."""
    link.post(WorkerLost(now(), MICROPHONE, reason))
    while not link.is_closed:
        link.commands(timeout=0.5)


def _wait(link: Link, clock: Callable[[], float]) -> None:
    until = clock() + RETRY_SECONDS
    while not link.is_closed and clock() < until:
        link.commands(timeout=0.2)
