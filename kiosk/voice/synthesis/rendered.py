"""Rendered speech: every fixed text spoken once ahead, kept as a FLAC file that holds its visemes and word times."""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import astuple, replace
from pathlib import Path

from kiosk.domain.audio import Speech, WordTime
from kiosk.domain.content.figure import Voice
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.voice.flac import FlacError, read_head
from kiosk.voice.marking import marks
from kiosk.voice.synthesis.synthesizer import Synthesizer
from kiosk.voice.wording.wording import worded

VERSION = "3"
"""Of the files; raise it when speech comes out otherwise for the same words and voice."""

TRACK, MADE_BY = "kiosk_track", "kiosk_made_by"
"""Comments: the lips and words of the speech, and the engines of the machine that rendered it."""

Encode = Callable[[Path, bytes, int, Mapping[str, str]], None]
Decode = Callable[[bytes, int], bytes]
"""Samples of a FLAC file at its own rate. Raises ValueError where it is damaged."""


class RenderedSpeeches:
    """The rendered speeches of one pack in a folder. Not thread-safe."""

    def __init__(self, folder: Path, decode: Decode) -> None:
        self.folder = folder
        self._decode = decode

    def path(self, text: str, language: str, voice: Voice) -> Path:
        """Where a text lies; the name changes with the voice and with the words and sounds as they are read."""
        said = worded(text, language, voice.pronounce)
        sounds = [astuple(sound) for sound in said.sounds]
        # Pronunciations count by what they make of this text: a new one of another word leaves this file as it is.
        manner = astuple(replace(voice, pronounce=()))
        parts = [VERSION, language, text, said.text, json.dumps([manner, sounds], ensure_ascii=False)]
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
        return self.folder / f"{digest[:32]}.flac"

    def load(self, text: str, language: str, voice: Voice) -> Speech | None:
        """The speech; None where it was not rendered, or its file is damaged."""
        try:
            content = self.path(text, language, voice).read_bytes()
            head = read_head(content)
            samples = self._decode(content, head.rate_hz)
            # The format's own checksum: it finds damage, and nobody trusts it for more.
            if hashlib.md5(samples, usedforsecurity=False).digest() != head.md5:
                return None
            return _unpacked(text, samples, head.rate_hz, head.comments[TRACK])
        except (OSError, FlacError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def seconds(self, text: str, language: str, voice: Voice) -> float:
        """How long the speech takes, by its head alone; 0 where it was not rendered."""
        try:
            return read_head(self.path(text, language, voice).read_bytes()).seconds
        except (OSError, FlacError):
            return 0.0

    def made_by(self, text: str, language: str, voice: Voice) -> str:
        """The engines of the machine that rendered the text; empty where it is not there whole."""
        if self.load(text, language, voice) is None:
            return ""
        return read_head(self.path(text, language, voice).read_bytes()).comments.get(MADE_BY, "")

    def keep(self, speech: Speech, path: Path, engines: str, encode: Encode) -> None:
        """Writes a speech with its mark of AI generation. Raises VoiceError where it cannot."""
        comments = {**marks(speech.samples, speech.engine), TRACK: _packed(speech), MADE_BY: engines}
        encode(path, speech.samples, speech.rate_hz, comments)

    def clear(self, wanted: set[Path]) -> int:
        """Removes what belongs to no text any more; how many that were."""
        stale = [file for file in self.folder.glob("*.flac") if file not in wanted]
        for file in stale:
            file.unlink(missing_ok=True)
        return len(stale)


class Rendered:
    """A synthesizer that takes what was rendered ahead, and speaks the rest by another."""

    def __init__(self, speeches: RenderedSpeeches, otherwise: Synthesizer) -> None:
        self._speeches = speeches
        self._otherwise = otherwise

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        found = self._speeches.load(text, language, voice)
        return found if found is not None else self._otherwise.speak(text, language, voice)


def _packed(speech: Speech) -> str:
    """Lips, words and maker as text: seconds as whole tenths of a millisecond."""
    content = {
        "engine": speech.engine,
        "voice": speech.voice,
        "cues": [[round(cue.at * 10_000), cue.viseme.value] for cue in speech.track.cues],
        "words": [[round(word.at * 10_000), word.start, word.end] for word in speech.words],
    }
    return base64.b64encode(zlib.compress(json.dumps(content).encode())).decode()


def _unpacked(text: str, samples: bytes, rate_hz: int, packed: str) -> Speech:
    content = json.loads(zlib.decompress(base64.b64decode(packed)))
    cues = tuple(Cue(at / 10_000, Viseme(viseme)) for at, viseme in content["cues"])
    words = tuple(WordTime(at / 10_000, start, end) for at, start, end in content["words"])
    track = VisemeTrack(cues, len(samples) / 2 / rate_hz)
    return Speech(text, samples, rate_hz, track, words, content["engine"], content["voice"])
