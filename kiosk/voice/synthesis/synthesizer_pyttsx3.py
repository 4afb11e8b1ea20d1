"""Speech through pyttsx3: its espeak-ng binding with exact times, or its system driver with estimated ones."""

import ctypes
import logging
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.sound.errors import SoundError
from kiosk.sound.recording import read_recording
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.alignment import Mark, Phoneme, even_times, viseme_track, word_times
from kiosk.voice.synthesis.lipsync import track_of
from kiosk.voice.synthesis.phonemes import is_known
from kiosk.voice.synthesis.synthesizer import LEAD_SECONDS, TAIL_SECONDS, Synthesizer, check_length, silence
from kiosk.voice.synthesis.voices import espeak_voices, system_voice
from kiosk.voice.wording.pronouncing import for_espeak
from kiosk.voice.wording.wording import Wording, worded, written

FILE_SECONDS = 20.0
"""How long the system's driver may take for a file."""

_SYNCHRONOUS, _PHONEMES_IN_IPA = 2, 3
_WORD, _PHONEME = 1, 7
_UTF8, _SOUNDS_IN_BRACKETS = 1, 0x100

logger = logging.getLogger(__name__)


def open_synthesizer() -> Synthesizer:
    """The best that this system has. Raises VoiceError where nothing can speak."""
    try:
        return EspeakSynthesizer()
    except VoiceError as error:
        logger.info("espeak-ng cannot be used (%s), trying the system's own voices", error.problems[0].code)
        try:
            return SystemSynthesizer()
        except VoiceError:
            raise error from None


@cache
def _espeak() -> tuple[Any, int]:
    """The binding, and its rate in Hz. espeak can be initialized only once in a process."""
    try:
        binding = import_module("pyttsx3.drivers._espeak")
    except (ImportError, RuntimeError, OSError) as reason:
        raise VoiceError(
            Problem("KV0001", "espeak-ng", f"cannot be loaded: {reason}", "sudo apt-get install espeak-ng")
        ) from reason
    rate_hz = binding.Initialize(_SYNCHRONOUS, 100, None, _PHONEMES_IN_IPA)
    if rate_hz <= 0:
        raise VoiceError(Problem("KV0001", "espeak-ng", "does not start", "sudo apt-get install espeak-ng-data"))
    return binding, rate_hz


class _Take:
    """What espeak hands over while it speaks one text."""

    def __init__(self, wording: Wording, rate_hz: int) -> None:
        self.sound: list[bytes] = []
        self.phonemes: list[Phoneme] = []
        self.marks: list[Mark] = []
        self._wording = wording
        self._rate_hz = rate_hz

    def receive(self, wave: Any, samples: int, events: Any) -> int:
        place = 0
        # The list has no length: an event of type 0 ends it.
        while events[place].type != 0:
            event = events[place]
            at = LEAD_SECONDS + event.sample / self._rate_hz
            if event.type == _PHONEME:
                # The name lies in the event itself: eight bytes, with a zero only where it is shorter.
                name = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0]
                self.phonemes.append(Phoneme(at, name.decode("utf-8", "ignore")))
            # espeak counts characters from one.
            elif event.type == _WORD and 1 <= event.text_position <= len(self._wording.origins):
                self.marks.append(Mark(at, self._wording.origins[event.text_position - 1]))
            place += 1
        if samples > 0:
            self.sound.append(ctypes.string_at(wave, samples * BYTES_PER_SAMPLE))
        # Anything else would stop it.
        return 0


class EspeakSynthesizer:
    """espeak-ng through pyttsx3's binding, on the calling thread: hundreds of times faster than speech."""

    def __init__(self) -> None:
        self._binding, self._rate_hz = _espeak()
        variants = self._binding.VOICE(languages=b"variant")
        self._variants = {found.identifier.decode().rpartition("/")[2] for found in self._binding.ListVoices(variants)}
        self._unknown: set[str] = set()

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        check_length(text)
        name = self._choose(language, voice)
        said = worded(text, language, voice.pronounce)
        flags = _UTF8 | (_SOUNDS_IN_BRACKETS if said.sounds else 0)
        wording = written(said, for_espeak)
        take = _Take(wording, self._rate_hz)
        if any(sign.isalnum() for sign in text):
            self._binding.SetSynthCallback(take.receive)
            if self._binding.Synth(wording.text, flags=flags) != 0:
                raise VoiceError(Problem("KV0002", "espeak-ng", f"could not speak {len(text)} characters"))
        sound = b"".join(take.sound)
        if not sound:
            return silence(text, LEAD_SECONDS + TAIL_SECONDS, "espeak-ng")
        self._note_unknown(take.phonemes)
        spoken = (LEAD_SECONDS, LEAD_SECONDS + len(sound) / BYTES_PER_SAMPLE / self._rate_hz)
        samples = self._rest(LEAD_SECONDS) + sound + self._rest(TAIL_SECONDS)
        seconds = len(samples) / BYTES_PER_SAMPLE / self._rate_hz
        track = viseme_track(take.phonemes, spoken, seconds)
        return Speech(text, samples, self._rate_hz, track, word_times(text, take.marks, spoken), "espeak-ng", name)

    def _choose(self, language: str, voice: Voice) -> str:
        for name in espeak_voices(language, voice, self._variants):
            if self._binding.SetVoiceByName(name.encode()) == 0:
                # Beyond these espeak does not go.
                self._binding.SetParameter(self._binding.RATE, max(80, min(450, voice.rate_wpm)), 0)
                self._binding.SetParameter(self._binding.PITCH, max(0, min(99, voice.pitch_percent)), 0)
                return name
        raise VoiceError(
            Problem("KV0003", f"language {language}", "espeak-ng has no voice for it", "see: espeak-ng --voices")
        )

    def _rest(self, seconds: float) -> bytes:
        return bytes(round(seconds * self._rate_hz) * BYTES_PER_SAMPLE)

    def _note_unknown(self, phonemes: Sequence[Phoneme]) -> None:
        for name in {phoneme.name for phoneme in phonemes if not is_known(phoneme.name)} - self._unknown:
            self._unknown.add(name)
            logger.warning("no viseme is known for the phoneme %r", name)


class SystemSynthesizer:
    """pyttsx3's own driver (SAPI5 on Windows) through a file; visemes and word times are estimated."""

    def __init__(self, driver: str | None = None) -> None:
        try:
            self._engine: Any = import_module("pyttsx3").init(driver)
        except Exception as reason:
            raise VoiceError(Problem("KV0001", "pyttsx3", f"no driver answers: {reason}")) from reason

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        check_length(text)
        if not any(sign.isalnum() for sign in text):
            return silence(text, LEAD_SECONDS + TAIL_SECONDS, "pyttsx3")
        name = voice.voice or system_voice(self._engine.getProperty("voices"), language, voice.gender)
        if name:
            self._engine.setProperty("voice", name)
        self._engine.setProperty("rate", voice.rate_wpm)
        with tempfile.TemporaryDirectory(prefix="kiosk-voice-") as folder:
            file = Path(folder) / "speech.wav"
            self._engine.save_to_file(worded(text, language, voice.pronounce).text, str(file))
            self._engine.runAndWait()
            samples, rate_hz = _when_whole(file)
        track = track_of(np.frombuffer(samples, np.int16), rate_hz)
        words = even_times(text, track.seconds)
        return Speech(text, samples, rate_hz, track, words, f"pyttsx3-{self._engine.driver_name}", name)


def _when_whole(file: Path) -> tuple[bytes, int]:
    """Samples and rate of a file that may still be written: the driver returns before it is there."""
    deadline = time.monotonic() + FILE_SECONDS
    while time.monotonic() < deadline:
        try:
            sound = read_recording(file)
        except SoundError:
            time.sleep(0.01)
        else:
            return sound.samples.tobytes(), sound.rate_hz
    raise VoiceError(Problem("KV0002", "pyttsx3", f"wrote no whole WAV within {FILE_SECONDS:.0f} s"))
