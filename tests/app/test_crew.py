"""Workers answer the newest question and say what they lack."""

import threading
from datetime import date

import pytest

from kiosk.app.config import load
from kiosk.app.crew.mind import newest, think
from kiosk.app.crew.voice import speak
from kiosk.app.kit import assemble
from kiosk.app.process.child import CONTEXT
from kiosk.app.process.link import Beat, Link
from kiosk.app.sounding import Sounding
from kiosk.domain.commands import Anticipate, Forget, Hush, Recall, Say, Think
from kiosk.domain.events import AnswerReady, Anticipated, Event, Foreseen
from kiosk.voice.making import Studio
from kiosk.voice.orator import Orator
from kiosk.voice.recordings import NoRecordings
from kiosk.voice.trouble import VoiceError
from tests.fakes.clock import Clock
from tests.fakes.maker import FakeMaker
from tests.fakes.minds import mind_of
from tests.fakes.speaker import FakeSpeaker
from tests.fakes.synthesizer import FakeSynthesizer
from tests.fakes.visits import keeper


def test_guesses_about_older_words_are_left_out() -> None:
    first, second = Anticipate(1, "who", "en"), Anticipate(1, "who taught", "en")
    think, forget = Think(1, "who taught you", "en"), Forget()
    assert newest([first, second]) == [second]
    assert newest([first, second, think, forget]) == [think, forget]
    assert newest([think, Recall("lamp", "en"), second]) == [think, Recall("lamp", "en"), second]


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
        speak(Link(theirs), assemble(load(None), keeper(), date(2026, 1, 1)), orator, Sounding(CONTEXT))
    assert speaker.stops


def test_the_mind_foresees_its_answer_while_the_visitor_still_speaks_and_gives_it_when_asked() -> None:
    ours, theirs = CONTEXT.Pipe()
    thread = threading.Thread(target=think, args=(Link(theirs), mind_of()), daemon=True)

    def told(kind: type[Event]) -> Event:
        while isinstance(event := ours.recv(), Beat):
            pass
        assert isinstance(event, kind)
        return event

    ours.send(Anticipate(1, "how bright was", "en"))
    thread.start()
    assert told(Anticipated)
    ours.send(Anticipate(1, "how bright was the lamp", "en"))
    assert told(Anticipated)
    foreseen = told(Foreseen)
    ours.send(Think(1, "How bright was the lamp?", "en"))
    ready = told(AnswerReady)
    assert isinstance(foreseen, Foreseen)
    assert isinstance(ready, AnswerReady)
    assert (foreseen.turn, foreseen.text) == (1, "how bright was the lamp")
    assert foreseen.answer == ready.answer
    ours.send(None)
    thread.join()
