"""The recognizers' contract, on a fake and on real models with real speech."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.endpointing import EndpointingRules
from kiosk.domain.sensing.transcript import Transcript, Word
from kiosk.domain.word_error import is_syllabic, units
from kiosk.senses.errors import SensesError
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import Choice, choose, open_recognizer
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.recognition.recognizer_vosk import is_ghost, spoken
from kiosk.senses.settings import MicrophoneSettings, RecognizerSettings, VadSettings
from kiosk.senses.vad_silero import SileroVad
from kiosk.sound.recording import Recording, read_recording, to_int16
from tests.fakes.clock import Clock
from tests.fakes.recognizer import CountingRecognizer
from tests.material import KOREAN, SLOWLY, real
from tests.material import spoken as spoken_aloud

LANGUAGES = {"fake": "en", "moonshine": "en", "vosk": "ko", "twice": "en", "whisper": "en"}


@pytest.fixture(scope="module", params=["fake", "moonshine", "vosk", "twice", "whisper"])
def heard(request: pytest.FixtureRequest) -> tuple[Recognizer, str]:
    """A recognizer and the language it hears."""
    engine: str = request.param
    if engine == "fake":
        return CountingRecognizer(), "en"
    names = {"moonshine": "moonshine-tiny-en", "vosk": "vosk-ko", "twice": "moonshine-tiny-en"} | {
        "whisper": "whisper-tiny-en"
    }
    folder = request.getfixturevalue("models") / names[engine]
    if not folder.is_dir():
        pytest.skip(f"{folder} is not installed")
    if engine == "twice":
        second = request.getfixturevalue("models") / "whisper-tiny-en"
        return open_recognizer(Choice("moonshine", folder, second)), LANGUAGES[engine]
    return open_recognizer(Choice(engine, folder)), LANGUAGES[engine]


@pytest.fixture(scope="module")
def sentence(heard: tuple[Recognizer, str], read_aloud: Sequence[tuple[Recording, str]]) -> Recording:
    """One in the recognizer's language."""
    return read_aloud[0][0] if heard[1] == "en" else spoken_aloud(KOREAN, "ko", SLOWLY)


@pytest.fixture(scope="module")
def moonshine(models: Path) -> Recognizer:
    folder = models / "moonshine-tiny-en"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not installed")
    return open_recognizer(Choice("moonshine", folder))


def chunks(recording: Recording, seconds: float = 0.03) -> Iterator[AudioChunk]:
    samples = np.pad(recording.at_rate(16000).samples, (0, 8000))
    length = int(seconds * 16000)
    for start in range(0, len(samples) - length + 1, length):
        yield AudioChunk(start / 16000, samples[start : start + length].tobytes(), 16000)


def told(recognizer: Recognizer, recording: Recording) -> list[dict[str, object]]:
    microphone = FileMicrophone(recording, MicrophoneSettings())
    return list(hear_all(microphone, SileroVad(VadSettings()), recognizer, EndpointingRules(), Clock()))


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


ALIKE = {"vosk-ko": 1}
"""Words by model: of two that sound the same Vosk may choose either (였어, 여서)."""


def errors(want: list[str], got: list[str]) -> int:
    """Insertions, deletions and substitutions."""
    row = list(range(len(got) + 1))
    for i, word in enumerate(want, 1):
        before, row[0] = row[:], i
        for j, other in enumerate(got, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != other))
    return row[-1]


def test_the_same_utterance_gives_the_same_words_again(heard: tuple[Recognizer, str], sentence: Recording) -> None:
    recognizer, _ = heard
    texts = []
    for _ in range(2):
        recognizer.reset()
        for chunk in chunks(sentence):
            recognizer.accept(chunk)
        texts.append(recognizer.finish().text)
    assert texts[0]
    assert errors(*(text.split() for text in texts)) <= ALIKE.get(recognizer.name, 0)


def test_a_reset_forgets_what_was_half_heard(heard: tuple[Recognizer, str], sentence: Recording) -> None:
    recognizer, _ = heard
    recognizer.reset()
    for chunk in chunks(sentence):
        recognizer.accept(chunk)
    whole = recognizer.finish().text
    for chunk in list(chunks(sentence))[:60]:
        recognizer.accept(chunk)
    recognizer.reset()
    recognizer.reset()
    for chunk in chunks(sentence):
        recognizer.accept(chunk)
    assert errors(whole.split(), recognizer.finish().text.split()) <= ALIKE.get(recognizer.name, 0)


def test_an_utterance_without_sound_has_no_words(heard: tuple[Recognizer, str]) -> None:
    recognizer, _ = heard
    recognizer.reset()
    assert recognizer.finish() == Transcript("", is_final=True, recognizer=recognizer.name)
    for chunk in chunks(Recording(np.zeros(32000, np.int16), 16000)):
        recognizer.accept(chunk)
    assert recognizer.finish().text == ""


def test_partials_grow_and_only_changes_are_told(heard: tuple[Recognizer, str], sentence: Recording) -> None:
    recognizer, _ = heard
    recognizer.reset()
    heard_so_far = (recognizer.accept(chunk) or recognizer.partial() for chunk in chunks(sentence, 0.4))
    partials = [partial for partial in heard_so_far if partial]
    final = recognizer.finish()
    texts = [partial.text for partial in partials]
    assert len(texts) >= 3
    assert all(one != following for one, following in pairwise(texts))
    assert not any(partial.is_final for partial in partials)
    assert final.is_final
    assert len(texts[0]) < len(final.text)


def test_english_sentences_are_understood_by_moonshine(
    moonshine: Recognizer, read_aloud: Sequence[tuple[Recording, str]]
) -> None:
    wrong = total = 0
    for recording, text in read_aloud:
        finals = [str(one["text"]) for one in told(moonshine, recording) if one["event"] == "final"]
        wrong += errors(words(text), words(" ".join(finals)))
        total += len(words(text))
    assert wrong / total < 0.15


def test_moonshine_loses_nothing_of_an_utterance_longer_than_its_segments(
    moonshine: Recognizer, read_aloud: Sequence[tuple[Recording, str]]
) -> None:
    chosen = read_aloud[:5]
    long_one = Recording(np.concatenate([recording.at_rate(16000).samples for recording, _ in chosen]), 16000)
    assert long_one.seconds > 20
    moonshine.reset()
    for chunk in chunks(long_one):
        moonshine.accept(chunk)
    want, got = words(" ".join(text for _, text in chosen)), words(moonshine.finish().text)
    assert errors(want, got) / len(want) < 0.2


def noises() -> dict[str, Recording]:
    """Of halls and streets where there are recordings of them, else made: hiss, hum, knocks, a rumble that swells."""
    files = sorted((real() / "noise").glob("*.wav"))
    if files:
        return {file.name: read_recording(file) for file in files if not file.name.startswith("meeting")}
    dice, at = np.random.default_rng(8), np.arange(12 * 16000) / 16000
    hiss = dice.normal(0, 0.05, len(at))
    rumble = np.convolve(dice.normal(0, 1, len(at)), np.ones(200) / 200, "same")
    made = {
        "hiss": hiss,
        "hum": sum(0.1 * np.sin(2 * np.pi * hz * at) for hz in (50, 100, 150)) + 0.1 * hiss,
        "knocks": hiss * 8 * np.exp(-30 * (at % 0.7)),
        "rumble": rumble * (1 + np.sin(2 * np.pi * 0.5 * at)),
    }
    return {name: Recording(to_int16(sound), 16000) for name, sound in made.items()}


def test_moonshine_invents_no_sentence_in_noise(moonshine: Recognizer) -> None:
    invented: dict[str, str] = {}
    for name, recording in noises().items():
        finals = [str(one["text"]) for one in told(moonshine, recording) if one["event"] == "final"]
        if text := " ".join(finals).strip():
            invented[name] = text
    # A baby may cry "Oh": which of such borders is crossed hangs on the arithmetic of the processor.
    assert len(words(" ".join(invented.values()))) <= 2, invented


def test_korean_is_heard_by_vosk_with_confidences_and_times(models: Path, shared_data: Path) -> None:
    folder = models / "vosk-ko"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not installed")
    recognizer = open_recognizer(Choice("vosk", folder))
    recording = read_recording(shared_data / "speech" / "other_languages" / "leopard_ko.wav")
    objects = told(recognizer, recording)
    final = objects[-1]
    assert len([one for one in objects if one["event"] == "partial"]) >= 2
    assert final["event"] == "final"
    letters, want = str(final["text"]).replace(" ", ""), "그는이리저리피하면서길한옆으로걸어갔다"
    assert errors(list(want), list(letters)) / len(want) < 0.5
    confidence = final["confidence"]
    assert isinstance(confidence, float)
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Uma raposa velha não consegue aprender nenhum ofício"),
        ("fr", "Sous le consulat il devient conservateur des eaux et forêts et conseiller général"),
        ("ja", "客観的実在の判断的知識が成立するのである"),
    ],
)
def test_a_language_that_has_no_other_recognizer_is_heard_by_whisper(language: str, text: str, models: Path) -> None:
    """The clips of Picovoice's Leopard, whose texts its own tests give."""
    folder, clip = models / "whisper-base", real() / f"speech/other_languages/leopard_{language}.wav"
    for path in (folder, clip):
        if not path.exists():
            pytest.skip(f"{path} is not there")
    settings = RecognizerSettings(whisper={language: folder})
    choice = choose(settings, language)
    assert isinstance(choice, Choice)
    final = told(open_recognizer(choice), read_recording(clip))[-1]
    want, heard = (units(one, is_syllabic(text)) for one in (text, str(final["text"])))
    assert errors(want, heard) / len(want) < 0.3


@pytest.mark.parametrize("engine", ["vosk", "moonshine", "whisper"])
def test_a_folder_without_a_model_is_refused_in_words_and_the_process_lives_on(engine: str, tmp_path: Path) -> None:
    with pytest.raises(SensesError) as refused:
        open_recognizer(Choice(engine, tmp_path))
    assert refused.value.problems[0].code == "KS0008"


def test_one_short_unsure_word_is_a_ghost_and_a_sure_one_is_not() -> None:
    assert is_ghost(Transcript("the", words=(Word("the", 0, 0.2, 0.41),)))
    assert not is_ghost(Transcript("yes", words=(Word("yes", 0, 0.3, 0.98),)))
    assert not is_ghost(Transcript("who were you", words=tuple(Word(w, 0, 0.2, 0.4) for w in ("who", "were", "you"))))


def test_marks_for_noise_are_not_words() -> None:
    assert spoken("[2] 위 <unk>") == "위"
