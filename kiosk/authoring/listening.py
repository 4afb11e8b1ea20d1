"""Aloud: one text or recording through the loudspeaker, to its end."""

import time
from collections.abc import Callable

from kiosk.app.wiring.voice import VoiceSetup, speaker_of
from kiosk.domain.audio import Speech
from kiosk.domain.commands import Say
from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import VisemeTrack
from kiosk.process.clock import now
from kiosk.sound.recording import Recording
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import MakerAtOnce, Studio
from kiosk.voice.orator import Orator
from kiosk.voice.recordings import NoRecordings
from kiosk.voice.synthesis.synthesizer import Synthesizer

STEP_SECONDS = 0.01

Play = Callable[[Recording], None]


def say_aloud(setup: VoiceSetup, synthesizer: Synthesizer, text: Say, voice: Voice) -> None:
    """Returns when it was heard. Raises VoiceError where nothing can be played."""
    maker = MakerAtOnce(Studio(synthesizer, NoRecordings()))
    orator = Orator(maker, speaker_of(setup), lambda *_: None, now)
    try:
        if orator.trouble:
            raise VoiceError(orator.trouble)
        orator.say(text, voice)
        while not orator.is_idle:
            orator.step()
            time.sleep(STEP_SECONDS)
    finally:
        orator.close()


def play_aloud(setup: VoiceSetup, recording: Recording) -> None:
    """The same for a recording."""
    say_aloud(setup, _Recorded(recording), Say(0, 0, "recording", ""), Voice())


class _Recorded:
    """Speaks one recording, whatever the words."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        track = VisemeTrack((), self._recording.seconds)
        samples = self._recording.samples.tobytes()
        return Speech(text, samples, self._recording.rate_hz, track, (), "recording", "")
