"""The voice worker heeds what stops it, whatever its engine does."""

import pytest

from kiosk.app.config.config import load
from kiosk.app.wiring.voice import voice_setup
from kiosk.app.workers.voice import speak
from kiosk.domain.commands import Hush, Say
from kiosk.process.child import CONTEXT
from kiosk.process.link import Link
from kiosk.sound.echo_reference import EchoReference
from kiosk.voice.errors import VoiceError
from kiosk.voice.making import Studio
from kiosk.voice.orator import Orator
from kiosk.voice.recordings import NoRecordings
from tests.fakes.clock import Clock
from tests.fakes.maker import FakeMaker
from tests.fakes.speaker import FakeSpeaker
from tests.fakes.synthesizer import FakeSynthesizer
from tests.fakes.visits import keeper


class _Passing(Clock):
    """Every look at it takes a moment."""

    def __call__(self) -> float:
        self.pause(0.1)
        return self.now


def test_a_voice_whose_engine_never_returns_ends_to_be_started_anew_and_is_hushed_until_then() -> None:
    ours, theirs = CONTEXT.Pipe()
    studio, clock = Studio(FakeSynthesizer(), NoRecordings()), _Passing()
    speaker, maker = FakeSpeaker(Clock()), FakeMaker(studio, clock)
    orator = Orator(maker, lambda: speaker, lambda *_: None, clock)
    orator.say(Say(1, 0, "I am Ada.", "en"), keeper().voice)
    maker.finish()
    orator.say(Say(1, 1, "This one hangs.", "en"), keeper().voice)
    orator.step()
    ours.send(Hush())
    with pytest.raises(VoiceError):
        speak(Link(theirs), voice_setup(load(None), keeper()), orator, EchoReference(CONTEXT))
    assert speaker.stops
