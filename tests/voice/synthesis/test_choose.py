from kiosk.domain.content.figure import Engine, Voice
from kiosk.voice.synthesis.choose import Voices
from tests.fakes.synthesizer import FakeSynthesizer


def test_the_natural_voice_speaks_where_it_can() -> None:
    natural, plain = FakeSynthesizer(), FakeSynthesizer()
    Voices(natural, plain).speak("Hello", "en", Voice())
    assert (natural.asked, plain.asked) == (["Hello"], [])


def test_a_text_that_the_natural_voice_cannot_speak_is_spoken_by_the_plain_one() -> None:
    natural, plain = FakeSynthesizer(), FakeSynthesizer()
    natural.fails = True
    assert Voices(natural, plain).speak("Hello", "en", Voice()).seconds > 0
    assert plain.asked == ["Hello"]


def test_a_pack_may_ask_for_the_plain_voice() -> None:
    natural, plain = FakeSynthesizer(), FakeSynthesizer()
    Voices(natural, plain).speak("Hello", "en", Voice(engine=Engine.ESPEAK))
    assert (natural.asked, plain.asked) == ([], ["Hello"])
