"""Transcribing: a recording of any kind decoded by ffmpeg and heard by the kiosk's own recognizer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.app.wiring.microphone import MicrophoneSetup
from kiosk.domain.problem import KioskError, Problem
from kiosk.media_ffmpeg.decoding import SoundWish, sound
from kiosk.media_ffmpeg.program import UNDECODABLE, MediaError, find
from kiosk.pack.importers.recordings import Heard, Spoken
from kiosk.process.clock import now
from kiosk.senses.hearing import hear_all
from kiosk.senses.microphone_file import FileMicrophone
from kiosk.senses.recognition.choose import choose, open_recognizer
from kiosk.senses.recognition.recognizer import Recognizer
from kiosk.senses.vad_webrtc import WebRtcVad
from kiosk.sound.recording import Recording, read_recording, samples_of

FORMATS = {
    ".wav": "wav",
    ".mp3": "mp3",
    ".m4a": "mov",
    ".3gp": "mov",
    ".ogg": "ogg",
    ".opus": "ogg",
    ".flac": "flac",
    ".aac": "aac",
    ".wma": "asf",
    ".amr": "amr",
}
"""A file is taken for what its name says: a play list in disguise would make ffmpeg open other files."""

RATE_HZ = 16_000
LONGEST_SECONDS = 3 * 3600
DECODING_SECONDS = 600.0
FEWEST_BYTES = 1000
"""What is shorter holds no word."""


class KioskTranscriber:
    """Opens a recognizer once for each language."""

    def __init__(self, setup: MicrophoneSetup, engine: str, progress: Callable[[float], None] = lambda _: None) -> None:
        self._setup, self._progress = setup, progress
        settings = setup.recognizers
        self._settings = replace(settings, recognizer=engine) if engine else settings
        self._recognizers: dict[str, Recognizer] = {}

    def __call__(self, path: Path, language: str) -> Heard:
        """Utterances with their times. Raises KioskError where there is no recognizer or no sound."""
        recognizer = self._recognizer(language)
        recording = decoded(path).at_rate(recognizer.rate_hz)
        microphone = FileMicrophone(recording, self._setup.settings)
        utterances: list[Spoken] = []
        for row in hear_all(microphone, WebRtcVad(self._setup.vad), recognizer, self._setup.endpointing, now):
            self._progress(min(row["audio"] / max(recording.seconds, 0.1), 1.0))
            if row["event"] == "final":
                utterances.append(Spoken(row["speech_start"], row["speech_end"], row["text"], row["confidence"]))
        return Heard(recording.samples.tobytes(), recording.rate_hz, tuple(utterances), recognizer.name)

    def _recognizer(self, language: str) -> Recognizer:
        if language not in self._recognizers:
            choice = choose(self._settings, language)
            if isinstance(choice, Problem):
                raise KioskError(choice)
            self._recognizers[language] = open_recognizer(choice)
        return self._recognizers[language]


def decoded(path: Path) -> Recording:
    """The sound of a file. Raises KioskError where it cannot be decoded."""
    try:
        find()
    except MediaError as error:
        if path.suffix.lower() == ".wav":
            return read_recording(path)
        hint = error.problems[0].hint
        raise KioskError(Problem("KC0040", path.name, "only WAV is read without ffmpeg", hint)) from error
    kind = FORMATS.get(path.suffix.lower(), "wav")
    try:
        samples = sound(path, SoundWish(RATE_HZ, (kind,), LONGEST_SECONDS, DECODING_SECONDS))
    except MediaError as error:
        raise _undecodable(path, error.problems[0].what.removeprefix(UNDECODABLE)) from error
    if len(samples) < FEWEST_BYTES:
        raise _undecodable(path, "it holds no sound")
    return Recording(samples_of(samples), RATE_HZ)


def _undecodable(path: Path, why: str) -> KioskError:
    return KioskError(Problem("KC0041", path.name, f"is no recording that can be decoded: {why}", "save it as WAV"))
