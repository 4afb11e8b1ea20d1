import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Viseme
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.synthesizer import LONGEST_TEXT
from kiosk.voice.synthesis.synthesizer_pyttsx3 import EspeakSynthesizer, SystemSynthesizer

SENTENCES = {
    "en": "In 1843, Baby Bob's map — “see” the 3.5% of well-known cafés… judged three things!",
    "ko": "안녕하세요. 저는 에이다 러브레이스입니다.",
    "de": "Ich möchte 1843 über Bücher sprechen, zwei Pferde und jüdische Gemüse.",
    "fr": "Bonjour, je m'appelle André, un bon vin blanc de Bourgogne.",
    "es": "Buenos días, me llamo José y vivo en la montaña.",
    "zh": "你好，我是老师。“分析机”能够编织代数的图案。",
    "it": "Buongiorno, gli gnocchi sono già cotti.",
}


@pytest.fixture(name="espeak", scope="module")
def _espeak() -> EspeakSynthesizer:
    try:
        return EspeakSynthesizer()
    except VoiceError as error:
        pytest.skip(str(error))


@pytest.fixture(name="speech", params=SENTENCES)
def _speech(espeak: EspeakSynthesizer, request: pytest.FixtureRequest) -> Speech:
    return espeak.speak(SENTENCES[request.param], request.param, Voice(gender="female"))


def _loudness(speech: Speech, begin: float, end: float) -> float:
    samples = np.frombuffer(speech.samples, np.int16).astype(float)
    return float(np.sqrt(np.mean(samples[round(begin * speech.rate_hz) : round(end * speech.rate_hz)] ** 2)))


def test_the_track_begins_and_ends_at_rest_and_never_runs_backwards(speech: Speech) -> None:
    cues = speech.track.cues
    assert cues[0].at == 0.0
    assert cues[0].viseme is cues[-1].viseme is Viseme.SIL
    assert all(first.at < second.at for first, second in pairwise(cues))
    assert cues[-1].at < speech.track.seconds == pytest.approx(speech.seconds)
    assert len(cues) > 4 * speech.seconds


def test_every_word_has_its_time_in_order_and_offsets_of_the_original_text(speech: Speech) -> None:
    shown = "".join(speech.text[word.start : word.end] for word in speech.words)
    assert shown == "".join(speech.text.split())
    assert all(first.at <= second.at for first, second in pairwise(speech.words))
    assert 0.0 <= speech.words[0].at < 0.1
    assert speech.words[-1].at < speech.seconds


def test_where_the_track_is_at_rest_nothing_sounds(speech: Speech) -> None:
    loud = _loudness(speech, 0.0, speech.seconds)
    for cue, following in pairwise(speech.track.cues):
        if cue.viseme is Viseme.SIL and following.at - cue.at > 0.15:
            assert _loudness(speech, cue.at + 0.05, following.at) < 0.2 * loud


def test_lips_close_for_every_p_b_and_m(espeak: EspeakSynthesizer) -> None:
    """Once for the b and the m that meet in "Bob map"."""
    track = espeak.speak("Baby Bob map", "en", Voice()).track
    assert [cue.viseme for cue in track.cues].count(Viseme.PP) == 5


def test_a_closed_mouth_is_quieter_than_the_vowel_after_it(espeak: EspeakSynthesizer) -> None:
    speech = espeak.speak("Papa, papa, papa.", "en", Voice())
    spans = [(cue.viseme, cue.at, following.at) for cue, following in pairwise(speech.track.cues)]
    closed = [_loudness(speech, begin, begin + 0.03) for viseme, begin, _ in spans if viseme is Viseme.PP]
    opened = [_loudness(speech, begin, end) for viseme, begin, end in spans if viseme in (Viseme.AA, Viseme.O)]
    assert len(closed) == 6
    assert max(closed) < 0.5 * min(opened)


def test_a_number_takes_its_time_and_the_next_word_waits(espeak: EspeakSynthesizer) -> None:
    text = "In 1843, Lovelace wrote."
    words = {text[word.start : word.end]: word.at for word in espeak.speak(text, "en", Voice()).words}
    assert words["1843,"] - words["In"] < 0.3
    assert words["Lovelace"] - words["1843,"] > 0.8


def test_a_word_can_be_cut_out_at_its_time(espeak: EspeakSynthesizer) -> None:
    for text, word in (("Stop. Go on.", "Go"), ("The engine, Babbage.", "Babbage.")):
        speech = espeak.speak(text, "en", Voice())
        at = next(time.at for time in speech.words if text[time.start : time.end] == word)
        assert _loudness(speech, at, at + 0.25) > 5 * _loudness(speech, at - 0.06, at - 0.01)


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "\n"])
def test_a_text_with_nothing_to_say_is_a_short_silence(espeak: EspeakSynthesizer, text: str) -> None:
    speech = espeak.speak(text, "en", Voice())
    assert 0.0 < speech.seconds < 0.2
    assert not any(speech.samples)
    assert speech.track.cues[-1].viseme is Viseme.SIL


def test_a_slower_voice_takes_longer(espeak: EspeakSynthesizer) -> None:
    slow, fast = (espeak.speak(SENTENCES["en"], "en", Voice(rate_wpm=rate)).seconds for rate in (120, 200))
    assert slow > 1.3 * fast


def test_a_woman_s_voice_is_higher_and_of_the_same_language(espeak: EspeakSynthesizer) -> None:
    man, woman = (espeak.speak("Hello there.", "en", Voice(gender=gender)) for gender in ("male", "female"))
    assert man.voice.startswith("en-gb")
    assert woman.voice.startswith(man.voice + "+")
    assert man.samples != woman.samples


def test_a_pack_s_own_voice_is_taken_and_an_unknown_one_passed_over(espeak: EspeakSynthesizer) -> None:
    assert espeak.speak("Hello", "en", Voice(voice="en-us")).voice == "en-us"
    assert espeak.speak("Hello", "en", Voice(voice="no such voice")).voice == "en-gb-x-rp"


def test_a_region_without_a_voice_of_its_own_speaks_its_language(espeak: EspeakSynthesizer) -> None:
    assert espeak.speak("Guten Tag", "de-AT", Voice()).voice == "de"


def test_a_language_without_a_voice_is_told(espeak: EspeakSynthesizer) -> None:
    with pytest.raises(VoiceError) as error:
        espeak.speak("Hello", "xx", Voice())
    assert error.value.problems[0].code == "KV0003"


def test_a_text_too_long_to_be_stood_through_is_refused(espeak: EspeakSynthesizer) -> None:
    with pytest.raises(VoiceError) as error:
        espeak.speak("word " * LONGEST_TEXT, "en", Voice())
    assert error.value.problems[0].code == "KV0004"


def test_late_words_of_a_long_text_are_still_in_their_place(espeak: EspeakSynthesizer) -> None:
    text = " ".join(f"Sentence {number} has some words." for number in range(100, 180))
    speech = espeak.speak(text, "en", Voice())
    starts = [word for word in speech.words if text[word.start : word.end] == "Sentence"]
    gaps = [second.at - first.at for first, second in pairwise(starts)]
    assert len(starts) == 80
    assert max(gaps) < 1.6 * min(gaps)


@pytest.fixture(name="apart", scope="module")
def _apart() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _through_the_driver(texts: list[str]) -> list[Speech] | str:
    try:
        synthesizer = SystemSynthesizer()
    except VoiceError as error:
        return str(error)
    return [synthesizer.speak(text, "en", Voice()) for text in texts]


def test_the_system_s_driver_speaks_whole_texts_one_after_the_other(apart: ProcessPoolExecutor) -> None:
    """In a process of its own, for espeak can be initialized only once."""
    speeches = apart.submit(
        _through_the_driver, ["Baby Bob has a map.", "And now a second, longer text is said."]
    ).result()
    if isinstance(speeches, str):
        pytest.skip(speeches)
    first, second = speeches
    assert 1.0 < first.seconds < second.seconds < 5.0
    for speech in speeches:
        assert speech.track.cues[0].viseme is speech.track.cues[-1].viseme is Viseme.SIL
        assert len(speech.track.cues) > 5
        assert "".join(speech.text[word.start : word.end] for word in speech.words) == "".join(speech.text.split())


LIPS_AND_VOWELS = "Papa, may Bob and Pam keep my mother's map? Maybe a baby bumped my apple pie, and Mama popped up."


def _lag_of_mouth(speech: Speech) -> float:
    """Seconds by which the opening of the mouth follows the loudness of the sound best."""
    step = 0.005
    window = int(0.02 * speech.rate_hz)
    samples = np.frombuffer(speech.samples, np.int16).astype(float)
    places = np.arange(0.0, speech.seconds - 0.05, step)
    loud = np.array(
        [np.sqrt(np.mean(samples[(at := int(place * speech.rate_hz)) : at + window] ** 2)) for place in places]
    )
    shapes = [speech.track.shape_at(float(place)) for place in places]
    opened = np.array([shape.jaw + 0.3 * (shape.lower + shape.upper) - 0.3 * shape.press for shape in shapes])
    loud, opened = loud - loud.mean(), opened - opened.mean()
    lags = range(-30, 31)
    fits = [float((np.roll(opened, -lag)[40:-40] * loud[40:-40]).sum()) for lag in lags]
    return lags[int(np.argmax(fits))] * step


def test_the_mouth_opens_with_the_sound_within_forty_milliseconds(espeak: EspeakSynthesizer) -> None:
    lag = _lag_of_mouth(espeak.speak(LIPS_AND_VOWELS, "en", Voice(gender="female")))
    assert abs(lag) <= 0.04, f"the mouth is {lag * 1000:.0f} ms off"


def test_a_given_sound_is_spoken_instead_of_the_spelling(espeak: EspeakSynthesizer) -> None:
    given = espeak.speak("Xyzq wrote.", "en", Voice(pronounce=(("Xyzq", "/ˈbɑbəpəp/"),)))
    assert [cue.viseme for cue in given.track.cues].count(Viseme.PP) == 4
    assert [given.text[word.start : word.end] for word in given.words] == ["Xyzq", "wrote."]
    assert given.seconds < 1.6
