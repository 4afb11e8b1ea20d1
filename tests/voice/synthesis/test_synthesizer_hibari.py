from itertools import pairwise

import numpy as np
import pytest

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Viseme
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.synthesizer_hibari import HibariSynthesizer

TEXT = "Mr. Babbage's engine was never built. In 1843, Baby Bob's mother wrote seven notes, and they were mine."


@pytest.fixture(name="hibari", scope="module")
def _hibari() -> HibariSynthesizer:
    try:
        return HibariSynthesizer()
    except VoiceError as error:
        pytest.skip(str(error))


@pytest.fixture(name="speech", scope="module")
def _speech(hibari: HibariSynthesizer) -> Speech:
    return hibari.speak(TEXT, "en", Voice(gender="female"))


def _loudness(speech: Speech, begin: float, end: float) -> float:
    samples = np.frombuffer(speech.samples, np.int16).astype(float)
    return float(np.sqrt(np.mean(samples[round(begin * speech.rate_hz) : round(end * speech.rate_hz)] ** 2)))


def _lag_of_mouth(speech: Speech) -> float:
    """Seconds by which the opening of the mouth follows the loudness of the sound best."""
    step = 0.005
    places = np.arange(0.0, speech.seconds - 0.05, step)
    loud = np.array([_loudness(speech, place, place + 0.02) for place in places])
    shapes = [speech.track.shape_at(float(place)) for place in places]
    opened = np.array([shape.jaw + 0.3 * (shape.lower + shape.upper) - 0.3 * shape.press for shape in shapes])
    loud, opened = loud - loud.mean(), opened - opened.mean()
    lags = range(-30, 31)
    fits = [float((np.roll(opened, -lag)[40:-40] * loud[40:-40]).sum()) for lag in lags]
    return lags[int(np.argmax(fits))] * step


def test_the_track_begins_and_ends_at_rest_and_never_runs_backwards(speech: Speech) -> None:
    cues = speech.track.cues
    assert cues[0].at == 0.0
    assert cues[0].viseme is cues[-1].viseme is Viseme.SIL
    assert all(first.at < second.at for first, second in pairwise(cues))
    assert cues[-1].at < speech.track.seconds == pytest.approx(speech.seconds, abs=1e-4)
    assert len(cues) > 6 * speech.seconds


def test_it_speaks_at_once_and_does_not_trail_off_in_silence(speech: Speech) -> None:
    loud = _loudness(speech, 0.0, speech.seconds)
    assert _loudness(speech, 0.03, 0.23) > 0.1 * loud
    assert _loudness(speech, speech.seconds - 0.28, speech.seconds - 0.08) > 0.02 * loud


def test_lips_rest_in_the_pause_between_two_sentences(speech: Speech) -> None:
    loud = _loudness(speech, 0.0, speech.seconds)
    rests = [(a.at, b.at) for a, b in pairwise(speech.track.cues) if a.viseme is Viseme.SIL and b.at - a.at > 0.25]
    assert rests
    assert all(_loudness(speech, begin + 0.1, end - 0.1) < 0.1 * loud for begin, end in rests)


def test_the_mouth_opens_with_the_sound_within_forty_milliseconds(hibari: HibariSynthesizer) -> None:
    text = "Papa, may Bob and Pam keep my mother's map? Maybe a baby bumped my apple pie, and Mama popped up."
    lag = _lag_of_mouth(hibari.speak(text, "en", Voice()))
    assert abs(lag) <= 0.04, f"the mouth is {lag * 1000:.0f} ms off"


def test_every_word_has_its_time_in_order_and_offsets_of_the_original_text(speech: Speech) -> None:
    assert "".join(TEXT[word.start : word.end] for word in speech.words) == "".join(TEXT.split())
    assert all(first.at <= second.at for first, second in pairwise(speech.words))
    at = {TEXT[word.start : word.end]: word.at for word in speech.words}
    assert at["Baby"] - at["1843,"] > 0.7
    assert _loudness(speech, at["In"], at["In"] + 0.2) > 5 * _loudness(speech, at["In"] - 0.15, at["In"] - 0.05)


def test_the_same_text_sounds_the_same_again(hibari: HibariSynthesizer, speech: Speech) -> None:
    assert hibari.speak(TEXT, "en", Voice(gender="female")).samples == speech.samples


def test_a_slower_voice_takes_longer(hibari: HibariSynthesizer) -> None:
    slow, fast = (hibari.speak(TEXT, "en", Voice(rate_wpm=rate)).seconds for rate in (120, 200))
    assert slow > 1.3 * fast


def test_a_higher_voice_has_its_voiced_sound_at_a_higher_frequency(hibari: HibariSynthesizer) -> None:
    def fundamental(pitch: int) -> float:
        """By autocorrelation of the loudest stretch."""
        speech = hibari.speak("Far, far away, a large armada.", "en", Voice(pitch_percent=pitch))
        sound = np.frombuffer(speech.samples, np.int16).astype(float)
        windows = np.lib.stride_tricks.sliding_window_view(sound, 1200)[::240]
        loudest = windows[int(np.argmax((windows**2).sum(axis=1)))]
        likeness = np.correlate(loudest, loudest, "full")[1199:]
        shortest = speech.rate_hz // 400
        return speech.rate_hz / (shortest + int(np.argmax(likeness[shortest : speech.rate_hz // 90])))

    assert fundamental(80) > 1.2 * fundamental(20)


def test_a_long_sentence_is_spoken_to_its_end(hibari: HibariSynthesizer) -> None:
    text = "I went, " + ", ".join(f"then I saw the house of the {word} man" for word in ["old"] * 40) + " at sea."
    speech = hibari.speak(text, "en", Voice())
    assert speech.seconds > 60
    assert speech.words[-1].at > speech.seconds - 2


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "\n"])
def test_a_text_with_nothing_to_say_is_a_short_silence(hibari: HibariSynthesizer, text: str) -> None:
    speech = hibari.speak(text, "en", Voice())
    assert 0.0 < speech.seconds < 0.2
    assert not any(speech.samples)


@pytest.mark.parametrize(("language", "gender", "code"), [("ko", "", "KV0003"), ("en", "elvish", "KV0012")])
def test_what_it_has_no_voice_for_it_leaves_to_others(
    hibari: HibariSynthesizer, language: str, gender: str, code: str
) -> None:
    with pytest.raises(VoiceError) as error:
        hibari.speak("Hello", language, Voice(gender=gender))
    assert error.value.problems[0].code == code


def test_a_given_sound_is_spoken_instead_of_the_spelling(hibari: HibariSynthesizer) -> None:
    given = hibari.speak("Xyzq wrote.", "en", Voice(pronounce=(("Xyzq", "/ˈbɑbəpəp/"),)))
    assert [cue.viseme for cue in given.track.cues].count(Viseme.PP) == 4
    assert [given.text[word.start : word.end] for word in given.words] == ["Xyzq", "wrote."]
